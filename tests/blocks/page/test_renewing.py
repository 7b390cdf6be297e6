"""Ops that are declared anew, go and come back: pages keep wires and values, and undo works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import blocks
from blocks.checking import Check
from blocks.declaration import attribute
from blocks.declaration.attribute import Attribute
from blocks.declaration.op import Op, Port
from blocks.ops import OPS
from blocks.ops.registry import with_name
from blocks.page import Edit, Page, Unread
from blocks.page.changes import BlockAdded, BlockRemoved, WireAdded, WireRemoved


@pytest.fixture(autouse=True)
def no_own_ops_left() -> Iterator[None]:
    yield
    OPS.put_own([])


def no_whole_number(given: float) -> Unread:
    """What becomes of a number that an op takes no more."""
    return Unread(given, f"{given} is not a whole number; in a formula // and round() give one")


def own(*attributes: Attribute, version: str = "1", inputs: tuple[Port, ...] = (Port("x"),)) -> Op:
    """An own op Blur."""

    def kernel(*given: Any, **_: Any) -> Any:
        return given[0]

    def shape(*known: Any, **_: Any) -> Any:
        return known[0].shape if not isinstance(known[0], list) else None

    return with_name(
        _without_signatures(
            name="Blur",
            category="Own ops",
            summary="",
            kernel=kernel,
            shape=shape,
            inputs=inputs,
            attributes=attributes,
            types={"T": ("float32",)},
            origin="blur.py, line 1",
            version=version,
        )
    )


def _without_signatures(**said: Any) -> Op:
    import inspect

    kinds = inspect.Parameter
    parameters = [kinds(one.name, kinds.POSITIONAL_OR_KEYWORD) for one in said["inputs"]]
    parameters += [kinds(one.name, kinds.KEYWORD_ONLY) for one in said["attributes"]]
    for rule in (said["kernel"], said["shape"]):
        rule.__signature__ = inspect.Signature(parameters)
    return Op(**said)


SIGMA = attribute.number("sigma", default=1.0, help="")
COUNT = attribute.integer("count", default=1, help="")
SIGMA_NOW_WHOLE = attribute.integer("sigma", default=1, help="")


def page_with_blur(**attrs: object) -> Page:
    page = Page()
    page.add_block("Const", {"value": np.ones(3, np.float32)}, id="a")
    page.add_block("Blur", attrs, id="b", at=(300, 0))
    page.add_block("Relu", id="c", at=(600, 0))
    page.connect("a.output", "b.x")
    page.connect("b.output", "c.features")
    page.history.clear()
    return page


def put(page: Page, *ops: Op) -> None:
    OPS.put_own(ops)
    page.renew()


def test_a_removed_op_leaves_a_placeholder_and_comes_back_alive() -> None:
    OPS.put_own([own(SIGMA)])
    page = page_with_blur(sigma=0.1)
    before, wires = blocks.dumps(page), page.wires
    check = Check(page)
    page.changed.connect(lambda edit: check.refresh(edit))
    assert check.problems == ()
    put(page)
    block = page.blocks["b"]
    assert block.op is None
    assert block.attrs["sigma"] == Unread(0.1, "there is no op named 'Blur' here")
    assert page.wires == wires
    assert blocks.dumps(page) == before
    assert [str(one) for one in check.problems] == ["b: there is no op named 'Blur' here"]
    put(page, new := own(SIGMA, version="2"))
    assert page.blocks["b"].op is new
    assert page.blocks["b"].value("sigma") == 0.1
    assert page.wires == wires
    assert blocks.dumps(page) == before
    assert check.problems == ()


def test_it_is_no_edit_but_is_announced() -> None:
    OPS.put_own([own(SIGMA)])
    page = page_with_blur()
    heard: list[Edit] = []
    page.changed.connect(heard.append)
    put(page, own(SIGMA, version="2"))
    (edit,) = heard
    assert edit.kind == "reload"
    assert edit.touched == {"b", "c"}
    assert not edit.only_moves
    assert [type(one) for one in edit.changes] == [
        *(WireRemoved, WireRemoved, BlockRemoved, BlockAdded, WireAdded, WireAdded)
    ]
    assert page.history.can_undo is None
    assert not page.history.is_dirty
    page.renew()
    assert len(heard) == 1


def test_attributes_are_read_again() -> None:
    OPS.put_own([own(SIGMA)])
    page = page_with_blur(sigma=2.0)
    put(page, own(COUNT))
    assert page.blocks["b"].attrs["sigma"] == Unread(2.0, "Blur has no attribute 'sigma'")
    put(page, own(SIGMA_NOW_WHOLE))
    assert page.blocks["b"].attrs["sigma"] == no_whole_number(2.0)
    put(page, own(SIGMA, COUNT))
    assert page.blocks["b"].value("sigma") == 2.0
    assert page.blocks["b"].value("count") == 1


def test_a_value_stays_when_the_default_passes_over_it() -> None:
    OPS.put_own([own(SIGMA)])
    page = page_with_blur(sigma=2.0)
    put(page, own(attribute.number("sigma", default=2.0, help="")))
    put(page, own(attribute.number("sigma", default=3.0, help="")))
    assert page.blocks["b"].value("sigma") == 2.0


def test_expressions_stay_expressions() -> None:
    OPS.put_own([own(COUNT)])
    page = page_with_blur()
    page.variables.put("H", 4)
    page.set_attr("b", "count", "=H*2")
    put(page)
    assert page.blocks["b"].attrs["count"] == Unread("=H*2", "there is no op named 'Blur' here")
    page.variables.put("H", 5)
    put(page, own(COUNT))
    assert page.blocks["b"].value("count") == 10
    assert page.blocks["b"].formulas["count"] == "=H*2"
    page.variables.put("H", 6)
    assert page.blocks["b"].value("count") == 12


def test_undo_brings_back_what_fits_the_op_as_it_is_now() -> None:
    OPS.put_own([own(SIGMA)])
    page = page_with_blur(sigma=0.5)
    page.set_attr("b", "sigma", 2.0)
    page.set_attr("b", "sigma", 3.0)
    page.remove_blocks(["b"])
    put(page, new := own(SIGMA_NOW_WHOLE))
    page.history.undo()
    assert page.blocks["b"].op is new
    assert page.blocks["b"].attrs["sigma"] == no_whole_number(3.0)
    page.history.undo()
    assert page.blocks["b"].attrs["sigma"] == no_whole_number(2.0)
    put(page)
    page.history.undo()
    assert page.blocks["b"].attrs["sigma"] == Unread(0.5, "there is no op named 'Blur' here")
    put(page, own(SIGMA))
    for wanted in (2.0, 3.0):
        page.history.redo()
        assert page.blocks["b"].value("sigma") == wanted
    page.history.redo()
    assert "b" not in page.blocks


def test_names_are_kept_in_step() -> None:
    OPS.put_own([own(SIGMA)])
    page = page_with_blur()
    page.set_attr("b", "name", "soft")
    put(page)
    assert page.named("soft") is None
    put(page, own(SIGMA))
    assert page.named("soft") is page.blocks["b"]


def test_an_input_that_took_many_wires_keeps_them_also_through_a_file(tmp_path: Path) -> None:
    many = own(inputs=(Port("x", many=True),))
    OPS.put_own([many])
    page = page_with_blur()
    page.add_block("Const", {"value": np.ones(3, np.float32)}, id="d")
    page.connect("d.output", "b.x")
    for ops in ([], [own()], [many]):
        OPS.put_own(ops)
        page.renew()
        assert len(page.wires_into("b")) == 2
        again = blocks.loads(blocks.dumps(page))
        assert again.wires == page.wires
        told = [str(one) for one in blocks.check(again)]
        assert (
            "b.x: x has more than one wire" in told or "b.x: has more than one wire" in told
        ) == (bool(ops) and not ops[0].inputs[0].many)


def test_built_in_ops_and_ops_of_tests_are_left_alone() -> None:
    page = Page()
    page.add_block("Relu", id="r")
    other = OPS["Relu"]
    OPS.put_own([own(SIGMA)])
    kept = page.blocks["r"]
    page.renew()
    assert page.blocks["r"] is kept
    assert kept.op is other


def test_results_of_earlier_code_are_not_taken_for_new_ones() -> None:
    OPS.put_own([own(SIGMA)])
    page = page_with_blur()
    cache = blocks.Cache()
    blocks.run(page, cache=cache)
    assert blocks.evaluate(page, cache=cache).blocks["c"].state == "cached"
    put(page, own(SIGMA, version="2"))
    states = {id: one.state for id, one in blocks.evaluate(page, cache=cache).blocks.items()}
    assert states == {"a": "cached", "b": "done", "c": "done"}
    put(page, own(SIGMA))
    assert blocks.evaluate(page, cache=cache).blocks["c"].state == "cached"
