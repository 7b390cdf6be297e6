"""A difference in words: an entry for each block, wire, variable, note, frame or group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from blocks.difference.difference import ABSENT, ORDER, Change, Difference
from blocks.difference.values import default, is_tensor, step, text
from blocks.drawing.marks import Mark
from blocks.page import Page

SIGNS: dict[Mark, str] = {"added": "+", "removed": "-", "changed": "~", "": " "}
"""As they stand in a terminal and a log."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One value of a thing: what it is called, and from what to what it has changed. `brief` is
    the part of that which must be seen where there is little room."""

    name: str
    step: str
    brief: str

    def __str__(self) -> str:
        return f"{self.name}: {self.step}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that differs. `blocks` are those it is about, of either page."""

    mark: Mark
    what: str
    details: tuple[Detail, ...] = ()
    blocks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """With a sign in front, and a line for each detail."""
        lines = [f"{SIGNS[self.mark]} {self.what}", *(f"    {one}" for one in self.details)]
        return "\n".join(lines)


def entries(difference: Difference, before: Page, after: Page) -> list[Entry]:
    """A difference in words, from the page as a whole to its blocks, wires and the rest."""
    return [
        *_settings(difference),
        *_named(difference, "variables", "variable"),
        *_blocks(difference, before, after),
        *_wires(difference),
        *_named(difference, "pins", "pin"),
        *_things(difference, "groups", "group"),
        *_things(difference, "frames", "frame"),
        *_layout(difference),
        *_orders(difference),
    ]


def details_of(difference: Difference, id: str, before: Page, after: Page) -> tuple[Detail, ...]:
    """What differs in a block that is on both pages, but for its place."""
    ops = [page.blocks[id].op_name for page in (before, after)]
    found = []
    for change in sorted(difference.within("blocks", id), key=lambda one: one.path):
        match change.path[2:]:
            case ("attrs", "name"):
                found.append(_step("name", _or(change.old, id), _or(change.new, id)))
            case ("attrs", name):
                old = _or(change.old, default(ops[0], name))
                found.append(_step(name, old, _or(change.new, default(ops[1], name))))
            case _:
                found.append(_detail(change))
    return tuple(found)


def _settings(difference: Difference) -> Iterator[Entry]:
    for change in difference.changes:
        if len(change.path) == 1:
            old, new = change.old, change.new
            if change.path == ("precision",):
                old, new = _or(old, "default"), _or(new, "default")
            yield Entry("changed", f"{change.path[0]}: {_coming(old, new)}")


def _blocks(difference: Difference, before: Page, after: Page) -> Iterator[Entry]:
    changed = {one.path[1] for one in difference.within("blocks")}
    for id in (one for one in ({**before.blocks, **after.blocks}) if one in changed):
        if id not in before.blocks:
            yield Entry("added", f"block {_called(after, id)}", blocks=(id,))
        elif id not in after.blocks:
            yield Entry("removed", f"block {_called(before, id)}", blocks=(id,))
        else:
            details = details_of(difference, id, before, after)
            yield Entry("changed", f"block {_called(after, id)}", details, (id,))


def _called(page: Page, id: str) -> str:
    block = page.blocks[id]
    named = f", named {block.name}" if block.name != id else ""
    return f"{id} ({block.op_name}{named})"


def _wires(difference: Difference) -> Iterator[Entry]:
    for change in difference.within("wires"):
        wire = change.path[1].replace(" -> ", " → ")
        ends = tuple(one.partition(".")[0] for one in change.path[1].split(" -> "))
        yield Entry(_mark(change), f"wire {wire}", blocks=ends)


def _named(difference: Difference, table: str, kind: str) -> Iterator[Entry]:
    for change in difference.within(table):
        mark, name = _mark(change), change.path[1]
        only = change.new if mark == "added" else change.old
        said = step(change.old, change.new) if mark == "changed" else text(only)
        blocks = (name.partition(".")[0],) if table == "pins" else ()
        yield Entry(mark, f"{kind} {name}: {said}", blocks=blocks)


def _things(difference: Difference, table: str, kind: str) -> Iterator[Entry]:
    """Frames and groups, of which each always has a place."""
    by_id: dict[str, list[Change]] = {}
    for change in difference.within(table):
        by_id.setdefault(change.path[1], []).append(change)
    for id, changes in by_id.items():
        place = next((one for one in changes if one.path[2] == "at"), None)
        mark: Mark = "changed" if place is None else _mark(place)
        said = {one.path[2]: one.new if mark == "added" else one.old for one in changes}
        title = said.get("title", ABSENT) if mark != "changed" else ABSENT
        name = id if title is ABSENT else f"{id} “{text(title)}”"
        details = () if mark != "changed" else tuple(map(_detail, changes))
        yield Entry(mark, f"{kind} {name}", details)


def _detail(change: Change) -> Detail:
    return _step(".".join(change.path[2:]), change.old, change.new)


def _step(name: str, old: Any, new: Any) -> Detail:
    said = _coming(old, new)
    both = is_tensor(old) and is_tensor(new)
    return Detail(name, said, said.partition(", ")[0] if both else said)


def _layout(difference: Difference) -> Iterator[Entry]:
    """Where blocks stand, and how they are drawn. Those that have come or gone need no word."""
    changes = difference.within("layout")
    new_or_gone = {
        one.path[1] for one in changes if one.path[2] == "at" and _mark(one) != "changed"
    }
    rest = [one for one in changes if one.path[1] not in new_or_gone]
    moved = tuple(one.path[1] for one in rest if one.path[2] == "at")
    others: dict[str, list[Change]] = {}
    for change in rest:
        if change.path[2] != "at":
            others.setdefault(change.path[1], []).append(change)
    for id, inner in others.items():
        yield Entry("changed", f"drawing of {id}", tuple(map(_detail, inner)), (id,))
    if moved:
        what = f"block {moved[0]} moved" if len(moved) == 1 else f"{len(moved):,} blocks moved"
        yield Entry("", what, blocks=moved)


def _orders(difference: Difference) -> Iterator[Entry]:
    for change in difference.within(ORDER):
        yield Entry("", f"the {change.path[1]} come in another order")


def _coming(old: Any, new: Any) -> str:
    """A step, with plain words for what has come or gone."""
    if old is ABSENT:
        return f"{text(new)} (new)"
    if new is ABSENT:
        return f"{text(old)} (removed)"
    return step(old, new)


def _mark(change: Change) -> Mark:
    if change.old is ABSENT:
        return "added"
    return "removed" if change.new is ABSENT else "changed"


def _or(value: Any, otherwise: Any) -> Any:
    return otherwise if value is ABSENT else value


def plain(found: Iterable[Entry]) -> str:
    """Entries as lines of a terminal."""
    return "\n".join(map(str, found))
