"""The looks that all plots of numbers share, and the place under the mouse in them."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.theme import SMALL, colour, font, theme

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Plot(QWidget):
    """A plot with two axes. `pointed` tells where the mouse is in it, or None; `stepped` that an
    arrow key goes to the next element, or the one before."""

    pointed = Signal(object)  # QPointF, or None
    stepped = Signal(int)

    def __init__(self, axes: dict[str, pg.AxisItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axes = axes
        self.plot = pg.PlotWidget(axisItems=axes)
        self.plot.setMenuEnabled(False)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are for this, not for a pan
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plot.hideButtons()
        self.plot.viewport().installEventFilter(self)
        self.plot.scene().sigMouseMoved.connect(self._move)
        self.mark = pg.InfiniteLine(angle=90, movable=False)
        self.mark.hide()
        self.plot.addItem(self.mark)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.plot)
        self.dress()

    def dress(self) -> None:
        """Take the colours of the theme."""
        look = theme()
        self.plot.setBackground(look.panel)
        for axis in self.axes.values():
            axis.enableAutoSIPrefix(False)
            axis.setPen(look.border)
            axis.setTextPen(look.dim)
            axis.setTickFont(font(SMALL))
        self.mark.setPen(look.accent)

    @property
    def ink(self) -> QColor:
        """The colour of what is plotted."""
        return colour(theme().running)

    def show_mark(self, at: float | None) -> None:
        """A line from top to bottom; None takes it away."""
        self.mark.setVisible(at is not None)
        if at is not None:
            self.mark.setPos(at)

    def frame(self) -> None:
        """Show all of it."""
        self.plot.enableAutoRange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go from element to element."""
        if (step := _STEPS.get(Qt.Key(event.key()))) is not None and not event.modifiers():
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def _move(self, place: QPointF) -> None:
        box = self.plot.getViewBox()
        inside = box.sceneBoundingRect().contains(place)
        self.pointed.emit(box.mapSceneToView(place) if inside else None)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.frame()
        return False
