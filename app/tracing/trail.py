"""The way that was gone from number to number."""

from __future__ import annotations

from dataclasses import dataclass

from blocks.page import End
from blocks.tracing.calls import cell_text
from kernels.tracing.region import Index


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a page: an output and an index into it."""

    end: End
    index: Index

    def __str__(self) -> str:
        return f"{self.end}{cell_text(self.index)}"


@dataclass(frozen=True, slots=True)
class Trail:
    """The cells that were come by, the last one being where one is. Empty at first."""

    cells: tuple[Cell, ...] = ()

    @property
    def here(self) -> Cell | None:
        """Where one is."""
        return self.cells[-1] if self.cells else None

    def on_to(self, cell: Cell) -> Trail:
        """One step further; back, if that is where one came from."""
        if cell in self.cells:
            return self.back_to(self.cells.index(cell))
        return Trail((*self.cells, cell))

    def back_to(self, step: int) -> Trail:
        """Where one was at an earlier step."""
        return Trail(self.cells[: step + 1])

    @property
    def back(self) -> Trail:
        """One step back, as far as there is one."""
        return Trail(self.cells[:-1]) if len(self.cells) > 1 else self
