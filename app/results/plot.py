"""What all plots of numbers share: their looks, the place under the mouse, the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.keys.arrows import arrow_step
from app.theme import SMALL, colour, font, theme

# Without a limit: one would leave out the last move of a quick hand, and what is said of the place
# under the mouse would be of another.
pg.setConfigOption("mouseRateLimit", 0)


class Plot(QWidget):
    """A plot with two axes. `pointed` tells where the mouse is in it, or None; `stepped` that an
    arrow key goes so many places down and across."""

    pointed = Signal(object)  # QPointF, or None
    stepped = Signal(int, int)

    def __init__(
        self, name: str, axes: Mapping[str, pg.AxisItem], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.axes = axes
        self.plot = pg.PlotWidget(axisItems=dict(axes))
        self.plot.setMenuEnabled(False)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are for this, not for a pan
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.plot.hideButtons()
        self.plot.viewport().installEventFilter(self)
        self.plot.scene().sigMouseMoved.connect(self._move)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.plot)

    def dress(self) -> None:
        """Take the colours of the theme."""
        look = theme()
        self.plot.setBackground(look.panel)
        for axis in self.axes.values():
            axis.enableAutoSIPrefix(False)
            axis.setPen(look.border)
            axis.setTextPen(look.dim)
            axis.setTickFont(font(SMALL))

    def frame(self) -> None:
        """Show all of it."""
        self.plot.enableAutoRange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go from place to place."""
        step = arrow_step(event.key())
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(*step)
        else:
            super().keyPressEvent(event)

    def place_of(self, at: QPointF) -> QPointF | None:
        """Where in the plot a place of the scene is; None beside it."""
        box = self.plot.getViewBox()
        inside = box.sceneBoundingRect().contains(at)
        found: QPointF | None = box.mapSceneToView(at) if inside else None
        return found

    def _move(self, at: QPointF) -> None:
        self.pointed.emit(self.place_of(at))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.frame()
        return False


class MarkedPlot(Plot):
    """A plot in which one place across is marked, from top to bottom."""

    def __init__(self, name: str, axes: Mapping[str, pg.AxisItem]) -> None:
        super().__init__(name, axes)
        self.mark = pg.InfiniteLine(angle=90, movable=False)
        self.mark.hide()
        self.plot.addItem(self.mark, ignoreBounds=True)
        self.dress()

    def dress(self) -> None:
        """Take the colours of the theme."""
        super().dress()
        self.mark.setPen(theme().accent)

    @property
    def ink(self) -> QColor:
        """The colour of what is plotted."""
        return colour(theme().running)

    def show_mark(self, at: float | None) -> None:
        """Mark another place; None marks none."""
        self.mark.setVisible(at is not None)
        if at is not None:
            self.mark.setPos(at)
