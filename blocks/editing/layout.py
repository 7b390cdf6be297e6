"""Blocks laid out in columns along their wires, from left to right.

Layers, as Sugiyama, Tagawa and Toda proposed (1981): a column by the longest way from the left, an
order in each column by the mean place of the neighbours, several times there and back; then heights
that pull each block towards its neighbours, without overlaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from blocks.editing.arranging import Boxes
from blocks.editing.levels import level_of, seen_from
from blocks.page import Page

ACROSS = 80.0
"""Room between columns, in pixels at zoom 1."""

DOWN = 40.0
"""Room between the blocks of a column."""

_SWEEPS = 8

Neighbours = Mapping[str, Sequence[str]]
Place = tuple[float, float]


def lay_out(page: Page, boxes: Boxes) -> None:
    """Lay out these blocks and groups, as one edit. Their top left corner stays where it is."""
    if not boxes:
        return
    places = placed(boxes, _joins(page, boxes))
    with page.edit("Lay out"):
        page.move_blocks(places)


def placed(boxes: Boxes, joins: Iterable[tuple[str, str]]) -> dict[str, Place]:
    """A place for each box; `joins` are the wires between them, as source and target."""
    before: dict[str, list[str]] = {id: [] for id in boxes}
    after: dict[str, list[str]] = {id: [] for id in boxes}
    for source, target in dict.fromkeys(joins):
        after[source].append(target)
        before[target].append(source)
    columns = _columns(boxes, before, after)
    _order(columns, before, after)
    heights = _heights(columns, boxes, before, after)
    left, top = min(box.x for box in boxes.values()), min(box.y for box in boxes.values())
    highest = min(heights.values())
    places = {}
    for column in columns:
        for id in column:
            places[id] = (float(round(left)), float(round(top + heights[id] - highest)))
        left += max(boxes[id].width for id in column) + ACROSS
    return places


def _joins(page: Page, boxes: Boxes) -> list[tuple[str, str]]:
    seen = seen_from(page, level_of(page, next(iter(boxes))))
    shown = seen.shown_by
    joins = [(shown[wire.source.block], shown[wire.target.block]) for wire in seen.wires]
    return [(one, two) for one, two in joins if one in boxes and two in boxes]


def _columns(boxes: Boxes, before: Neighbours, after: Neighbours) -> list[list[str]]:
    """Each block right of all that feed it; one that nothing feeds, beside what it feeds. Groups
    can make circles: a wire that goes back does not count."""
    number: dict[str, int] = {}
    waiting = {id: len(before[id]) for id in boxes}
    order = sorted(boxes, key=lambda id: (boxes[id].y, boxes[id].x, id))
    ready = [id for id in order if not waiting[id]]
    while len(number) < len(boxes):
        if not ready:  # a circle: begin with the leftmost that is left
            ready = [min((id for id in order if id not in number), key=lambda id: boxes[id].x)]
        id = ready.pop(0)
        if id in number:
            continue
        number[id] = max((number[one] + 1 for one in before[id] if one in number), default=0)
        for one in after[id]:
            waiting[one] -= 1
            if waiting[one] == 0:
                ready.append(one)
    for id in boxes:
        if not before[id] and after[id]:
            number[id] = max(0, min(number[one] for one in after[id]) - 1)
    columns: list[list[str]] = [[] for _ in range(max(number.values()) + 1)]
    for id in order:
        columns[number[id]].append(id)
    return [column for column in columns if column]


def _order(columns: list[list[str]], before: Neighbours, after: Neighbours) -> None:
    place: dict[str, float] = {}
    for column in columns:
        _count(column, place)
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        beside = before if forth else after
        for column in columns if forth else reversed(columns):
            means = {
                id: fmean([place[one] for one in beside[id]]) if beside[id] else place[id]
                for id in column
            }
            column.sort(key=means.__getitem__)
            _count(column, place)


def _count(column: Sequence[str], place: dict[str, float]) -> None:
    """Number the blocks of a column from 0 to 1."""
    for at, id in enumerate(column):
        place[id] = at / max(1, len(column) - 1)


def _heights(
    columns: list[list[str]], boxes: Boxes, before: Neighbours, after: Neighbours
) -> dict[str, float]:
    top: dict[str, float] = {}
    for column in columns:
        at = 0.0
        for id in column:
            top[id] = at
            at += boxes[id].height + DOWN
    for sweep in range(_SWEEPS):
        beside = before if sweep % 2 == 0 else after
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            wished = {
                id: fmean([top[one] + boxes[one].height / 2 for one in beside[id]])
                - boxes[id].height / 2
                if beside[id]
                else top[id]
                for id in column
            }
            _settle(column, wished, boxes, top)
    return top


def _settle(
    column: list[str], wished: Mapping[str, float], boxes: Boxes, top: dict[str, float]
) -> None:
    """As near to the wishes as can be without overlaps: neighbours that would overlap are joined
    and stand together at the mean of what they wish."""
    groups: list[tuple[float, list[str], float]] = []  # top, ids, height
    for id in column:
        height = boxes[id].height + DOWN
        groups.append((wished[id], [id], height))
        while len(groups) > 1 and groups[-2][0] + groups[-2][2] > groups[-1][0]:
            second, first = groups.pop(), groups.pop()
            weight_one, weight_two = len(first[1]), len(second[1])
            together = first[0] * weight_one + (second[0] - first[2]) * weight_two
            groups.append(
                (together / (weight_one + weight_two), first[1] + second[1], first[2] + second[2])
            )
    for at, ids, _ in groups:
        for id in ids:
            top[id] = at
            at += boxes[id].height + DOWN
