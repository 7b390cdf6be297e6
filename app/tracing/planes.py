"""The tensors of a trace, beside and below one another, as there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.tracing.fit import Fit
from app.tracing.grid import LEAST_DIGITS, MOST_DIGITS
from app.tracing.plane import Plane

GAP, EDGE = 10, 10

MOST_BESIDE = 3
LEGIBLE, SMALLER = 4.0, 0.6
"""Coloured cells are put beside those of another plane if they are as wide as this then, or so much
of what they would be alone."""


class Planes(QScrollArea):
    """Planes in lines. They are kept and filled anew, for making widgets takes longer. `arranged`
    tells that they may need another height."""

    arranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cells have it
        self.all: list[Plane] = []
        self._inside = QWidget()
        self.setWidget(self._inside)
        self._count = 0

    @property
    def shown(self) -> list[Plane]:
        """The planes in use."""
        return self.all[: self._count]

    def take(self, count: int) -> list[Plane]:
        """So many planes, to be filled and then arranged."""
        while len(self.all) < count:
            self.all.append(Plane(self._inside))
        self._count = count
        for at, plane in enumerate(self.all):
            plane.setVisible(at < count)
        return self.shown

    def arrange(self) -> None:
        """Give each plane its room, unless all may stay as they are."""
        if all(plane.is_at_rest for plane in self.shown):
            return
        self._arrange()

    def _arrange(self) -> None:
        # The room beside a scroll bar, whether there is one now or not: it comes and goes with the
        # height that is needed.
        wide = self.width() - self.verticalScrollBar().sizeHint().width()
        whole = max(60, wide - 2 * EDGE)
        x, y, high = EDGE, EDGE, 0
        for plane, size in zip(self.shown, self._sizes(whole), strict=True):
            if x > EDGE and x + size.width() > EDGE + whole:
                x, y, high = EDGE, y + high + GAP, 0
            plane.move(x, y)
            x, high = x + size.width() + GAP, max(high, size.height())
        self._inside.resize(wide, y + high + EDGE)
        self.arranged.emit()

    @property
    def fields(self) -> list[QWidget]:
        """What Tab comes by, in its order."""
        return [field for plane in self.shown for field in plane.fields]

    @property
    def wanted(self) -> int:
        """The height that shows everything."""
        return self._inside.height() if self._count else 0

    def _sizes(self, whole: int) -> list[QSize]:
        """Side by side, if there is room for numbers so; else each as wide as it needs to be."""
        share = (whole - GAP * (self._count - 1)) // max(1, self._count)
        if 1 < self._count <= MOST_BESIDE:
            for digits in (MOST_DIGITS, LEAST_DIGITS):
                beside = [plane.take_room(share, digits) for plane in self.shown]
                if all(one.has_numbers for one in beside):
                    return [plane.size() for plane in self.shown]
        alone = [plane.take_room(whole) for plane in self.shown]
        if 1 < self._count <= MOST_BESIDE and all(map(_is_as_good, beside, alone)):
            for plane in self.shown:
                plane.take_room(share, LEAST_DIGITS)
        return [plane.size() for plane in self.shown]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()


def _is_as_good(one: Fit, other: Fit) -> bool:
    """Whether nothing is lost where a plane has less room."""
    if one.has_numbers or other.has_numbers:
        return one.has_numbers
    return one.wide >= min(LEGIBLE, SMALLER * other.wide)
