"""The order of blocks: sources first, branch after branch, and only as far as is followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks.file import load
from blocks.page import Page
from blocks.page.order import sources_first

PAGES = Path(__file__).parents[3] / "assets" / "pages"


@pytest.fixture
def page() -> Page:
    return load(PAGES / "1_conv2d_backprop_input.page.json")


def test_sources_come_first_and_the_order_repeats(page: Page) -> None:
    found = sources_first(page, page.blocks, lambda _: True)
    order = list(found)
    assert sorted(order) == sorted(page.blocks)
    for wire in page.wires:
        assert order.index(wire.source.block) < order.index(wire.target.block)
        assert wire in found[wire.target.block]
    assert list(sources_first(page, page.blocks, lambda _: True)) == order


def test_only_what_is_followed_comes_along(page: Page) -> None:
    assert list(sources_first(page, ["dx"], lambda one: one.source.block == "filter")) == [
        "filter",
        "dx",
    ]
    assert list(sources_first(page, ["dx", "filter"], lambda _: False)) == ["dx", "filter"]


def test_one_branch_is_done_before_the_next_begins() -> None:
    page = Page()
    for branch in ("left", "right"):
        page.add_block("Const", id=f"{branch}0")
        for at in (1, 2):
            page.add_block("Relu", id=f"{branch}{at}")
            page.connect(f"{branch}{at - 1}.{'output' if at == 1 else 'activations'}",
                         f"{branch}{at}.features")  # fmt: skip
    page.add_block("Add", id="both")
    page.connect("left2.activations", "both.x")
    page.connect("right2.activations", "both.y")
    order = list(sources_first(page, ["both"], lambda _: True))
    assert order == ["left0", "left1", "left2", "right0", "right1", "right2", "both"]


def test_a_page_of_many_blocks_in_a_row_needs_no_deep_stack() -> None:
    page = Page()
    page.add_block("Const", id="b0")
    with page.edit("Build"):
        for at in range(1, 3000):
            page.add_block("Relu", id=f"b{at}")
            page.connect(f"b{at - 1}.{'output' if at == 1 else 'activations'}", f"b{at}.features")
    assert list(sources_first(page, ["b2999"], lambda _: True))[-1] == "b2999"
