"""What hangs together changes together, in one edit."""

from __future__ import annotations

import pytest

from app.panel.commit import reordered, set_attribute, set_line
from blocks.declaration.attribute import REQUIRED
from blocks.errors import ValueRefused
from blocks.page import Page


def conv(**attrs: object) -> Page:
    page = Page()
    page.add_block("Conv2D", attrs, id="conv")
    return page


@pytest.mark.parametrize(
    ("numbers", "old", "new", "gives"),
    [
        ((1, 3, 2, 1), "NHWC", "NCHW", (1, 1, 3, 2)),
        ((1, 1, 3, 2), "NCHW", "NHWC", (1, 3, 2, 1)),
        ((1, 4, 3, 2, 1), "NDHWC", "NCDHW", (1, 1, 4, 3, 2)),
        ((0, 0, 1, 2, 3, 4, 0, 0), "NHWC", "NCHW", (0, 0, 0, 0, 1, 2, 3, 4)),
        ((), "NHWC", "NCHW", ()),
        ((1, 2, 3), "NHWC", "NCHW", None),
        ((1, 1, 1, 1), "NHWC", "NDHWC", None),
        ((1, 1), "", "NHWC", None),
    ],
)
def test_reordering(
    numbers: tuple[int, ...], old: str, new: str, gives: tuple[int, ...] | None
) -> None:
    assert reordered(numbers, old, new) == gives


def test_data_format_there_and_back_changes_nothing() -> None:
    page = conv(
        strides=[1, 3, 2, 1], padding="EXPLICIT", explicit_paddings=[0, 0, 1, 2, 3, 4, 0, 0]
    )
    before = dict(page.blocks["conv"].attrs)
    set_attribute(page, "conv", "data_format", "NCHW")
    assert page.blocks["conv"].value("explicit_paddings") == (0, 0, 0, 0, 1, 2, 3, 4)
    set_attribute(page, "conv", "data_format", "NHWC")
    assert dict(page.blocks["conv"].attrs) == before
    page.history.undo()
    page.history.undo()
    assert dict(page.blocks["conv"].attrs) == before


def test_a_refused_value_changes_nothing() -> None:
    page = conv(strides=[1, 3, 2, 1])
    before = page.blocks["conv"]
    with pytest.raises(ValueRefused):
        set_attribute(page, "conv", "data_format", "NCWH")
    with pytest.raises(ValueRefused):
        set_line(page, "conv", "data_format_ = NCHW; dilations_ = {1,1}")
    assert page.blocks["conv"] is before
    assert page.history.can_undo == "Add Conv2D"


def test_back_to_the_first_value() -> None:
    page = conv(strides=[1, 3, 2, 1], dilations=[1, 2, 2, 1])
    set_attribute(page, "conv", "strides", REQUIRED)
    set_attribute(page, "conv", "dilations", REQUIRED)
    assert page.blocks["conv"].value("strides") == (1, 1, 1, 1)
    assert page.blocks["conv"].value("dilations") == (1, 1, 1, 1)


def test_a_line_takes_along_what_it_leaves_as_it_was() -> None:
    page = conv(strides=[1, 3, 2, 1], dilations=[1, 2, 3, 1])
    set_line(page, "conv", "data_format_ = NCHW; dilations_ = {1,2,3,1};")
    block = page.blocks["conv"]
    assert (block.value("strides"), block.value("dilations")) == ((1, 1, 3, 2), (1, 1, 2, 3))
    assert page.history.can_undo == "Set attrs of conv"
    set_line(page, "conv", "")
    block = page.blocks["conv"]
    assert (block.value("strides"), block.value("dilations")) == ((1, 3, 2, 1), (1, 1, 1, 1))


def test_a_line_that_says_nothing_new_is_no_edit() -> None:
    page = conv()
    set_line(page, "conv", "data_format_ = NHWC;")
    assert page.history.can_undo == "Add Conv2D"
