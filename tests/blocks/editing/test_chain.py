"""Blocks put into wires, lifted out again, and dots."""

from __future__ import annotations

import numpy as np
import pytest

from blocks.checking import Check
from blocks.editing.chain import add_dot, insert, lift_out, way_into
from blocks.errors import EditRefused
from blocks.file import dumps
from blocks.page import Page


@pytest.fixture
def page() -> Page:
    page = Page("chain")
    page.add_block("Const", {"value": np.ones((2, 3), np.float32)}, id="c")
    page.add_block("Relu", id="r")
    page.connect("c.output", "r.features")
    return page


def wires(page: Page) -> list[str]:
    return [str(wire) for wire in page.wires]


def test_a_block_goes_into_a_wire_and_out_again(page: Page) -> None:
    page.add_block("Cast", id="k")
    before = wires(page)
    insert(Check(page), "k", page.wires[0])
    assert wires(page) == ["c.output -> k.x", "k.y -> r.features"]
    lift_out(page, ("k",))
    assert wires(page) == before
    assert "k" in page.blocks
    page.history.undo()
    page.history.undo()
    assert wires(page) == before


def test_it_is_one_step_to_undo(page: Page) -> None:
    page.add_block("Cast", id="k")
    before = dumps(page)
    insert(Check(page), "k", page.wires[0])
    page.history.undo()
    assert dumps(page) == before


def test_the_port_is_taken_whose_shape_fits(page: Page) -> None:
    page.add_block("Conv2DBackpropInput", id="dx")
    page.add_block("Const", {"value": np.array([1, 4, 4, 1], np.int32)}, id="sizes")
    page.add_block("Reshape", id="s")
    page.connect("sizes.output", "s.shape")
    check = Check(page)
    assert way_into(check, "s", page.wires[0]) == ("tensor", "output")
    assert way_into(check, "dx", page.wires[0]) is not None


def test_what_does_not_fit_says_so(page: Page) -> None:
    page.add_block("Shape", id="s")
    page.add_block("Conv2D", id="conv")
    page.connect("r.activations", "conv.input")
    wire = page.wires_into("conv")[0]
    page.set_attr("s", "out_type", "int64")
    with pytest.raises(EditRefused, match="does not fit"):
        insert(Check(page), "s", wire)
    with pytest.raises(EditRefused, match="does not fit"):
        insert(Check(page), "c", wire)
    with pytest.raises(EditRefused, match="does not fit"):
        insert(Check(page), "r", wire)


def test_all_that_a_block_fed_is_fed_by_what_fed_it(page: Page) -> None:
    page.add_block("Relu", id="a")
    page.add_block("Relu", id="b")
    page.connect("r.activations", "a.features")
    page.connect("r.activations", "b.features")
    lift_out(page, ("r",), delete=True)
    assert wires(page) == ["c.output -> a.features", "c.output -> b.features"]
    assert "r" not in page.blocks
    page.history.undo()
    assert len(page.wires) == 3


def test_a_row_of_blocks_is_lifted_out_together(page: Page) -> None:
    for one, before in (("a", "r"), ("b", "a"), ("d", "b")):
        page.add_block("Relu", id=one)
        page.connect(f"{before}.activations", f"{one}.features")
    lift_out(page, ("a", "b"))
    assert wires(page) == ["c.output -> r.features", "r.activations -> d.features"]


def test_a_block_without_wires_on_both_sides_is_not_lifted(page: Page) -> None:
    with pytest.raises(EditRefused, match="both sides"):
        lift_out(page, ("c",))


def test_a_dot_leads_a_wire(page: Page) -> None:
    before = dumps(page)
    dot = add_dot(page, page.wires[0], (50, 80))
    assert dot in page.dots
    assert page.blocks[dot].op_name == "Identity"
    assert wires(page) == [f"c.output -> {dot}.input", f"{dot}.output -> r.features"]
    assert str(Check(page).known(page.wires[1].source)) == "float32 [2, 3]"
    page.history.undo()
    assert dumps(page) == before


def test_a_dot_in_a_group_stays_there(page: Page) -> None:
    group = page.groups.add((0, 0))
    for id in ("c", "r"):
        page.members.put(id, group)
    assert page.members[add_dot(page, page.wires[0], (0, 0))] == group
