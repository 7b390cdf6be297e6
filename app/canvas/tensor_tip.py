"""What is said of the tensor that flows out of an output, as lines of a tool tip."""

from __future__ import annotations

from html import escape

from app.canvas.tip_text import bold, dim, wrong
from app.document import Document
from blocks.declaration.known import Known, size_text
from blocks.drawing.words import SHORT, values_text
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
    """dtype, shape and size; the figures and the first values, as far as they are there."""
    known = document.known(end)
    array = array_at(document, end)
    if array is None:
        return [bold(tensor_text(known)), dim("no values yet: run the page (F5)")]
    lines = []
    if known.value is None:  # what is left of the last run
        lines.append(dim("before the last edit it was:"))
        known = Known.of(array)
    if array.size <= SHORT:
        lines.append(bold(tensor_text(known)))
    else:
        lines += [bold(tensor_text(Known(known.dtype, known.shape))), escape(values_text(array))]
    if array.size > 1:
        found = FIGURES.at_once(array)
        lines.append(dim(WAITING) if found is None else _figures(found))
    return [f"<nobr>{one}</nobr>" for one in lines]


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
