"""A refused edit says why and changes nothing, alone or among others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blocks.errors import BlockpropError, EditRefused
from blocks.file import dumps
from blocks.ops import OPS
from blocks.page import (
    Block,
    BlockRemoved,
    Edit,
    End,
    Page,
    TitleSet,
    Wire,
    WireRemoved,
)
from tests.blocks.page.conftest import changes

REFUSED: list[tuple[Callable[[Page], object], str]] = [
    (lambda p: p.add_block("Nope"), "there is no op named 'Nope'"),
    (lambda p: p.add_block("Relu", id="x"), "the id 'x' is used twice"),
    (lambda p: p.add_block("Relu", id="a.b"), "'a.b' is no id"),
    (lambda p: p.add_block("Relu", id="a\n"), "is no id"),
    (lambda p: p.add_block("Relu", {"zap": 1}), "Relu has no attribute 'zap'"),
    (lambda p: p.add_block("Relu", {"name": "x"}), "the block x is already called 'x'"),
    (lambda p: p.add_block("Relu", {"name": "a b"}), "a name begins with"),
    (lambda p: p.add_block("Relu", at=(1e9, 0)), "off the page"),
    (lambda p: p.add_block("Relu", at=(float("nan"), 0)), "off the page"),
    (lambda p: p.add_block("Conv2D", {"padding": "same"}), "did you mean SAME?"),
    (lambda p: p.remove_blocks(["x", "zz"]), "there is no block 'zz'"),
    (lambda p: p.connect("zz.output", "sum.x"), "there is no block 'zz'"),
    (lambda p: p.connect("x.output", "zz.x"), "there is no block 'zz'"),
    (lambda p: p.connect("x.output", "sum.x"), "x.output and sum.x are wired already"),
    (lambda p: p.connect("y.output", "sum.x"), "sum.x has a wire already, from x.output"),
    (lambda p: p.connect("sum.x", "r.features"), "sum.x is an input; a wire starts at an output"),
    (lambda p: p.connect("x.output", "sum.z"), "sum.z is an output; a wire ends at an input"),
    (lambda p: p.connect("sum.z", "sum.x"), "sum cannot be wired to itself"),
    (lambda p: p.connect("q.activations", "sum.x", replace=True), "would close a cycle"),
    (lambda p: p.disconnect(Wire(End("x", "output"), End("r", "features"))), "there is no wire"),
    (lambda p: p.set_attr("zz", "name", "n"), "there is no block 'zz'"),
    (lambda p: p.set_attr("x", "nope", 1), "Const has no attribute 'nope'"),
    (lambda p: p.set_attr("x", "value", [1, 2]), "a tensor is"),
    (lambda p: p.set_attr("x", "name", "y"), "the block y is already called 'y'"),
    (lambda p: p.set_title("half \ud83d"), "has half of a surrogate pair"),
    (lambda p: p.add_block("ReadNpy", {"file": "half \ud83d"}), "is not the path of a file"),
    (lambda p: p.move_blocks({"x": (0, 1), "zz": (0, 0)}), "there is no block 'zz'"),
    (lambda p: p.move_blocks({"x": (0, 1), "y": (float("inf"), 0)}), "off the page"),
]


@pytest.mark.parametrize(("edit", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_a_refused_edit_says_why_and_changes_nothing(
    page: Page, edits: list[Edit], edit: Callable[[Page], object], words: str
) -> None:
    before, undo = dumps(page), page.history.can_undo
    with pytest.raises(BlockpropError, match=words.replace("?", r"\?")):
        edit(page)
    assert dumps(page) == before
    assert edits == []
    assert page.history.can_undo == undo
    assert not page.is_editing


def test_what_many_at_once_are_refused_for_is_named(page: Page, edits: list[Edit]) -> None:
    m, n = (Block(id, "Relu", OPS["Relu"]) for id in ("m", "n"))
    there = Wire(End("m", "activations"), End("n", "features"))
    back = Wire(End("n", "activations"), End("m", "features"))
    before = dumps(page)
    with pytest.raises(EditRefused, match="closes a cycle: ") as caught:
        page.put([(m, (0, 0)), (n, (0, 0))], [there, back])
    assert caught.value.item is back
    with pytest.raises(EditRefused, match="used twice") as caught:
        page.put([(m, (0, 0)), (n, (0, 0)), (m, (0, 0))])
    assert caught.value.item is m
    assert dumps(page) == before
    assert edits == []


def test_a_failure_within_a_joined_edit_takes_all_of_it_back(page: Page, edits: list[Edit]) -> None:
    def much() -> None:
        with page.edit("Much"):
            page.remove_blocks(["sum"])
            page.add_block("Relu", id="new")
            page.set_title("u")
            page.move_blocks({"x": (9, 9)})
            page.connect("x.output", "nowhere.x")

    before = dumps(page)
    with pytest.raises(EditRefused, match="there is no block 'nowhere'"):
        much()
    assert dumps(page) == before
    assert edits == []
    with page.edit("Much"):
        page.remove_blocks(["sum"])
        page.set_title("u")
    assert changes(edits) == [*[WireRemoved] * 3, BlockRemoved, TitleSet]
    page.history.undo()
    assert dumps(page) == before
