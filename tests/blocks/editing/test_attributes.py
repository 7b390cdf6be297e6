"""What hangs together changes together, in one edit."""

from __future__ import annotations

import numpy as np
import pytest

from blocks.checking import Check
from blocks.declaration.attribute import REQUIRED
from blocks.editing.attributes import set_attribute, set_line
from blocks.editing.data_format import followers, reordered, set_alone
from blocks.errors import ValueRefused
from blocks.fixing.call import Look
from blocks.page import Edit, Page


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


def gradient(sizes: list[int], out_backprop: list[int], **attrs: object) -> Page:
    """A gradient with input_sizes and out_backprop; the filter has 3 channels in, 4 out."""
    page = Page()
    page.add_block("Conv2DBackpropInput", {"padding": "SAME", **attrs}, id="dx")
    for port, value in (
        ("input_sizes", np.array(sizes, np.int32)),
        ("filter", np.zeros([2, 2, 3, 4], np.float32)),
        ("out_backprop", np.zeros(out_backprop, np.float32)),
    ):
        page.add_block("Const", {"value": value}, id=port)
        page.connect(f"{port}.output", f"dx.{port}")
    return page


def numbers(page: Page) -> list[int]:
    (wire,) = page.wires_into("dx", "input_sizes")
    value = page.blocks[wire.source.block].value("value")
    return [int(one) for one in value]


def set_format(page: Page, format: str, look: Look | None = None) -> tuple[str, ...]:
    """Set the block's data_format; returns what followed, as the edit tells it."""
    edits: list[Edit] = []
    page.changed.connect(edits.append)
    set_attribute(page, "dx", "data_format", format, look)
    page.changed.disconnect(edits.append)
    (edit,) = edits
    return followers(edit, "dx")


def test_sizes_follow_data_format_in_the_same_step() -> None:
    page = gradient([1, 6, 8, 3], [1, 3, 4, 4], strides=[1, 2, 2, 1], dilations=[1, 1, 1, 1])
    assert set_format(page, "NCHW", Check(page).known) == ("strides", "input_sizes")
    assert numbers(page) == [1, 3, 6, 8]
    assert page.history.can_undo == "Set data_format of dx"
    page.history.undo()
    assert numbers(page) == [1, 6, 8, 3]
    assert page.blocks["dx"].value("strides") == (1, 2, 2, 1)
    page.history.redo()
    assert set_format(page, "NHWC") == ("strides", "input_sizes")
    assert numbers(page) == [1, 6, 8, 3]


def test_sizes_that_are_in_the_new_order_already_stay() -> None:
    page = gradient([1, 3, 6, 8], [1, 4, 3, 4], strides=[1, 2, 2, 1])
    assert set_format(page, "NCHW", Check(page).known) == ("strides",)
    assert numbers(page) == [1, 3, 6, 8]
    assert Check(page).problems == ()


def test_height_and_width_alone_and_sizes_that_are_computed_stay() -> None:
    page = gradient([6, 8], [1, 3, 4, 4], strides=[1, 2, 2, 1])
    assert set_format(page, "NCHW") == ("strides",)
    assert numbers(page) == [6, 8]
    page = gradient([1, 6, 8, 3], [1, 3, 4, 4], strides=[1, 2, 2, 1])
    page.add_block("Shape", id="shape")
    page.connect("shape.output", "dx.input_sizes", replace=True)
    assert set_format(page, "NCHW") == ("strides",)


def test_sizes_that_others_use_stay_there() -> None:
    page = gradient([1, 6, 8, 3], [1, 3, 4, 4], strides=[1, 2, 2, 1])
    page.add_block("Identity", id="other")
    page.connect("input_sizes.output", "other.input")
    assert set_format(page, "NCHW") == ("strides", "input_sizes")
    assert numbers(page) == [1, 3, 6, 8]
    assert page.blocks["input_sizes"].value("value").tolist() == [1, 6, 8, 3]
    page.history.undo()
    assert page.wires_into("dx", "input_sizes")[0].source.block == "input_sizes"


def test_formulas_of_sizes_move_with_their_axes() -> None:
    page = gradient([1, 6, 8, 3], [1, 3, 4, 4], strides=[1, 2, 2, 1])
    page.variables.put("H", 6)
    raw = {"dtype": "int32", "shape": [4], "data": [1, "=H", "=H+2", 3]}
    page.set_attr("input_sizes", "value", raw)
    set_attribute(page, "dx", "data_format", "NCHW")
    kept = page.blocks["input_sizes"].formulas["value"]
    assert isinstance(kept, dict)
    assert kept["data"] == [1, 3, "=H", "=H+2"]
    assert numbers(page) == [1, 3, 6, 8]


def test_data_format_alone_is_one_step_too() -> None:
    page = gradient([1, 6, 8, 3], [1, 3, 4, 4], strides=[1, 2, 2, 1])
    page.history.clear()
    assert set_format(page, "NCHW") == ("strides", "input_sizes")
    set_alone(page, "dx")
    assert page.blocks["dx"].value("data_format") == "NCHW"
    assert page.blocks["dx"].value("strides") == (1, 2, 2, 1)
    assert numbers(page) == [1, 6, 8, 3]
    page.history.undo()
    assert page.blocks["dx"].value("data_format") == "NHWC"
    assert page.history.can_undo is None


def test_no_other_edit_has_followers() -> None:
    page = gradient([1, 6, 8, 3], [1, 3, 4, 4], strides=[1, 2, 2, 1])
    edits: list[Edit] = []
    page.changed.connect(edits.append)
    set_attribute(page, "dx", "padding", "VALID")
    set_attribute(page, "dx", "data_format", "NCHW")
    page.history.undo()
    assert [followers(one, "dx") for one in edits] == [(), ("strides", "input_sizes"), ()]
