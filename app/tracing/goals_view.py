"""Every number that a number reaches, lit in the outputs of the blocks that take it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.tracing.planes import Planes
from app.tracing.sight import sight_of
from app.tracing.story import Goal
from app.tracing.trail import Cell
from kernels.tracing.region import Index

NOT_REACHED = "it is not reached"


class GoalsView(QWidget):
    """A plane for each output. `chosen` tells that a lit number was chosen."""

    chosen = Signal(Cell)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._goals: tuple[Goal, ...] = ()
        self._at: list[Index] = []
        self.words = QLabel()
        self.words.setObjectName("what it reaches")
        self.words.setProperty("role", "dim")
        self.words.setWordWrap(True)
        self.words.setContentsMargins(10, 2, 8, 2)
        self.planes = Planes()
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(self.words)
        lay.addWidget(self.planes, 1)

    @property
    def fields(self) -> list[QWidget]:
        """What Tab comes by, in its order."""
        return self.planes.fields

    def show_goals(self, goals: tuple[Goal, ...]) -> None:
        """Show other outputs."""
        self._goals = goals
        self._at = [
            tuple(min(cells) for cells in goal.region.axes)
            if goal.region.count
            else (0,) * goal.array.ndim
            for goal in goals
        ]
        self.words.setText(_summary(goals))
        for which, plane in enumerate(self.planes.take(len(goals))):
            plane.follow(partial(self._point, which), partial(self._choose, which))
        self._draw()
        self.setFocusProxy(self.planes.all[0].grid)

    def _draw(self) -> None:
        for goal, at, plane in zip(self._goals, self._at, self.planes.shown, strict=True):
            sight = sight_of(goal.array.shape, goal.names, goal.region, at)
            plane.show_tensor(goal.title, str(goal.end), goal.array, sight, NOT_REACHED)
        self.planes.arrange()

    def _point(self, which: int, index: Index) -> None:
        self._at[which] = index
        self._draw()

    def _choose(self, which: int, index: Index) -> None:
        self.chosen.emit(Cell(self._goals[which].end, index))


def _summary(goals: tuple[Goal, ...]) -> str:
    return "; ".join(map(_reached, goals))


def _reached(goal: Goal) -> str:
    if goal.region.count:
        return f"{goal.region.count:,} of {goal.array.size:,} numbers of {goal.end}"
    return f"no number of {goal.end}: {goal.why or 'none is made of it'}"
