"""Whatever is edited: the page stays whole, tells each edit once, and goes back and forth."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import TopologicalSorter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.declaration.attribute import REQUIRED
from blocks.file import dumps, loads
from blocks.page import (
    AttributeSet,
    BlockAdded,
    BlockMoved,
    BlockRemoved,
    Edit,
    ItemSet,
    Page,
    PrecisionSet,
    TitleSet,
    WireAdded,
    WireRemoved,
)
from blocks.page.formulas import worked_out_again
from blocks.page.names import ID
from blocks.page.rules import same
from tests.blocks.page.random_edits import OP_NAMES, all_op_names, edit


def assert_whole(page: Page) -> None:
    """Every invariant that the page promises, looked at from outside."""
    assert list(page.blocks) == [block.id for block in page.blocks.values()]
    assert all(ID.fullmatch(id) for id in page.blocks)
    names = [block.name for block in page.blocks.values()]
    assert len(set(names)) == len(names)
    given = {id: block.name for id, block in page.blocks.items() if block.name != id}
    assert not set(given.values()) & set(page.blocks)
    assert all(page.named(name) is page.blocks[id] for id, name in given.items())
    assert len(set(page.wires)) == len(page.wires)
    sources: dict[str, set[str]] = {id: set() for id in page.blocks}
    taken = set()
    for wire in page.wires:
        source, target = page.blocks[wire.source.block], page.blocks[wire.target.block]
        sources[target.id].add(source.id)
        port = target.op.input(wire.target.port) if target.op else None
        if port is None or not port.many:
            assert wire.target not in taken
            taken.add(wire.target)
    TopologicalSorter(sources).prepare()
    for id in page.blocks:
        assert page.wires_into(id) == tuple(one for one in page.wires if one.target.block == id)
        assert page.wires_out_of(id) == tuple(one for one in page.wires if one.source.block == id)
        page.position(id)
    assert_tables_whole(page)


def assert_tables_whole(page: Page) -> None:
    """Nothing in a table belongs to what is not there, and each item could be put there anew."""
    shapes = [*page.frames, *page.groups]
    assert len({*shapes, *page.blocks}) == len(shapes) + len(page.blocks)
    for table in page.tables.values():
        for key, item in table.items():
            assert table.refusal(key, item) is None
    for block in page.blocks.values():
        for name, value in worked_out_again(block, page.variables.scope):
            assert same(block.op, name, block.attrs.get(name, REQUIRED), value)


Attrs = Mapping[str, Any]


class Follower:
    """A copy of a page, kept up by its events alone, as a canvas would."""

    def __init__(self, page: Page) -> None:
        self.title = page.title
        self.precision: object = page.precision
        self.blocks: dict[str, Attrs] = {}
        self.places: dict[str, object] = {}
        self.wires: set[object] = set()
        self.tables: dict[str, dict[str, object]] = {}
        page.changed.connect(self.follow)

    def follow(self, edit: Edit) -> None:
        assert edit.changes
        for change in edit.changes:
            match change:
                case BlockAdded(block, at, _):
                    assert block.id not in self.blocks
                    self.blocks[block.id], self.places[block.id] = block.attrs, at
                case BlockRemoved(block, at, _):
                    assert self.places.pop(block.id) == at
                    assert self.blocks.pop(block.id).keys() == block.attrs.keys()
                case WireAdded(wire, _):
                    assert wire not in self.wires
                    self.wires.add(wire)
                case WireRemoved(wire, _):
                    self.wires.remove(wire)
                case AttributeSet(id, name, old, new, before, after):
                    assert old is not new or before != after
                    assert id in self.blocks
                    assert name
                    self.blocks[id] = _with(self.blocks[id], name, new)
                case BlockMoved(id, old, new):
                    assert self.places[id] == old
                    self.places[id] = new
                case TitleSet(old, new):
                    assert self.title == old
                    self.title = new
                case PrecisionSet(old, new):
                    assert self.precision == old
                    assert old != new
                    self.precision = new
                case ItemSet(table, key, old, new):
                    items = self.tables.setdefault(table, {})
                    assert items.pop(key, None) is old
                    if new is not None:
                        items[key] = new


def _with(attrs: Attrs, name: str, new: object) -> Attrs:
    kept = {key: one for key, one in attrs.items() if key != name}
    return kept if new is REQUIRED else kept | {name: new}


def assert_followed(page: Page, follower: Follower) -> None:
    assert follower.title == page.title
    assert follower.precision == page.precision
    assert follower.wires == set(page.wires)
    assert follower.places == {id: page.position(id) for id in page.blocks}
    assert follower.blocks.keys() == page.blocks.keys()
    for name, table in page.tables.items():
        assert follower.tables.get(name, {}) == dict(table)
    for id, block in page.blocks.items():
        attrs = follower.blocks[id]
        assert attrs.keys() == block.attrs.keys()
        assert all(attrs[name] is block.attrs[name] for name in attrs)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_page_stays_whole_and_goes_back_and_forth(data: st.DataObject) -> None:
    page = Page("start")
    follower = Follower(page)
    start = dumps(page)
    for _ in range(data.draw(st.integers(5, 40))):
        edit(page, data)
        assert_whole(page)
        assert_followed(page, follower)
    end = dumps(page)
    steps = [end]
    while page.history.can_undo:
        page.history.undo()
        steps.append(dumps(page))
        assert_followed(page, follower)
    assert steps[-1] == start
    assert not page.history.is_dirty
    for expected in reversed(steps[:-1]):
        page.history.redo()
        assert dumps(page) == expected
        assert_whole(page)
    assert_followed(page, follower)
    while page.history.can_redo:
        page.history.redo()
    assert dumps(loads(end)) == end


def test_the_edits_use_ops_that_exist() -> None:
    assert all_op_names() == set(OP_NAMES)
