"""From block to block: where a number on a page comes from, and where it goes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from blocks.checking import Check
from blocks.declaration.op import Op
from blocks.finding import Finding
from blocks.page import Block, End, Wire
from blocks.page.tables.modes import DISABLED
from blocks.tracing.calls import Array, Index, cell, traces_of
from blocks.tracing.errors import TraceRefused
from blocks.tracing.explanation import Explanation, explain, number
from blocks.tracing.reaching import reached
from kernels.tracing.region import Region, one_cell
from kernels.tracing.terms import Terms, copy

Result = Callable[[End], "Array | None"]
"""What a run left at an output; None where there is nothing."""


@dataclass(frozen=True, eq=False)
class Origin:
    """Where the number in a cell of an output comes from: `told` is its explanation, `sources` the
    output that each factor's cells are of. Where there is none, `why` says so.

    `level` counts the blocks between it and the number that was asked for.
    """

    end: End
    index: Index
    level: int
    told: Explanation | None
    sources: tuple[End, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Goal:
    """The cells of an output that a number reaches through a wire.

    `why` says why there are none, where that is not the place of the cell, or, without a region,
    why it cannot be said.
    """

    wire: Wire
    end: End | None
    region: Region | None
    why: str = ""


def origin(
    check: Check,
    result: Result,
    end: End,
    index: Index,
    *,
    fed: Container[End] = (),
    level: int = 0,
) -> Origin:
    """Where the number in one cell of an output comes from.

    `fed` are outputs that a run was given. Raises TraceRefused for a cell that does not exist,
    where results are not there, and for an op that cannot say.
    """
    given = _given(check, end, fed)
    block = check.page.blocks[end.block] if given else _block(check, end)
    output = _needed(result, end)
    at = cell(str(end), output.shape, index)
    finding = check.finding(block.id)
    if given:
        return Origin(end, at, level, _copied(block, end, at, output, Terms("made", says=given)))
    if block.id in check.page.modes:
        wire = _passed(check, finding, end)
        terms = copy(wire.target.port, at)
        told = _copied(block, end, at, output, terms, _needed(result, wire.source))
        return Origin(end, at, level, told, (wire.source,))
    op = _op(block)
    wired = _wired(op, finding)
    # Before anything is asked for: an op that cannot say is the better reason.
    traces_of(op)
    inputs = [_input(result, wired[port.name]) for port in op.inputs]
    outputs = [_needed(result, one) for one in block.outputs]
    told = explain(op, inputs, outputs, finding.attrs, at, end.port)
    sources = [wired[factor.port] for factor in told.factors]
    return Origin(end, at, level, told, tuple(one for one in sources if one is not None))


def upstream(
    check: Check,
    result: Result,
    end: End,
    index: Index,
    *,
    depth: int,
    limit: int,
    fed: Container[End] = (),
) -> Iterator[Origin]:
    """The number in a cell, then those of the terms it is made of, and so on through `depth`
    blocks, the nearest first and each cell once.

    Of each number the first `limit` terms are followed. Numbers that no others make, as those of
    a Const, are told of the first cell alone. Raises TraceRefused as `origin` does for that one.
    """
    first = origin(check, result, end, index, fed=fed)
    todo, seen = deque([first]), {(first.end, first.index)}
    while todo:
        here = todo.popleft()
        yield here
        if here.told is None or here.level + 1 >= depth:
            continue
        for factor, source in zip(here.told.factors, here.sources, strict=True):
            for place in map(tuple, factor.first(limit).tolist()):
                if (source, place) not in seen:
                    seen.add((source, place))
                    found = _or_why(check, result, source, place, fed, here.level + 1)
                    if found.told is None or found.told.how != "made":
                        todo.append(found)


def downstream(
    check: Check, result: Result, end: End, index: Index, *, fed: Container[End] = ()
) -> tuple[Goal, ...]:
    """The output cells that a number reaches, through each wire of its output.

    Raises TraceRefused for a cell that does not exist.
    """
    at = cell(str(end), _needed(result, end).shape, index)
    return tuple(
        goal
        for wire in check.page.wires_out_of(*end)
        for goal in reached_by(check, result, wire, at, fed=fed)
    )


def reached_by(
    check: Check, result: Result, wire: Wire, index: Index, *, fed: Container[End] = ()
) -> Iterator[Goal]:
    """The same through one wire: a goal for each output of its block."""
    block = check.page.blocks[wire.target.block]
    for end in block.outputs:
        try:
            region = _region(check, result, wire, end, index, fed)
            yield Goal(wire, end, region, _why_none(check, wire))
        except TraceRefused as why:
            yield Goal(wire, end, None, str(why))


def _region(
    check: Check, result: Result, wire: Wire, end: End, index: Index, fed: Container[End]
) -> Region:
    if given := _given(check, end, fed):
        raise TraceRefused(f"{end} is {given}")
    block = _block(check, end)
    finding = check.finding(block.id)
    at = cell(str(wire.source), _needed(result, wire.source).shape, index)
    if block.id in check.page.modes:
        through = _passed(check, finding, end)
        return one_cell(at) if through == wire else Region((range(0),) * len(at), none=True)
    op = _op(block)
    traces_of(op)
    wired = _wired(op, finding)
    inputs = [_input(result, wired[port.name]) for port in op.inputs]
    outputs = [_needed(result, one) for one in block.outputs]
    return reached(op, inputs, outputs, finding.attrs, at, wire.target.port)


def _why_none(check: Check, wire: Wire) -> str:
    """Why no number of an input reaches any cell; empty where they do."""
    block = _block(check, wire.target)
    if block.id in check.page.modes or wire.target.port in traces_of(_op(block)).read:
        return ""
    return f"the numbers of {wire.target.port} are in no term"


def _or_why(
    check: Check, result: Result, end: End, index: Index, fed: Container[End], level: int
) -> Origin:
    try:
        return origin(check, result, end, index, fed=fed, level=level)
    except TraceRefused as why:
        return Origin(end, index, level, None, why=str(why))


def _block(check: Check, end: End) -> Block:
    """The block of an end. Raises TraceRefused if it is disabled."""
    if check.page.modes.get(end.block) == DISABLED:
        raise TraceRefused(f"{end.block} is disabled: it computes nothing")
    return check.page.blocks[end.block]


def _op(block: Block) -> Op:
    if block.op is None:
        raise TraceRefused(f"{block.id}: there is no op named {block.op_name!r} here")
    return block.op


def _given(check: Check, end: End, fed: Container[End]) -> str:
    """How an output was come by that its block has not computed; empty if it has."""
    if end in fed:
        return "given for this run, not computed"
    return "pinned on the page, not computed" if str(end) in check.page.pins else ""


def _passed(check: Check, finding: Finding, end: End) -> Wire:
    """What a bypassed block lets through."""
    block = _block(check, end)
    if not finding.passed:
        raise TraceRefused(f"{block.id} is bypassed and lets nothing through")
    return finding.passed[block.outputs.index(end)]


def _copied(
    block: Block, end: End, index: Index, output: Array, terms: Terms, *tensors: Array
) -> Explanation:
    """The explanation of a number that the block's op did not compute."""
    value, dtype = number(output[index]), output.dtype.name
    return Explanation(block.op_name, end.port, index, dtype, value, terms, tensors)


def _wired(op: Op, finding: Finding) -> dict[str, End | None]:
    """What each input port is wired to; no op with traces has ports for many wires."""
    pairs = zip(op.inputs, finding.inputs, strict=True)
    return {port.name: one if isinstance(one, End) else None for port, one in pairs}


def _input(result: Result, end: End | None) -> Array | None:
    return None if end is None else _needed(result, end)


def _needed(result: Result, end: End) -> Array:
    array = result(end)
    if array is None:
        raise TraceRefused(f"{end} has no result; run the page")
    return array
