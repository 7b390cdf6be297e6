"""What a page gives now, as what it shall give."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import blocks
from blocks.checking import Check
from blocks.editing.expecting import ends_to_expect, expect
from blocks.errors import EditRefused
from blocks.file import dumps
from blocks.page import End, Page


@pytest.fixture
def page() -> Page:
    page = Page("expect")
    page.add_block("Const", {"value": np.array([1, -2], np.float32)}, id="x")
    page.add_block("Relu", id="y", at=(300, 0))
    page.connect("x.output", "y.features")
    return page


def results(page: Page) -> dict[End, Any]:
    found = blocks.run(page, list(page.blocks))
    return {End(*name.split(".")): one for name, one in found.items()}


def test_each_output_gets_a_block_that_is_met(page: Page) -> None:
    before = dumps(page)
    added = expect(Check(page), ["x", "y"], results(page))
    assert [page.blocks[id].op_name for id in added] == ["Expect", "Expect"]
    assert all(blocks.run(page, [f"{id}.met"])[f"{id}.met"] for id in added)
    page.history.undo()
    assert dumps(page) == before


def test_one_that_expects_something_takes_what_comes(page: Page) -> None:
    (id,) = expect(Check(page), ["y"], results(page))
    page.set_attr("x", "value", np.array([5, 6], np.float32))
    assert not blocks.run(page)[f"{id}.met"]
    assert ends_to_expect(page, [id]) == (End("y", "activations"),)
    assert expect(Check(page), [id], results(page)) == (id,)
    assert blocks.run(page)[f"{id}.met"]
    assert len(page.blocks) == 3
    page.history.undo()
    assert not blocks.run(page)[f"{id}.met"]


def test_what_is_wired_to_expected_is_not_overwritten(page: Page) -> None:
    (id,) = expect(Check(page), ["y"], results(page))
    page.connect("x.output", f"{id}.expected")
    before = dumps(page)
    with pytest.raises(EditRefused, match=r"expect expects what x.output gives"):
        expect(Check(page), [id], results(page))
    assert dumps(page) == before


def test_without_a_result_there_is_nothing_to_expect(page: Page) -> None:
    with pytest.raises(EditRefused, match="run the block first"):
        expect(Check(page), ["y"], {})
