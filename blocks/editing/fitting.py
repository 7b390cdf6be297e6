"""Which ops fit to a wire that was dropped where nothing is, the best first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from blocks.checking import Check
from blocks.declaration.attribute import REQUIRED
from blocks.declaration.infer import infer
from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.errors import ShapeRefused
from blocks.ops import OPS
from blocks.page import Block, End, Page

_SHAPES = (*((None,) * rank for rank in range(7)), *((length,) for length in range(1, 7)))
"""Shapes of all kinds, and vectors of sizes."""


class Fit(NamedTuple):
    """An op and the port of it that the wire would go to."""

    op: str
    port: str


def fits(check: Check, end: End) -> tuple[Fit, ...]:
    """The ops that can be wired to an end, each with its best port, the best first.

    For an output those are ops that take its dtype and shape, and those that take little else
    come before those that take anything; for an input, ops that give what it takes.
    """
    block = check.page.blocks.get(end.block)
    if block is None or block.op is None:
        return tuple(Fit(op.name, (op.inputs or op.outputs)[0].name) for op in OPS.values())
    port = block.op.input(end.port)
    found = _takers(check.known(end)) if port is None else _givers(_wanted(check, block, port))
    best: dict[str, tuple[float, Fit]] = {}
    for rank, fit in found:
        if fit.op not in best or rank < best[fit.op][0]:
            best[fit.op] = rank, fit
    return tuple(fit for _, fit in sorted(best.values(), key=lambda one: one[0]))


def add_fitting(page: Page, fit: Fit, end: End, at: tuple[float, float]) -> str:
    """Add the block of a fit, wired to the end, as one edit. Returns its id."""
    source = page.blocks[end.block]
    is_input = source.op is not None and source.op.input(end.port) is not None
    with page.edit(f"Add {fit.op}"):
        block = page.add_block(fit.op, at=at)
        if (group := page.members.get(end.block)) is not None:
            page.members.put(block.id, group)
        there = End(block.id, fit.port)
        if is_input:
            page.connect(there, end, replace=True)
        else:
            page.connect(end, there)
    return block.id


def _takers(known: Known) -> Iterator[tuple[float, Fit]]:
    for number, op in enumerate(OPS.values()):
        for place, port in enumerate(op.inputs):
            allowed = op.allowed(port)
            if known.dtype is not None and known.dtype not in allowed:
                continue
            if not takes(op, port, known):
                continue
            wide = _freedom(op, port) + (3 if port.many else 0)
            yield wide + place / 10 + number / 1000, Fit(op.name, port.name)


def _wanted(check: Check, block: Block, port: Port) -> set[str]:
    """The dtypes that an input takes: the one that inputs of the same type have already, if any."""
    assert block.op is not None
    for other in block.op.inputs:
        if other.type == port.type and other.name != port.name:
            for wire in check.page.wires_into(block.id, other.name):
                if (dtype := check.known(wire.source).dtype) is not None:
                    return {dtype}
    return set(block.op.allowed(port))


def _givers(wanted: set[str]) -> Iterator[tuple[float, Fit]]:
    for number, op in enumerate(OPS.values()):
        for place, out in enumerate(op.outputs):
            given = set(op.allowed(out))
            if not given & wanted:
                continue
            strange = len(given - wanted) / 10 + len(op.inputs)
            yield strange + place / 10 + number / 10_000, Fit(op.name, out.name)


def takes(op: Op, port: Port, known: Known) -> bool:
    """Whether an op can take a tensor at a port, as far as its shape rule can say."""
    attrs = {
        one.name: one.initial if one.default is REQUIRED else one.default for one in op.attributes
    }
    given = [known if one.name == port.name else Known() for one in op.inputs]
    inputs = [[one] if port.many else one for port, one in zip(op.inputs, given, strict=True)]
    try:
        infer(op, inputs, attrs)
    except ShapeRefused:
        return False
    return True


@lru_cache(maxsize=1024)
def _freedom(op: Op, port: Port) -> float:
    """How much of what could come an input takes, from 0 to 1."""
    return sum(takes(op, port, Known(shape=shape)) for shape in _SHAPES) / len(_SHAPES)
