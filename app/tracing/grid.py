"""The cells of a plane: painted, pointed at and chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.keys.arrows import arrow_step
from app.theme import SMALL, font
from app.tracing import painting
from app.tracing.fit import Fit, fit
from app.tracing.sight import Sight
from blocks.tracing.calls import cell_text
from blocks.viewing.numbers import Array, exact, short
from kernels.tracing.region import Index

MOST_DIGITS, LEAST_DIGITS = 3, 2
"""Of a number in a cell; its tool tip has all."""


LONGEST = 9
"""So many letters find room in the widest cell."""


class Grid(QWidget):
    """A plane of a tensor. `pointed` tells which lit cell the mouse or the arrow keys are at,
    `chosen` which one was clicked, or stood at when Enter was pressed. A click on another cell
    says why there is nothing to go on to."""

    pointed = Signal(tuple)
    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plane: Array | None = None
        self._sight: Sight | None = None
        self._fit: Fit | None = None
        self._digits = MOST_DIGITS
        self._why_unlit = ""
        self._is_pressed = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_sight(self, array: Array, sight: Sight, why_unlit: str) -> None:
        """Show another plane; the cell that it goes through is marked if it is lit. `why_unlit` is
        said of cells that are not."""
        self._why_unlit = why_unlit
        if self._sight is None or self._fit is None or not _stays(self._fit, self._sight, sight):
            self._fit = None
        self._sight, self._plane = sight, sight.slicing.plane(array)
        self.setAccessibleDescription(self._words(sight.at))
        self.update()

    @property
    def sight(self) -> Sight | None:
        """What is shown."""
        return self._sight

    @property
    def is_at_rest(self) -> bool:
        """Whether it needs no other room than it has."""
        return self._fit is not None

    @property
    def shown(self) -> Fit:
        """What is painted of it, and how large."""
        assert self._fit is not None, "it was given no room yet"
        return self._fit

    def take_room(self, width: int, digits: int = MOST_DIGITS) -> Fit:
        """Take as much of a width as is needed for numbers of so many digits. Returns that."""
        assert self._sight is not None
        self._digits = digits
        self._fit = fit(self._sight, self.text, QFontMetrics(self.letters), width)
        self.setFixedSize(self._fit.size)
        return self._fit

    def rect_of(self, index: Index) -> QRectF:
        """Where a cell of the plane is painted."""
        assert self._sight is not None
        return self.shown.rect(*self._sight.place_of(index))

    def text(self, row: int, column: int) -> str:
        """A cell's number in a few digits."""
        assert self._plane is not None
        found = short(self._plane[row, column], self._digits)
        if len(found) > LONGEST:  # a whole number, which has all its digits elsewhere
            found = short(float(self._plane[row, column]), self._digits)
        return found

    @property
    def letters(self) -> QFont:
        """The font of the numbers."""
        return font(SMALL, monospace=True)

    # ---- what Qt asks ---------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fit is None or self._sight is None or self._plane is None:
            return
        painter = QPainter(self)
        painter.setFont(self.letters)
        painting.paint_edges(painter, self._fit)
        if self._fit.has_numbers:
            painting.paint_numbers(painter, self._fit, self._sight, self.text)
        else:
            painting.paint_colours(painter, self._fit, self._sight, self._plane)
        if self.hasFocus():
            painting.paint_cursor(painter, self._fit, self._sight)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self._lit_at(event.position())
        if index is None:
            self.unsetCursor()
            return
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if self._sight is not None and index != self._sight.at:
            self.pointed.emit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_pressed = event.button() == Qt.MouseButton.LeftButton

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click has gone on already; the second one is none of what is shown now."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index, was_pressed = self._lit_at(event.position()), self._is_pressed
        self._is_pressed = False
        if was_pressed and index is not None:
            self.chosen.emit(index)
        elif was_pressed:
            self._tell(event.position(), event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, sight = Qt.Key(event.key()), self._sight
        if sight is None or not sight.is_lit:
            super().keyPressEvent(event)
        elif (step := arrow_step(key)) is not None:
            if (index := sight.stepped(*step)) != sight.at:
                self.pointed.emit(index)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            by = 1 if key == Qt.Key.Key_PageDown else -1
            self.pointed.emit(sight.on_plane((sight.number + by) % sight.planes))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(sight.at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(QPointF(event.pos()), event.globalPos())
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # ---- cells ----------------------------------------------------------------------------

    def _lit_at(self, point: QPointF) -> Index | None:
        place = self._fit.place(point) if self._fit is not None else None
        if place is None or self._sight is None or not self._sight.has_lit(*place):
            return None
        return self._sight.index(*place)

    def _tell(self, point: QPointF, where: QPoint) -> None:
        """Say at a place on the screen what the cell at a point is."""
        place = self._fit.place(point) if self._fit is not None else None
        if place is not None and self._sight is not None:
            words = self._words(self._sight.index(*place))
            if not self._sight.has_lit(*place):
                words = f"{words}: {self._why_unlit}"
            QToolTip.showText(where, words, self)

    def _words(self, index: Index) -> str:
        assert self._plane is not None
        assert self._sight is not None
        number = exact(self._plane[self._sight.place_of(index)])
        return f"{cell_text(index)} = {number}"


def _stays(fit: Fit, before: Sight, now: Sight) -> bool:
    """Whether another cell of the very same plane may be marked without painting another part."""
    same = now.region == before.region and now.slicing.shape == before.slicing.shape
    same_plane = same and all(now.at[axis] == before.at[axis] for axis in now.slicing.fixed)
    return same_plane and fit.shows(*now.place)
