"""Pages of ten thousand blocks are read, written, edited and undone, with work in proportion."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from blocks.file import copy, dumps, loads, paste
from blocks.page import Page
from tests.work import growth

COUNT = 10_000
FEW = 500
MOST = 5
"""By how much work may grow where a page is four times as large."""


def chain(count: int) -> str:
    """A chain whose wires come last first, so that each new one stands before all the others."""
    ends = [(f"b{i}.activations", f"b{i + 1}.features") for i in range(count - 1)]
    return json.dumps(
        {
            "format": "blockprop-page",
            "version": 1,
            "blocks": [{"id": f"b{i}", "op": "Relu"} for i in range(count)],
            "wires": [{"from": source, "to": target} for source, target in reversed(ends)],
        }
    )


def fan(count: int) -> str:
    """All blocks wired to one port."""
    return json.dumps(
        {
            "format": "blockprop-page",
            "version": 1,
            "blocks": [
                *({"id": f"b{i}", "op": "Relu"} for i in range(count)),
                {"id": "s", "op": "ClientSession"},
            ],
            "wires": [{"from": f"b{i}.activations", "to": "s.fetch_outputs"} for i in range(count)],
        }
    )


Text = Callable[[int], str]
both = pytest.mark.parametrize("text", [chain, fan])


@both
def test_ten_thousand_blocks(text: Text) -> None:
    page = loads(text(COUNT))
    assert len(page.blocks) >= COUNT
    page.set_title("edited")
    canonical = dumps(page)
    page.remove_blocks(list(page.blocks))
    page.history.undo()
    assert dumps(page) == canonical
    page.history.redo()
    assert not page.blocks
    page.history.undo()
    fragment = copy(page, page.blocks)
    other = Page()
    paste(other, fragment)
    paste(other, fragment)
    assert len(other.blocks) == 2 * len(page.blocks)
    assert len(other.wires) == 2 * len(page.wires)


def removing(page: Page) -> Callable[[], object]:
    return lambda: page.remove_blocks(list(page.blocks))


def undoing(page: Page) -> Callable[[], object]:
    page.remove_blocks(list(page.blocks))
    return page.history.undo


def redoing(page: Page) -> Callable[[], object]:
    undoing(page)()
    return page.history.redo


def pasting(page: Page) -> Callable[[], object]:
    fragment, other = copy(page, page.blocks), Page()
    paste(other, fragment)
    return lambda: paste(other, fragment)


@both
@pytest.mark.parametrize(
    "work",
    [
        lambda page: lambda: loads(dumps(page)),
        lambda page: lambda: dumps(page),
        removing,
        undoing,
        redoing,
        lambda page: lambda: copy(page, page.blocks),
        pasting,
    ],
    ids=["loading", "writing", "removing", "undoing", "redoing", "copying", "pasting"],
)
def test_work_grows_with_the_page(text: Text, work: Callable[[Page], Callable[[], object]]) -> None:
    assert growth(lambda count: work(loads(text(count))), FEW) < MOST
