"""A gradient check whose y does not come of its x is told of before anything runs."""

from __future__ import annotations

import numpy as np
import pytest

import blocks
from blocks.checking import Check
from blocks.errors import RunFailed
from blocks.page import End, Page
from tests.blocks.evaluation.test_replaying import layer

NO_WAY = "scaled.z does not depend on w.output, so it has no gradient by it"


def said(check: Check) -> list[str]:
    return [one.message for one in check.problems_of(["check"])]


def cut(page: Page) -> None:
    """Lead something else of the same shape into the way from w to scaled."""
    page.add_block("Const", {"value": np.ones((1, 3, 3, 3), np.float32)}, id="alone")
    page.connect("alone.output", "relu.features", replace=True)


def followed(page: Page) -> Check:
    check = Check(page)
    page.changed.connect(check.refresh)
    return check


def test_a_wire_on_the_way_that_goes_and_comes_back() -> None:
    page = layer()
    check = followed(page)
    assert said(check) == []
    cut(page)
    assert said(check) == [NO_WAY]
    assert check.problems_of(["check"])[0].port == "x"
    page.history.undo()
    assert said(check) == []


def test_pins_and_feeds_cut_the_way() -> None:
    page = layer()
    check = followed(page)
    page.pins.put("relu.activations", np.ones((1, 3, 3, 3), np.float32))
    assert said(check) == [NO_WAY]
    page.pins.put("relu.activations", None)
    assert said(check) == []
    fed = {End("conv", "output"): np.ones((1, 3, 3, 3), np.float32)}
    assert said(Check(page, fed)) == [NO_WAY]
    assert said(Check(page, {End("w", "output"): np.ones((2, 2, 2, 3), np.float32)})) == []


def test_a_bypassed_block_leads_back_to_the_one_input_that_it_lets_through() -> None:
    page = layer()
    page.add_block("Const", {"value": np.ones((2, 2, 2, 3), np.float32)}, id="alone")
    page.connect("alone.output", "scaled.x", replace=True)
    page.connect("w.output", "scaled.y", replace=True)
    page.connect("w.output", "check.gradient", replace=True)
    page.remove_blocks(["out_backprop"])
    check = followed(page)
    assert said(check) == []
    page.modes.put("scaled", "bypassed")
    assert said(check) == [NO_WAY]


def test_a_tensor_against_itself_has_a_gradient() -> None:
    page = layer()
    page.connect("scaled.z", "check.x", replace=True)
    assert not any("depend" in one for one in said(Check(page)))


def test_a_run_says_the_same() -> None:
    page = layer()
    cut(page)
    with pytest.raises(RunFailed, match=NO_WAY):
        blocks.run(page, ["check"])
