"""Small calls: the table of places, and what is kept from call to call without being mixed up."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from threadpoolctl import threadpool_limits

import kernels
from kernels.arguments import plain_integers
from kernels.convolution import calls as front
from kernels.convolution import choice
from kernels.convolution.ways import table
from kernels.dtypes import named
from kernels.errors import ArgumentError
from kernels.kept import EACH_BYTES, Kept
from tests.kernels.convolution.calls import Call, calls
from tests.kernels.convolution.test_relations import back_of

SAME: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME"}


def small() -> tuple[Any, Any, Any]:
    image = np.arange(32, dtype=np.float32).reshape(1, 4, 4, 2)
    filter = np.arange(16, dtype=np.float32).reshape(2, 2, 2, 2)
    return image, filter, kernels.conv2d(image, filter, **SAME)


def test_each_way_takes_its_share_of_random_calls() -> None:
    """The tests of every way pass over calls that it does not take; they may not be all calls."""
    taken: Counter[str] = Counter()

    @settings(max_examples=300, deadline=None, derandomize=True, database=None)
    @given(calls())
    def count(call: Call) -> None:
        image, filter = call.tensors()
        back = back_of(call.forward(image, filter))
        if not (image.size and back.size):
            return
        ops = [
            lambda: call.forward(image, filter),
            lambda: call.input_gradient(filter, back),
            lambda: call.filter_gradient(image, back),
        ]
        if call.family == "conv2d":
            whole = [tensor.astype(np.int32) for tensor in (image, filter)]
            ops.append(lambda: call.forward(*whole))
        taken["all"] += len(ops)
        for op in ops:
            for way in choice.every_way():
                with choice.forced(way.name), suppress(choice.NotTaken):
                    op()
                    taken[way.name] += 1

    count()
    assert taken["all"] > 200
    assert taken["table"] > 0.9 * taken["all"]
    for way in choice.every_way():
        assert taken[way.name] > 0.03 * taken["all"], f"{way.name}: {taken}"


@pytest.mark.parametrize("page", [(2, 2, 2, 2), (2, 2, 2, 2, 2)], ids=["2-D", "3-D"])
def test_a_sample_page_takes_the_table(page: tuple[int, ...], monkeypatch: Any) -> None:
    chosen = []
    monkeypatch.setattr(
        front, "choose", lambda call: chosen.append(choice.choose(call)) or table.WAY
    )
    tensor = np.ones(page, np.float32)
    op = kernels.conv2d if len(page) == 4 else kernels.conv3d
    op(tensor, tensor, strides=[1] * len(page), padding="SAME")
    assert [way.name for way in chosen] == ["table"]


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64", "int32"])
def test_every_dtype_gives_what_the_direct_way_gives(dtype: str) -> None:
    image, filter, back = (tensor.astype(named(dtype)) for tensor in small())
    ops = [
        lambda: kernels.conv2d(image, filter, **SAME),
        lambda: kernels.conv2d_backprop_input(image.shape, filter, back, **SAME),
    ]
    if dtype != "int32":
        ops.append(lambda: kernels.conv2d_backprop_filter(image, filter.shape, back, **SAME))
    for op in ops:
        found = op()
        with choice.forced("direct"):
            expected = op()
        assert found.dtype == expected.dtype == named(dtype)
        np.testing.assert_array_equal(found, expected)


def test_strided_tensors_are_read_as_they_are() -> None:
    image, filter, _ = small()
    expected = kernels.conv2d(image, filter, **SAME)
    wide = np.zeros((1, 8, 4, 4), np.float32)[:, ::-2, :, ::2]
    wide[...] = image
    found = kernels.conv2d(wide, np.asfortranarray(filter), **SAME)
    np.testing.assert_array_equal(found, expected)


def test_bits_do_not_depend_on_the_threads_of_blas() -> None:
    """At the largest that the table takes, BLAS at any number of threads computes alone."""
    random = np.random.default_rng(5)
    image = random.standard_normal((1, 15, 15, 7)).astype(np.float32)
    filter = random.standard_normal((3, 3, 7, 9)).astype(np.float32)
    seen = set()
    for count in (1, 2):
        with threadpool_limits(count, user_api="blas"), choice.forced("table"):
            seen.add(kernels.conv2d(image, filter, **SAME).tobytes())
    assert len(seen) == 1
    with choice.forced("table"), pytest.raises(choice.NotTaken):
        kernels.conv2d(np.concatenate([image] * 2), filter, **SAME)


@pytest.mark.parametrize("wrong", [(1, True, 1, 1), (1, 1.0, 1, 1), (np.float32(1), 1, 1, 1)])
@pytest.mark.parametrize("argument", ["strides", "dilations"])
def test_what_only_equals_kept_attributes_is_still_refused(
    argument: str, wrong: tuple[Any, ...]
) -> None:
    image, filter, _ = small()
    for right in ((1, 1, 1, 1), [1, 1, 1, 1], np.ones(4, np.int32), np.int64([1] * 4), range(1, 2)):
        with suppress(ArgumentError):  # the range is too short
            kernels.conv2d(image, filter, **{**SAME, argument: right})
    with pytest.raises(ArgumentError, match=f"{argument}.*integer"):
        kernels.conv2d(image, filter, **{**SAME, argument: wrong})


@pytest.mark.parametrize("wrong", [(1, 4, 4, 2.0), (True, 4, 4, 2), [1, 4, 4, np.float64(2)]])
def test_what_only_equals_kept_sizes_is_still_refused(wrong: Any) -> None:
    _, filter, back = small()
    kernels.conv2d_backprop_input((1, 4, 4, 2), filter, back, **SAME)
    with pytest.raises(ArgumentError, match=r"input_sizes.*integer"):
        kernels.conv2d_backprop_input(wrong, filter, back, **SAME)


def test_look_alikes_that_are_integers_are_taken() -> None:
    image, filter, back = small()
    expected = kernels.conv2d_backprop_input(image.shape, filter, back, **SAME)
    sizes = tuple(np.int64(size) for size in image.shape)
    strides = [np.int32(1)] * 4
    found = kernels.conv2d_backprop_input(sizes, filter, back, strides=strides, padding="SAME")
    np.testing.assert_array_equal(found, expected)


def test_an_error_reads_the_same_each_time() -> None:
    image, filter, back = small()
    wrong: list[tuple[Any, dict[str, Any]]] = [
        ((1, 4, 4, 3), SAME),
        ((1, 9, 4, 2), SAME),
        (np.array([1, 4, 4]), SAME),
        (range(9), SAME),
        (image.shape, {**SAME, "strides": [1, 0, 1, 1]}),
        (image.shape, {**SAME, "padding": "same"}),
        (image.shape, {**SAME, "explicit_paddings": [1] * 8}),
    ]
    for sizes, attributes in wrong:
        messages = set()
        for _ in range(3):
            with pytest.raises(ArgumentError) as error:
                kernels.conv2d_backprop_input(sizes, filter, back, **attributes)
            messages.add((error.value.argument, str(error.value)))
        assert len(messages) == 1


@pytest.mark.parametrize(
    "value",
    [
        (1, True), (1, 1.0), (1, None), [np.int64(1)], np.ones((1, 1), int), np.ones(2), "11",
        np.ones(2, bool), (1,) * 65, range(2**70), np.ma.masked_array([1, 1]), {1: 1}, None, 1,
    ],
)  # fmt: skip
def test_what_must_be_looked_at_is_not_plain(value: Any) -> None:
    assert plain_integers(value) is None


@pytest.mark.parametrize(
    "value", [(1, 2), [1, 2], range(1, 3), np.array([1, 2], np.uint8), np.array([1, 2], ">i4")]
)
def test_what_is_plain_becomes_a_tuple_of_ints(value: Any) -> None:
    found = plain_integers(value)
    assert found == (1, 2)
    assert {type(number) for number in found} == {int}


def test_tables_are_kept_within_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    most = 2**17
    kept = Kept(table._make, most)
    monkeypatch.setattr(table, "_tables", kept)
    filter = np.ones((2, 2, 2, 2), np.float32)
    for height in range(2, 60):
        kernels.conv2d(np.ones((1, height, 4, 2), np.float32), filter, **SAME)
        held = sum(one.nbytes + EACH_BYTES for one in kept._values.values())
        assert kept._bytes == held <= most
    assert 1 < len(kept._values) < 58


def test_the_oldest_values_go_first_and_come_again() -> None:
    made = []

    def make(key: int) -> Any:
        made.append(key)
        return np.full(10, key, np.uint8)

    kept = Kept(make, 2 * EACH_BYTES + 25)
    for key in (1, 2, 1, 3, 2, 1):
        assert kept.of(key)[0] == key
    assert made == [1, 2, 3, 1]
    assert Kept(make, 5).of(7)[0] == 7  # larger than all that may be kept


def test_threads_may_make_tables_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_tables", Kept(table._make, 2**14))
    filter = np.ones((2, 2, 1, 1))

    def work(at: int) -> bool:
        image = np.full((1, 2 + at % 5, 3, 1), float(at))
        return bool(kernels.conv2d(image, filter, **SAME)[0, 0, 0, 0] == 4 * at)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(400)))
