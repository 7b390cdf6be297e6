"""A sweep as a table in text: a line for each result of each cell, or for what was wrong there."""

from __future__ import annotations

from collections.abc import Sequence

from blocks.declaration.known import Known, shape_text
from blocks.sweeping.cells import Array, Cell, Sweep
from blocks.viewing.figures import Figures, figures_of
from blocks.viewing.numbers import exact

FEW = 8
"""A result of so many elements is told by all its numbers, a larger one by its figures."""


def table(sweep: Sweep) -> str:
    """The table, with a line of headings above. A reason is never cut."""
    names = [str(axis) for axis in sweep.axes]
    rows = [row for cell in sweep.cells for row in _rows(sweep, cell)]
    return aligned([[*names, "output", "dtype", "shape", "result"], *rows])


def told(array: Array, figures: Figures | None = None) -> str:
    """A tensor in a few words: its numbers if they are few, else smallest, largest and mean, from
    its figures if they are known."""
    if array.size <= FEW:
        return " ".join(exact(one) for one in array.ravel()) or "(empty)"
    found = figures or figures_of(array)
    missing = [] if not (found.nans or found.infinities) else found.counts
    return "  ".join([*found.numbers, *missing])


def _rows(sweep: Sweep, cell: Cell) -> list[list[str]]:
    settings = list(sweep.settings(cell).values())
    rows = [
        [*settings, name, Known.of(array).dtype or "?", shape_text(array.shape), told(array)]
        for name, array in cell.results.items()
    ]
    rows += [[*settings, "wrong:", problem] for problem in cell.problems]
    return rows or [[*settings, "nothing is fetched"]]


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells with their columns aligned. The last cell of a row may be as long as it is."""
    count = max(map(len, rows))
    widths = [
        max((len(row[at]) for row in rows if at < len(row) - 1), default=0) for at in range(count)
    ]
    lines = (
        "  ".join([*(f"{one:{widths[at]}}" for at, one in enumerate(row[:-1])), row[-1]])
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
