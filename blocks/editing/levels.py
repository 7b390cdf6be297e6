"""Levels: what is seen of a page while one of its groups is open, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from blocks.page import End, Page, Wire

Level = str | None
"""The id of the group that is open, None for the page itself."""


def level_of(page: Page, id: str) -> Level:
    """The level on which a block, a frame or a group stands."""
    if id in page.groups:
        return page.groups[id].parent
    if id in page.frames:
        return page.frames[id].group
    return page.members.get(id)


def items_at(page: Page, level: Level) -> tuple[str, ...]:
    """The blocks, groups and frames that stand on a level."""
    groups = page.groups
    frames = tuple(id for id, frame in page.frames.items() if frame.group == level)
    return (*groups.blocks(level), *groups.inside(level), *frames)


class Seen(NamedTuple):
    """How the blocks and wires of a page look from one level.

    `shown_by` has for each block on this level or deeper what shows it here: itself or a group.
    `wires` are those between two different items of the level. `into` and `out_of` are the wires
    that cross the border of the open group.
    """

    shown_by: Mapping[str, str]
    wires: tuple[Wire, ...]
    into: tuple[Wire, ...]
    out_of: tuple[Wire, ...]


def seen_from(page: Page, level: Level) -> Seen:
    """What is seen from a level, in time linear in the size of the page."""
    by_group = _shown_groups(page, level)
    shown: dict[str, str] = {}
    for block in page.blocks:
        group = page.members.get(block)
        if group == level:
            shown[block] = block
        elif group is not None and group in by_group:
            shown[block] = by_group[group]
    between, into, out_of = [], [], []
    for wire in page.wires:
        source, target = shown.get(wire.source.block), shown.get(wire.target.block)
        if source is not None and target is not None:
            if source != target:
                between.append(wire)
        elif target is not None:
            into.append(wire)
        elif source is not None:
            out_of.append(wire)
    return Seen(shown, tuple(between), tuple(into), tuple(out_of))


def shown_at(page: Page, block: str, level: Level) -> str | None:
    """What shows a block on a level: itself, a group, or None if it is not within."""
    below = block
    group = page.members.get(block)
    while group != level:
        if group is None:
            return None
        below, group = group, page.groups[group].parent
    return below


def _shown_groups(page: Page, level: Level) -> dict[str, str]:
    """For each group below a level the one that stands on the level."""
    found: dict[str, str] = {}
    for id in page.groups.inside(level):
        found[id] = id
        found.update(dict.fromkeys(page.groups.all_inside(id), id))
    return found


class Interface(NamedTuple):
    """What a group shows as its ports: inner ports, in the page's order."""

    inputs: tuple[End, ...]
    outputs: tuple[End, ...]


def interface(page: Page, group: str) -> Interface:
    """The ports of a group: those that it keeps shown, and those that wires cross to."""
    inner = page.groups.all_blocks(group)
    within = set(inner)
    ports = set(page.groups[group].ports)
    inputs: dict[End, None] = {}
    outputs: dict[End, None] = {}
    for id in inner:
        op = page.blocks[id].op
        for wire in page.wires_into(id):
            if wire.source.block not in within:
                inputs[wire.target] = None
        for wire in page.wires_out_of(id):
            if wire.target.block not in within:
                outputs[wire.source] = None
        for port in op.inputs if op is not None else ():
            if (end := End(id, port.name)) in ports:
                inputs[end] = None
        for port in op.outputs if op is not None else ():
            if (end := End(id, port.name)) in ports:
                outputs[end] = None
    return Interface(tuple(inputs), tuple(outputs))


def port_labels(ends: tuple[End, ...]) -> Mapping[End, str]:
    """Short names for the ports of a group: the port's own where no other has it."""
    count: dict[str, int] = {}
    for end in ends:
        count[end.port] = count.get(end.port, 0) + 1
    return {end: end.port if count[end.port] == 1 else str(end) for end in ends}


def results_of(page: Page, ids: Iterable[str]) -> tuple[End, ...]:
    """The outputs of some blocks and groups, each once; of a block without outputs, a session, what
    is wired to it."""
    ends: dict[End, None] = {}
    for id in ids:
        if id in page.groups:
            ends.update(dict.fromkeys(interface(page, id).outputs))
        if (block := page.blocks.get(id)) is None:
            continue
        ports = block.op.outputs if block.op is not None else ()
        ends.update((End(id, port.name), None) for port in ports)
        if not ports:
            ends.update((wire.source, None) for wire in page.wires_into(id))
    return tuple(ends)
