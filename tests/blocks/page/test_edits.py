"""Each edit does what it says, announces it once, or is refused and changes nothing."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import pytest

from blocks.declaration.attribute import REQUIRED
from blocks.errors import EditRefused, ValueRefused
from blocks.ops import OPS
from blocks.page import (
    AttributeSet,
    Block,
    BlockAdded,
    BlockMoved,
    BlockRemoved,
    Edit,
    End,
    Page,
    Position,
    Unread,
    Wire,
    WireAdded,
    WireRemoved,
)
from tests.blocks.page.conftest import changes


def test_a_new_block_has_initial_values_where_there_is_no_default() -> None:
    page = Page()
    block = page.add_block("Conv2D", {"padding": "VALID"})
    assert block.id == "conv2D"
    assert dict(block.attrs) == {"strides": (1, 1, 1, 1), "padding": "VALID"}
    assert block.value("dilations") == (1, 1, 1, 1)
    assert block.values()["padding"] == "VALID"
    assert set(block.values()) == {one.name for one in OPS["Conv2D"].attributes}


def test_values_come_in_any_form_and_defaults_are_left_out() -> None:
    page = Page()
    attrs = {"strides": [1, 2, 2, 1], "padding": "SAME", "use_cudnn_on_gpu": "true", "name": ""}
    block = page.add_block("Conv2D", attrs)
    assert dict(block.attrs) == {"strides": (1, 2, 2, 1), "padding": "SAME"}


def test_a_constant_s_value_can_not_be_changed_from_outside() -> None:
    array = np.zeros(3, np.float32)
    page = Page()
    value = page.add_block("Const", {"value": array}).value("value")
    array[0] = 1
    assert value[0] == 0
    with pytest.raises(ValueError, match="read-only"):
        value[0] = 1


def test_adding_is_announced_once(page: Page, edits: list[Edit]) -> None:
    page.add_block("Relu", at=(1, 2))
    assert changes(edits) == [BlockAdded]
    assert edits[0].label == "Add Relu"
    assert page.position("relu") == Position(1, 2)


def test_removing_blocks_takes_their_wires_first(page: Page, edits: list[Edit]) -> None:
    page.remove_blocks(["sum", "r", "sum"])
    assert changes(edits) == [*[WireRemoved] * 3, BlockRemoved, WireRemoved, BlockRemoved]
    assert edits[0].label == "Delete 2 blocks"
    assert page.wires == ()
    assert list(page.blocks) == ["x", "y", "q"]


def test_putting_many_is_one_edit(page: Page, edits: list[Edit]) -> None:
    new = [(Block(id, "Relu", OPS["Relu"]), (0.0, 0.0)) for id in ("m", "n")]
    page.put(new, [Wire(End("m", "activations"), End("n", "features"))])
    assert changes(edits) == [BlockAdded, BlockAdded, WireAdded]


def test_free_ids_are_free_of_ids_and_names(page: Page) -> None:
    assert page.free_id("Relu") == "relu"
    assert page.free_id("r") == "r_1"
    assert page.free_id("r_1") == "r_1"
    page.set_attr("x", "name", "relu")
    assert page.free_id("Relu") == "relu_1"
    page.remove_blocks(["x"])
    assert page.free_id("Relu") == "relu"


# ---- attributes -----------------------------------------------------------------------------


def test_setting_an_attribute_tells_old_and_new(page: Page, edits: list[Edit]) -> None:
    page.set_attr("x", "name", "first")
    assert edits == [
        Edit("Set name of x", (AttributeSet("x", "name", REQUIRED, "first"),)),
    ]
    assert page.blocks["x"].name == "first"
    assert page.full_name("x") == "t/first"
    page.set_attr("x", "name", "")
    assert "name" not in page.blocks["x"].attrs


def test_setting_the_same_again_is_silent(page: Page, edits: list[Edit]) -> None:
    value = np.array([[1, 2], [3, 4]], np.float32)
    page.set_attr("x", "value", value)
    page.set_attr("x", "name", "")
    page.set_title("t")
    page.move_blocks({"q": (5.0, 6.0)})
    page.remove_blocks([])
    assert edits == []
    page.set_attr("x", "value", value.astype(np.int32))
    assert len(edits) == 1


def test_an_attribute_can_be_taken_away(page: Page) -> None:
    page.set_attr("x", "value", REQUIRED)
    assert page.blocks["x"].value("value") is REQUIRED


def test_what_an_op_does_not_have_can_be_taken_away_and_not_set() -> None:
    page = Page()
    attrs = MappingProxyType({"zap": Unread(1, "no such attribute")})
    page.put_block(Block("r", "Relu", OPS["Relu"], attrs), (0, 0))
    with pytest.raises(ValueRefused, match="Relu has no attribute 'zap'"):
        page.set_attr("r", "zap", 2)
    page.set_attr("r", "zap", REQUIRED)
    assert not page.blocks["r"].attrs


# ---- wires ----------------------------------------------------------------------------------


def test_a_port_of_many_wires_keeps_their_order(page: Page) -> None:
    page.add_block("ClientSession", id="s")
    for source in ("q.activations", "x.output", "sum.z"):
        page.connect(source, "s.fetch_outputs")
    page.connect("y.output", "s.run_outputs")

    def order() -> list[str]:
        return [wire.source.block for wire in page.wires_into("s", "fetch_outputs")]

    assert order() == ["q", "x", "sum"]
    page.disconnect(page.wires_into("s", "fetch_outputs")[1])
    assert order() == ["q", "sum"]
    page.history.undo()
    assert order() == ["q", "x", "sum"]
    page.remove_blocks(["q"])
    page.history.undo()
    assert order() == ["q", "x", "sum"]
    assert [wire.target.block for wire in page.wires_out_of("x")] == ["sum", "s"]
    assert len(page.wires_out_of("x", "output")) == 2
    assert page.wires_out_of("x", "other") == ()


def test_replacing_a_wire_is_one_edit(page: Page, edits: list[Edit]) -> None:
    page.connect("y.output", "r.features", replace=True)
    assert changes(edits) == [WireRemoved, WireAdded]
    assert page.wires_into("r") == (Wire(End("y", "output"), End("r", "features")),)


def test_replacing_leaves_the_other_wires_of_a_port_of_many(page: Page) -> None:
    page.add_block("ClientSession", id="s")
    page.connect("x.output", "s.fetch_outputs")
    page.connect("y.output", "s.fetch_outputs", replace=True)
    assert len(page.wires_into("s")) == 2


def test_wires_of_unknown_ops_have_any_ports() -> None:
    page = Page()
    page.put_block(Block("u", "Later", None), (0, 0))
    page.add_block("Relu", id="r")
    page.connect("u.anything", "r.features")
    assert page.refusal(Wire(End("r", "activations"), End("u", "in"))) == (
        "r.activations -> u.in would close a cycle: u already leads to r"
    )


# ---- moves ------------------------------------------------------------------------------------


def test_moves_are_joined_and_known_as_such(page: Page, edits: list[Edit]) -> None:
    page.move_blocks({"x": (1, 1), "y": (2, 2), "q": (5, 6)})
    assert changes(edits) == [BlockMoved, BlockMoved]
    assert edits[0].label == "Move 3 blocks"
    assert edits[0].only_moves
    page.set_attr("x", "name", "n")
    assert not edits[1].only_moves


# ---- names ----------------------------------------------------------------------------------


def test_names_and_ids_share_one_space(page: Page) -> None:
    page.set_attr("x", "name", "in")
    with pytest.raises(EditRefused, match="the id 'in' is the name of the block x"):
        page.add_block("Relu", id="in")
    with pytest.raises(ValueRefused, match="the block x is already called 'in'"):
        page.set_attr("y", "name", "in")
    with pytest.raises(ValueRefused, match="the block x is already called 'x'"):
        page.set_attr("y", "name", "x")
    page.set_attr("x", "name", "")
    page.set_attr("y", "name", "in")
    page.history.undo()
    page.history.undo()
    assert page.named("in") is page.blocks["x"]
    page.set_attr("x", "name", "x")
    assert page.named("in") is None


@pytest.mark.parametrize(
    ("title", "scope"),
    [("", "page"), ("Gradient of x!", "Gradient_of_x"), ("./?", "page"), ("größe", "gr_e")],
)
def test_the_scope_comes_from_the_title(title: str, scope: str) -> None:
    assert Page(title).scope == scope
