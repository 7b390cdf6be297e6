"""What there is to tell of a number, worked out from the document without any widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.axes import axis_names
from app.document import Document
from app.tracing.trail import Cell
from blocks.page import Block, End
from blocks.tracing import Explanation, explain, reached
from blocks.tracing.errors import TraceRefused
from blocks.viewing.numbers import Array
from kernels.tracing.region import Region


@dataclass(frozen=True, slots=True)
class Source:
    """What an input of a block is wired to, and the names of its axes."""

    port: str
    end: End
    block: str
    names: tuple[str, ...]

    @property
    def title(self) -> str:
        """The port and the block that feeds it."""
        return f"{self.port} ← {self.block}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from: `value`, as the tensor has it. `sources` has one for each
    factor."""

    told: Explanation
    value: Any
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """An output that a number reaches through a block's port."""

    end: End
    title: str
    array: Array
    names: tuple[str, ...]
    region: Region


def array_of(document: Document, end: End) -> Array | None:
    """The numbers at an output as the page is now: those of a run, or known without one."""
    if end.block not in document.page.blocks:
        return None
    found = document.result(end)
    return found if found is not None else document.check.known(end).value


def is_there(document: Document, cell: Cell) -> bool:
    """Whether there is such a number, as the page is now."""
    array = array_of(document, cell.end)
    if array is None or array.ndim != len(cell.index):
        return False
    return all(at < size for at, size in zip(cell.index, array.shape, strict=True))


def origin(document: Document, cell: Cell) -> Origin:
    """Where a number comes from. Raises TraceRefused."""
    block = _block(document, cell.end)
    page = document.page
    if str(cell.end) in page.pins:
        raise TraceRefused(f"{block.name} is pinned: this number was computed before it was.")
    if mode := page.modes.get(block.id):
        raise TraceRefused(f"{block.name} is {mode}: it computes nothing.")
    assert block.op is not None
    wired = {port.name: page.wires_into(block.id, port.name) for port in block.op.inputs}
    ends = {name: wires[0].source for name, wires in wired.items() if wires}
    inputs = [_input(document, ends.get(port.name)) for port in block.op.inputs]
    outputs = [_needed(document, end) for end in block.outputs]
    told = explain(block.op, inputs, outputs, block.values(), cell.index, cell.end.port)
    sources = tuple(
        Source(
            factor.port,
            ends[factor.port],
            page.blocks[ends[factor.port].block].name,
            axis_names(page, ends[factor.port], tensor.ndim),
        )
        for factor, tensor in zip(told.factors, told.tensors, strict=True)
    )
    value = outputs[[one.port for one in block.outputs].index(told.port)][told.index]
    return Origin(told, value, sources)


def goals(document: Document, cell: Cell) -> tuple[Goal, ...]:
    """The outputs that a number reaches. Raises TraceRefused if there is none that can say so."""
    found: list[Goal] = []
    faults: list[str] = []
    for wire in document.page.wires_out_of(*cell.end):
        try:
            goal = _goal(document, cell, wire.target)
        except TraceRefused as why:
            faults.append(str(why))
        else:
            found += [goal] if goal is not None else []
    if not found:
        raise TraceRefused("\n\n".join(faults) or "Nothing is computed from this number.")
    return tuple(found)


def _goal(document: Document, cell: Cell, target: End) -> Goal | None:
    page, block = document.page, _block(document, target)
    assert block.op is not None
    if not block.outputs:
        return None
    if mode := page.modes.get(block.id):
        raise TraceRefused(f"{block.name} is {mode}: it computes nothing.")
    wired = (page.wires_into(block.id, port.name) for port in block.op.inputs)
    inputs = [_input(document, wires[0].source if wires else None) for wires in wired]
    outputs = [_needed(document, end) for end in block.outputs]
    region = reached(block.op, inputs, outputs, block.values(), cell.index, target.port)
    end, array = block.outputs[0], outputs[0]
    names = axis_names(page, end, array.ndim)
    return Goal(end, f"{target.port} → {block.name}", array, names, region)


def _block(document: Document, end: End) -> Block:
    block = document.page.blocks[end.block]
    if block.op is None:
        raise TraceRefused(f"There is no op {block.op_name}.")
    return block


def _input(document: Document, end: End | None) -> Array | None:
    return None if end is None else _needed(document, end)


def _needed(document: Document, end: End) -> Array:
    array = array_of(document, end)
    if array is None:
        name = document.page.full_name(end.block)
        raise TraceRefused(f"The numbers of {name}.{end.port} are not there: run the page (F5).")
    return array
