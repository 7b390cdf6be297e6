"""Another op in a block's place."""

from __future__ import annotations

import numpy as np
import pytest

from blocks.checking import Check
from blocks.editing.replacing import replace_op
from blocks.errors import EditRefused
from blocks.file import dumps, load
from blocks.ops import OPS
from blocks.page import End, Page
from tests.blocks.test_sample_pages import PAGES


@pytest.fixture
def page() -> Page:
    page = Page("replace")
    page.add_block("Const", {"value": np.ones((1, 4, 4, 2), np.float32)}, id="x")
    page.add_block("Const", {"value": np.ones((3, 3, 2, 2), np.float32)}, id="w")
    page.add_block("Conv2D", {"strides": [1, 2, 2, 1], "padding": "SAME"}, id="y", at=(5, 6))
    page.add_block("Relu", id="r")
    page.connect("x.output", "y.input")
    page.connect("w.output", "y.filter")
    page.connect("y.output", "r.features")
    page.notes.write("y", "look here")
    return page


def test_wires_attributes_place_and_note_stay(page: Page) -> None:
    before = dumps(page)
    assert replace_op(page, "y", "DepthwiseConv2dNative") == ()
    block = page.blocks["y"]
    assert block.op_name == "DepthwiseConv2dNative"
    assert block.attrs == {"strides": (1, 2, 2, 1), "padding": "SAME"}
    assert page.position("y") == (5, 6)
    assert page.notes["y"] == "look here"
    assert [str(wire) for wire in page.wires] == [
        "x.output -> y.input",
        "w.output -> y.filter",
        "y.output -> r.features",
    ]
    page.history.undo()
    assert dumps(page) == before


def test_a_convolution_becomes_its_gradient(page: Page) -> None:
    lost = replace_op(page, "y", "Conv2DBackpropInput")
    assert lost == ()
    assert [wire.target for wire in page.wires_into("y")] == [
        End("y", "input_sizes"),
        End("y", "filter"),
    ]


def test_a_wire_without_a_port_is_told(page: Page) -> None:
    lost = replace_op(page, "y", "Relu")
    assert [str(wire) for wire in lost] == ["w.output -> y.filter"]
    assert [str(wire) for wire in page.wires_into("y")] == ["x.output -> y.features"]


def test_formulas_stay(page: Page) -> None:
    page.variables.put("S", 2)
    page.set_attr("y", "strides", [1, "=S", "=S", 1])
    replace_op(page, "y", "DepthwiseConv2dNative")
    assert page.blocks["y"].formulas == {"strides": [1, "=S", "=S", 1]}
    page.variables.put("S", 1)
    assert page.blocks["y"].attrs["strides"] == (1, 1, 1, 1)


def test_ports_of_a_group_stay_shown(page: Page) -> None:
    group = page.groups.add((0, 0))
    page.members.put("y", group)
    page.groups.alter(group, ports=(End("y", "filter"), End("y", "output")))
    replace_op(page, "y", "Relu")
    assert page.groups[group].ports == ()
    page.history.undo()
    assert len(page.groups[group].ports) == 2


def test_what_is_not_there_is_refused(page: Page) -> None:
    with pytest.raises(EditRefused, match="no block 'z'"):
        replace_op(page, "z", "Relu")
    with pytest.raises(EditRefused, match="no op named 'Nope'"):
        replace_op(page, "y", "Nope")


@pytest.mark.parametrize("op", OPS)
def test_any_op_takes_the_place_of_any_block(op: str) -> None:
    for file in PAGES.glob("*.page.json"):
        page = load(file)
        for id in tuple(page.blocks):
            before = dumps(page)
            replace_op(page, id, op)
            Check(page)
            page.history.undo()
            assert dumps(page) == before
