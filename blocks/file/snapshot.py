"""A page as it is at one moment, taken in no time, to be made a text of later or elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from blocks.file.state import State
from blocks.file.write import written


@dataclass(frozen=True)
class Loaded:
    """The text that a page was made from, with what it said."""

    text: str
    state: State

    @cached_property
    def canonical(self) -> str:
        """What it said, as it would be written."""
        return written(self.state)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a page says at one moment, and what it was loaded from, if it was."""

    state: State
    loaded: Loaded | None

    def text(self) -> str:
        """The text of the page: as it was loaded if it says the same, else in canonical form."""
        if self.loaded is None:
            return written(self.state)
        if self.state.is_identical(self.loaded.state):
            return self.loaded.text
        canonical = written(self.state)
        return self.loaded.text if canonical == self.loaded.canonical else canonical
