"""What there is to tell of a number of a document, without any widget."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from app.axes import axis_names
from app.document import Document
from app.tracing.trail import Cell
from blocks.page import End
from blocks.tracing import Explanation, following
from blocks.tracing.errors import TraceRefused
from blocks.viewing.numbers import Array
from kernels.tracing.region import Region


@dataclass(frozen=True, slots=True)
class Source:
    """The output that an input's numbers come from; `names` are those of its axes."""

    end: End
    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from. `sources` has one for each factor."""

    told: Explanation
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """An output that a number reaches; `why` says why it can reach none of it, if that is known."""

    end: End
    title: str
    names: tuple[str, ...]
    array: Array
    region: Region
    why: str


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
    result = partial(array_of, document)
    found = following.origin(document.check, result, cell.end, cell.index)
    told = found.told
    if told is None:
        raise TraceRefused(found.why)
    sources = tuple(
        Source(end, f"{factor.port} ← {_name(document, end)}", _axes(document, end, tensor))
        for end, factor, tensor in zip(found.sources, told.factors, told.tensors, strict=True)
    )
    return Origin(told, sources)


def goals(document: Document, cell: Cell) -> tuple[Goal, ...]:
    """The outputs that a number reaches. Raises TraceRefused if there is none that can say so."""
    result = partial(array_of, document)
    found: list[Goal] = []
    faults: list[str] = []
    for goal in following.downstream(document.check, result, cell.end, cell.index):
        array = None if goal.end is None else array_of(document, goal.end)
        if goal.end is None or goal.region is None or array is None:
            faults.append(goal.why)
            continue
        title = f"{goal.wire.target.port} → {_name(document, goal.end)}"
        names = _axes(document, goal.end, array)
        found.append(Goal(goal.end, title, names, array, goal.region, goal.why))
    if not found:
        why = "\n\n".join(dict.fromkeys(faults))
        raise TraceRefused(why or "No block computes anything from this number.")
    return tuple(found)


def _name(document: Document, end: End) -> str:
    return document.page.blocks[end.block].name


def _axes(document: Document, end: End, array: Array) -> tuple[str, ...]:
    return axis_names(document.page, end, array.ndim)
