"""What is said of the tensor that flows out of an output, as lines of a tool tip."""

from __future__ import annotations

from html import escape

from app.axes import axis_names, numbered
from app.canvas.tip_text import bold, dim, wrong
from app.document import Document
from blocks.declaration.known import Known, size_text
from blocks.drawing.words import SHORT, values_text
from blocks.dtypes import name_of
from blocks.page import End
from blocks.viewing.figures import Figures
from blocks.viewing.kept import FIGURES
from blocks.viewing.numbers import Array

WAITING = "working out min, max and mean …"
GESTURE = "Ctrl+Shift and a click shows all of it"


def array_at(document: Document, end: End) -> Array | None:
    """The tensor that is there: a result, what the check knows, else what the last run gave before
    the last edit. Nothing is run for it."""
    known = document.known(end).value if end.block in document.page.blocks else None
    return known if known is not None else document.older_result(end)


def tensor_lines(document: Document, end: End) -> list[str]:
    """dtype, shape, size and the names of axes; the figures and the first values, as far as they
    are there, else why they are not."""
    known = document.known(end)
    array = array_at(document, end)
    now = Known(known.dtype, known.shape)
    is_short = known.value is not None and known.value.size <= SHORT
    head = _in_one_line(bold(tensor_text(known if is_short else now)) + _axes(document, end, now))
    if array is None:
        is_known = known.dtype is not None or known.shape is not None
        return [head if is_known else "dtype and shape are not known yet", _why(document, end)]
    lines = []
    if known.value is None:  # what is left of the last run
        before = Known(name_of(array.dtype), array.shape)
        other = "" if before == now else f" {before}"
        lines.append(dim(f"run again (F5); before the last edit it was{other}:"))
    if not is_short:
        lines.append(escape(values_text(array)))
    if array.size > 1:
        found = FIGURES.at_once(array)
        lines.append(dim(WAITING) if found is None else _figures(found))
    return [head, *map(_in_one_line, lines)]


def _in_one_line(text: str) -> str:
    return f"<nobr>{text}</nobr>"


def _axes(document: Document, end: End, known: Known) -> str:
    """What the axes are called, where they have names."""
    rank = len(known.shape or ())
    names = axis_names(document.page, end, rank)
    return "" if names == numbered(rank) else " " + dim(" ".join(names))


def _why(document: Document, end: End) -> str:
    """Why there are no values."""
    problems = [one.message for one in document.check.problems_of([end.block])]
    if problems or (failure := document.failure(end.block)):
        return wrong(f"{end.block} cannot run: {problems[0]}" if problems else f"failed: {failure}")
    if document.known(end).shape is None:
        return dim("no values yet: what comes into the block is not known")
    return dim("no values yet: run the page (F5)")


def tensor_text(known: Known) -> str:
    """dtype, shape and size, and the values where they are known."""
    words = str(known)
    if known.bytes is not None:
        words += f", {size_text(known.bytes)}"
    if known.value is not None:
        words += f": {values_text(known.value)}"
    return words


def _figures(figures: Figures) -> str:
    odd = figures.nans or figures.infinities
    counts = " · ".join(figures.counts)
    parts = (*figures.numbers, wrong(counts) if odd else counts)
    return " · ".join(one for one in parts if one)
