"""What a trace lights on its page: cells of outputs, and the way over blocks and wires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from app.tracing.story import Goal, Origin
from app.tracing.trail import Trail
from blocks.page import End, Page, Wire
from kernels.tracing.region import Region, one_cell


@dataclass(frozen=True)
class Lights:
    """The lit cells of each output that has some; `here` is the block whose number is looked at,
    `blocks` are all that the way touches, `wires` those that it takes."""

    cells: Mapping[End, tuple[Region, ...]] = field(default_factory=dict)
    here: str | None = None
    blocks: tuple[str, ...] = ()
    wires: tuple[Wire, ...] = ()


def of_trail(page: Page, trail: Trail) -> Lights:
    """The number that is looked at, and the way to it."""
    return _lights(page, trail, (), ())


def of_origin(page: Page, trail: Trail, origin: Origin) -> Lights:
    """The way to a number, and the cells that made it."""
    here = trail.cells[-1].end.block
    factors = origin.told.factors
    lit = [(one.end, factor.region) for one, factor in zip(origin.sources, factors, strict=True)]
    read = {(source, factor.port) for (source, _), factor in zip(lit, factors, strict=True)}
    wires = [wire for wire in page.wires_into(here) if (wire.source, wire.target.port) in read]
    return _lights(page, trail, lit, wires)


def of_goals(page: Page, trail: Trail, goals: tuple[Goal, ...]) -> Lights:
    """The way to a number, and the cells that it reaches."""
    lit = [(goal.end, goal.region) for goal in goals]
    reached = {end.block for end, region in lit if region.count}
    leaving = page.wires_out_of(*trail.cells[-1].end)
    return _lights(page, trail, lit, [one for one in leaving if one.target.block in reached])


def _lights(
    page: Page, trail: Trail, lit: Iterable[tuple[End, Region]], wires: Iterable[Wire]
) -> Lights:
    here = trail.cells[-1]
    cells: dict[End, tuple[Region, ...]] = {here.end: (one_cell(here.index),)}
    for end, region in lit:
        if region.count:
            cells[end] = (*cells.get(end, ()), region)
    taken = [*_between(page, trail), *wires]
    touched = [cell.end.block for cell in trail.cells]
    touched += [end.block for wire in taken for end in wire]
    return Lights(cells, here.end.block, tuple(dict.fromkeys(touched)), tuple(dict.fromkeys(taken)))


def _between(page: Page, trail: Trail) -> list[Wire]:
    """The wires from each number of a way to the next one, up the stream or down."""
    return [
        wire
        for one, following in pairwise(trail.cells)
        for source, target in ((one, following), (following, one))
        for wire in page.wires_out_of(*source.end)
        if wire.target.block == target.end.block
    ]
