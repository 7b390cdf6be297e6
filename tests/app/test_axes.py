"""The names of axes, from what the page tells."""

from __future__ import annotations

import numpy as np
import pytest

from app.axes import axis_names
from blocks.page import End, Page


@pytest.fixture
def page() -> Page:
    page = Page()
    page.add_block("Const", {"value": np.zeros((1, 2, 4, 4), "f4")}, id="image")
    page.add_block("Const", {"value": np.zeros((3, 3, 2, 2), "f4")}, id="filter")
    page.add_block("Conv2D", {"data_format": "NCHW", "padding": "SAME"}, id="conv")
    page.connect("filter.output", "conv.filter")
    page.connect("image.output", "conv.input")
    return page


def names(page: Page, end: str, rank: int = 4) -> str:
    return " ".join(axis_names(page, End(*end.split(".")), rank))


def test_the_op_names_the_axes_of_its_output(page: Page) -> None:
    assert names(page, "conv.output") == "N C H W"


def test_the_port_that_a_tensor_goes_to_names_its_axes(page: Page) -> None:
    assert names(page, "image.output") == "N C H W"
    assert names(page, "filter.output") == "H W I O"


def test_an_op_that_keeps_the_axes_hands_their_names_on(page: Page) -> None:
    before = "conv.output"
    for op, input, output in (
        ("Relu", "features", "activations"),
        ("Cast", "x", "y"),
        ("Add", "x", "z"),
    ):
        page.add_block(op, id=op)
        page.connect(before, f"{op}.{input}")
        before = f"{op}.{output}"
    assert names(page, before) == "N C H W"


def test_axes_have_numbers_where_nothing_tells_or_the_rank_is_another(page: Page) -> None:
    page.add_block("Transpose", id="turned")
    page.connect("conv.output", "turned.x")
    page.add_block("Relu", id="relu")
    assert names(page, "turned.y") == "axis 0 axis 1 axis 2 axis 3"
    assert names(page, "relu.activations", 1) == "axis 0"
    assert names(page, "conv.output", 2) == "axis 0 axis 1"
    assert names(page, "gone.output", 0) == ""


def test_a_long_chain_is_no_trouble(page: Page) -> None:
    before = "conv.output"
    for number in range(3000):
        page.add_block("Relu", id=f"r{number}")
        page.connect(before, f"r{number}.features")
        before = f"r{number}.activations"
    assert names(page, "r50.activations") == "N C H W"
    assert names(page, before) == "axis 0 axis 1 axis 2 axis 3"  # too far to look at each edit
