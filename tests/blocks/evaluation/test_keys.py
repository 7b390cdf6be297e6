"""Keys tell apart all that can give another result, and nothing else."""

from __future__ import annotations

import gc
import itertools
from typing import Any

import numpy as np
import pytest

from blocks.dtypes import DTYPES
from blocks.evaluation import keys, plan
from blocks.evaluation.keys import block_key, tensor_key
from blocks.page import Page
from tests.blocks.evaluation.pages import add, const

VALUES: list[Any] = [
    1, True, 1.0, "1", (1,), 0, False, 0.0, -0.0, "", (), None, (1, 1), ((1,), 1), (1, (1,)),
    ((1, 1),), ("as", "b"), ("a", "sb"),
    "a", ("a",), ("a", "b"), ("ab",), ("a:b",), 2**70, -1, float("nan"), float("inf"),
    np.array(1), np.array([1]), np.array([[1]]), np.array(1.0), np.array(True),
    np.array([0.0]), np.array([-0.0]), np.array([1, 2]), np.array([2, 1]),
]  # fmt: skip


def key_of(value: Any) -> bytes:
    return block_key("Op", [("attribute", value)], None, [])


def test_every_kind_of_value_has_a_key_of_its_own() -> None:
    for one, other in itertools.combinations(VALUES, 2):
        assert key_of(one) != key_of(other), (one, other)


def test_the_same_value_has_the_same_key() -> None:
    for value in VALUES:
        again = value.copy() if isinstance(value, np.ndarray) else value
        assert key_of(value) == key_of(again)


def test_a_tensors_key_has_its_dtype_and_shape() -> None:
    zeros = [np.zeros(4, dtype) for dtype in DTYPES.values()]
    assert len({tensor_key(one) for one in zeros}) == len(DTYPES)
    shapes = [(4,), (2, 2), (4, 1), (1, 4), ()]
    assert len({tensor_key(np.zeros(shape, np.int8)) for shape in shapes}) == len(shapes)


def test_a_tensors_key_follows_its_numbers_not_their_place_in_memory() -> None:
    numbers = np.arange(6.0).reshape(2, 3)
    assert tensor_key(numbers) == tensor_key(np.asfortranarray(numbers))
    assert tensor_key(numbers) == tensor_key(np.repeat(numbers, 2, axis=1)[:, ::2])
    assert tensor_key(numbers) != tensor_key(numbers.T)


def test_one_bit_of_a_large_tensor_changes_its_key() -> None:
    large = np.zeros(100_000, np.float32)
    other = large.copy()
    other[70_000] = np.nextafter(np.float32(0), np.float32(1))
    assert tensor_key(large) != tensor_key(other)


def test_a_large_tensor_is_hashed_once_while_it_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = []
    digest = keys._digest
    monkeypatch.setattr(keys, "_digest", lambda array: hashed.append(1) or digest(array))
    large = np.zeros(10_000)
    assert tensor_key(large) == tensor_key(large)
    assert len(hashed) == 1
    name = id(large)
    del large
    gc.collect()
    assert name not in keys._digests


def test_attributes_that_no_kernel_sees_are_not_in_the_key() -> None:
    page = Page()
    const(page, "a", 1)
    before = plan(page).key("a")
    page.set_attr("a", "name", "called")
    assert plan(page).key("a") == before


def test_sources_count_by_port_and_order() -> None:
    page = Page()
    const(page, "a", [1])
    const(page, "b", [2])
    add(page, "ab", "a", "b")
    add(page, "ba", "b", "a")
    add(page, "aa", "a", "a")
    page.add_block("ClientSession", id="first")
    page.add_block("ClientSession", id="second")
    for session, order in (("first", ("ab.z", "ba.z")), ("second", ("ba.z", "ab.z"))):
        for source in order:
            page.connect(source, f"{session}.fetch_outputs")
    planned = plan(page, targets=page.blocks)
    found = [planned.key(id) for id in ("ab", "ba", "aa", "first", "second")]
    assert None not in found
    assert len(set(found)) == 5


def test_the_port_counts_even_if_the_source_is_the_same() -> None:
    wired = [block_key("Op", [], None, [(port, b"source", "output")]) for port in ("x", "y")]
    assert wired[0] != wired[1]


def test_the_output_counts_even_if_the_source_is_the_same() -> None:
    wired = [block_key("Op", [], None, [("x", b"source", output)]) for output in ("one", "two")]
    assert wired[0] != wired[1]


def test_equal_content_on_two_pages_has_one_key() -> None:
    found = []
    for ids in (("a", "b", "c"), ("x", "y", "z")):
        page = Page()
        const(page, ids[0], [1, 2])
        const(page, ids[1], [3, 4])
        add(page, ids[2], ids[0], ids[1])
        found.append(plan(page).key(ids[2]))
    assert found[0] == found[1]


def test_feeds_count_by_their_content() -> None:
    page = Page()
    const(page, "a", [1, 2])
    const(page, "b", [3, 4])
    add(page, "sum", "a", "b")
    fed = [np.float32([7, 8]), np.float32([7, 8]), np.float32([8, 7])]
    found = [plan(page, feeds={"a": one}).key("sum") for one in fed]
    assert found[0] == found[1] != found[2]
    assert plan(page).key("sum") not in found


def test_a_block_that_cannot_run_and_what_depends_on_it_have_no_key() -> None:
    page = Page()
    const(page, "a", [1, 2])
    const(page, "b", [1, 2, 3])
    add(page, "wrong", "a", "b")
    add(page, "after", "wrong", "a")
    planned = plan(page)
    assert planned.key("a") is not None
    assert planned.key("wrong") is None
    assert planned.key("after") is None
    assert planned.key("nowhere") is None
