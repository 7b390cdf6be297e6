"""A page as it is at one moment, taken in no time, to be made a text of later or elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from blocks.file.build import _loaded
from blocks.file.state import State
from blocks.file.write import written
from blocks.page import Page


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a page says, with the text that it was loaded from, if it was."""

    now: State
    then: State | None
    loaded: str | None

    def text(self) -> str:
        """The text of the page: as it was loaded if it says the same, else in canonical form."""
        if self.loaded is None or self.then is None:
            return written(self.now)
        if self.now.is_identical(self.then):
            return self.loaded
        canonical = written(self.now)
        return self.loaded if canonical == written(self.then) else canonical


def snapshot(page: Page) -> Snapshot:
    """The page as it is now. Nothing is copied that can be large, for blocks never change."""
    text, then = _loaded.get(page, (None, None))
    return Snapshot(State.of(page), then, text)
