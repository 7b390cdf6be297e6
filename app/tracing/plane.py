"""One tensor of a trace: its name, what of it is seen, and the cells."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from app.results.elided import ElidedLabel
from app.tracing.fit import Fit
from app.tracing.grid import MOST_DIGITS, Grid
from app.tracing.sight import Sight
from blocks.viewing.numbers import Array
from kernels.tracing.region import Index

GAP = 2
_GAPS = {False: "", True: " "}
"""Between an axis and a place on it, by whether the axis has a name of several letters."""


class Plane(QWidget):
    """A tensor with its lit cells, a plane at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        at_end = Qt.TextElideMode.ElideRight
        self.title, self.line = ElidedLabel(self, at_end), ElidedLabel(self, at_end)
        self.title.setProperty("role", "heading")
        self.line.setProperty("role", "dim")
        self.before, self.after = QToolButton(self), QToolButton(self)
        for button, words, mark, step in (
            (self.before, "The plane before", Qt.ArrowType.LeftArrow, -1),
            (self.after, "The next plane", Qt.ArrowType.RightArrow, 1),
        ):
            button.setArrowType(mark)
            button.setAutoRaise(True)
            button.setStyleSheet("QToolButton { padding: 0; }")
            button.setToolTip(f"{words} with lit cells (Page Up, Page Down in the cells)")
            button.setAccessibleName(words)
            button.setFixedSize(18, 18)
            button.clicked.connect(lambda _=False, step=step: self._step(step))
        self._arranged = ""
        self._pointed: Callable[[Index], None] = lambda _: None
        self._chosen: Callable[[Index], None] = lambda _: None
        self.grid = Grid(self)
        self.grid.pointed.connect(lambda index: self._pointed(index))
        self.grid.chosen.connect(lambda index: self._chosen(index))

    def follow(self, pointed: Callable[[Index], None], chosen: Callable[[Index], None]) -> None:
        """Tell which lit cell the mouse or the keys are at, and which one was chosen."""
        self._pointed, self._chosen = pointed, chosen

    def show_tensor(
        self, title: str, words: str, array: Array, sight: Sight, why_unlit: str
    ) -> None:
        """Show a plane of a tensor. `words` tell more of it than its title, `why_unlit` why a cell
        of it is not lit."""
        self.title.show_text(title, f"{title}  {words}")
        self.grid.setAccessibleName(title)
        self.grid.show_sight(array, sight, why_unlit)
        self.line.show_text(_words(sight), f"{words}  {_words(sight)}")
        for button in (self.before, self.after):
            button.setVisible(sight.is_lit and sight.planes > 1)

    @property
    def is_at_rest(self) -> bool:
        """Whether it needs no other room than it has."""
        return self.grid.is_at_rest and self.title.text() == self._arranged

    @property
    def fields(self) -> list[QWidget]:
        """What Tab comes by, in its order."""
        return [self.before, self.after, self.grid]

    def take_room(self, width: int, digits: int = MOST_DIGITS) -> Fit:
        """Take as much of a width as is needed for numbers of so many digits, and the height to
        it. Returns how the cells stand then."""
        fit = self.grid.take_room(width, digits)
        self._arranged = self.title.text()
        size = fit.size
        wide = max(size.width(), min(width, self._words_width()))
        high = self.title.sizeHint().height()
        self.title.setGeometry(0, 0, wide, high)
        buttons = 38 if not self.before.isHidden() else 0
        self.line.setGeometry(0, high, wide - buttons, high)
        self.before.move(wide - 38, high)
        self.after.move(wide - 19, high)
        self.grid.move(0, 2 * high + GAP)
        self.resize(wide, 2 * high + GAP + size.height())
        return fit

    def _words_width(self) -> int:
        buttons = 44 if not self.before.isHidden() else 0
        title = self.title.fontMetrics().horizontalAdvance(self.title.text())
        line = self.line.fontMetrics().horizontalAdvance(self.line.text())
        return max(title + 6, line + buttons + 6)

    def _step(self, by: int) -> None:
        if (sight := self.grid.sight) is not None and sight.is_lit:
            self._pointed(sight.on_plane((sight.number + by) % sight.planes))


def _words(sight: Sight) -> str:
    """Which axes run down and across, and where the others stand: `H↓  W→  N0  C3`."""
    slicing = sight.slicing
    marks = [
        *(f"{slicing.names[axis]}↓" for axis in slicing.rows),
        *(f"{slicing.names[axis]}→" for axis in slicing.columns),
        *(
            f"{slicing.names[axis]}{_GAPS[len(slicing.names[axis]) > 1]}{slicing.at[axis]}"
            for axis in slicing.fixed
            if slicing.shape[axis] > 1
        ),
    ]
    return "  ".join(marks)
