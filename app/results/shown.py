"""What the result view has to show, worked out from the document without any widget."""

from __future__ import annotations

from dataclasses import dataclass

from app.axes import axis_names
from app.document import Document
from blocks.declaration.known import Known
from blocks.evaluation import default_fetches
from blocks.page import End
from blocks.viewing.numbers import Array

STATES = {
    "fresh": "✓ up to date",
    "stale": "◌ stale: run again (F5)",
    "broken": "◌ stale: cannot run as it is",
    "running": "◐ running",
    "never": "not run yet",
    "failed": "✕ failed",
    "known": "known without running",
}


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """An output with what there is to see of it. `names` are those of its axes; `state` is a key of
    STATES."""

    end: End
    full_name: str
    known: Known
    names: tuple[str, ...]
    state: str
    array: Array | None
    notice: str
    is_wrong: bool
    seconds: float | None

    @property
    def title(self) -> str:
        """What enuSpace calls it."""
        return f"result_{self.end.port}"

    @property
    def has_elements(self) -> bool:
        """Whether there is a tensor with something in it."""
        return self.array is not None and self.array.size > 0

    def is_same_tensor(self, other: Shown) -> bool:
        """Whether both have the same values, with axes of the same names."""
        return self.array is other.array and self.names == other.names

    def same_as(self, other: Shown) -> bool:
        """Whether both look the same."""
        mine, theirs = (
            (one.end, one.full_name, one.state, one.notice, one.is_wrong, one.seconds)
            for one in (self, other)
        )
        same = mine == theirs and str(self.known) == str(other.known)
        return same and self.is_same_tensor(other)


def ends_of(document: Document) -> tuple[End, ...]:
    """The outputs of what is selected; of a session those that are wired to it; with nothing
    selected those that the page itself gives."""
    if not document.selection:
        return tuple(default_fetches(document.page))
    return document.outputs(document.selection)


def _no_elements(array: Array) -> str:
    sizes = ",\N{NO-BREAK SPACE}".join(map(str, array.shape))
    return f"There are no elements: an axis of the shape [{sizes}] is 0 long."


def look(document: Document, end: End) -> Shown | None:
    """What there is to see of an output; None if its block has gone."""
    if end.block not in document.page.blocks:
        return None
    known, state = document.known(end), document.state(end.block)
    array = document.result(end)
    if array is None and state in ("stale", "running"):
        array = document.older_result(end)
        known = known if array is None else Known.of(array)
    if array is None and state in ("never", "stale") and known.value is not None:
        array, state = known.value, "known"
    problems = [one.message for one in document.check.problems_of([end.block])]
    reasons = problems or [one for one in (document.failure(end.block),) if one]
    if array is not None:
        notice = "" if array.size else _no_elements(array)
        state = "broken" if reasons and state == "stale" else state
    elif reasons:
        notice = "\n\n".join(reasons)
    else:
        notice = f"{known}\n\nRun the page to see the values (F5), or up to here (F6)."
    return Shown(
        end=end,
        full_name=document.page.full_name(end.block),
        known=known,
        names=axis_names(document.page, end, len(known.shape or ())),
        state=state,
        array=array,
        notice=notice,
        is_wrong=bool(reasons),
        seconds=document.seconds(end.block) if state == "fresh" else None,
    )
