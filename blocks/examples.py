"""The example page of each op, and what it computes, as the help shows it."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from blocks import file
from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.evaluation import run
from blocks.ops.reference import WIDTH
from blocks.page import Block

EXAMPLES = Path(__file__).resolve().parent.parent / "assets" / "examples"

Array = np.ndarray[Any, Any]
Grid = tuple[tuple[str, ...], ...]
"""Rows of cells. A cell holds the numbers of all channels of one place."""


class Shown(NamedTuple):
    """A tensor of an example: at which port, what it is, and its numbers as grids.

    Images are one grid of height and width; volumes one for each depth; else the last two axes
    make a grid.
    """

    port: str
    what: str
    grids: tuple[Grid, ...]


class Worked(NamedTuple):
    """An example as it was computed: what went into the block, its attributes, what came out."""

    title: str
    note: str
    inputs: tuple[Shown, ...]
    attrs: tuple[tuple[str, str], ...]
    outputs: tuple[Shown, ...]


def example_path(op: Op) -> Path | None:
    """The example page of an op; None if it has none, as ops of users have not."""
    path = EXAMPLES / f"{op.name}.page.json"
    return path if path.exists() else None


def reads_files(op: Op) -> bool:
    """Whether the example needs a file beside its page, and so works on no other page."""
    return bool(op.file_attributes)


@cache
def worked(op: Op) -> Worked | None:
    """The example of an op, run; None if it has none."""
    path = example_path(op)
    if path is None:
        return None
    page = file.load(path)
    block = next(one for one in page.blocks.values() if one.op_name == op.name)
    wires = page.wires_into(block.id)
    ends = [*(wire.source for wire in wires), *block.outputs]
    results = run(page, list(dict.fromkeys(ends)))
    return Worked(
        page.title,
        page.notes.get(block.id, ""),
        tuple(
            _shown(op.input(wire.target.port), results[str(wire.source)], block) for wire in wires
        ),
        tuple(_attributes(block)),
        tuple(_shown(op.output(end.port), results[str(end)], block) for end in block.outputs),
    )


def as_text(example: Worked) -> str:
    """A worked example as lines for a terminal."""
    lines = [example.title]
    if example.note:
        lines += textwrap.wrap(example.note, WIDTH)
    for one in example.inputs:
        lines += _lines(one)
    lines += [f"  {name} = {value}" for name, value in example.attrs]
    for one in example.outputs:
        lines += ["gives", *_lines(one)]
    return "\n".join(lines)


def _attributes(block: Block) -> list[tuple[str, str]]:
    assert block.op is not None
    found = []
    for name, value in block.attrs.items():
        attribute = block.op.attribute(name)
        if attribute is not None and attribute.editor != "tensor":
            found.append((name, _value_text(value)))
    return found


def _value_text(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)


def _shown(port: Port | None, tensor: Array, block: Block) -> Shown:
    assert port is not None
    return Shown(port.name, str(Known.of(tensor)), _grids(tensor, _axes(port, block)))


def _axes(port: Port, block: Block) -> str:
    """The letters of a port's axes; "" where they have none."""
    axes = str(block.value("data_format")) if port.axes == "data_format" else port.axes
    return axes if axes.isupper() else ""


def _grids(tensor: Array, axes: str) -> tuple[Grid, ...]:
    """The tensor in as many dimensions as a grid has: depth, height, width, all else."""
    order = [axes.index(letter) for letter in "DHW" if letter in axes]
    if len(axes) != tensor.ndim or not order:
        order = list(range(tensor.ndim))[-3:]
    rest = [axis for axis in range(tensor.ndim) if axis not in order]
    sizes = (1,) * (3 - len(order)) + tuple(tensor.shape[axis] for axis in order)
    cells = tensor.transpose(order + rest).reshape(*sizes, -1)
    return tuple(
        tuple(tuple(", ".join(map(_number, cell)) for cell in row) for row in grid)
        for grid in cells
    )


def _number(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, (float, np.floating)) else str(value)


def _lines(one: Shown) -> list[str]:
    lines = [f"  {one.port}  {one.what}"]
    for at, grid in enumerate(one.grids):
        width = max((len(cell) for row in grid for cell in row), default=0)
        lines += [""] if at else []
        lines += ["    " + "  ".join(cell.rjust(width) for cell in row) for row in grid]
    return lines
