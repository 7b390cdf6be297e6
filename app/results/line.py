"""A row or a column of a tensor, as a line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.results.content import Content
from app.results.index_axis import IndexAxis
from app.results.odd_values import OddValues
from app.results.plot import MarkedPlot
from app.results.slice_bar import SliceBar
from app.results.slicing import Slicing
from app.theme import restyle, theme
from blocks.viewing.figures import Figures
from blocks.viewing.numbers import Array, as_float, exact

DOTTED = 80
"""Up to so many elements each has a dot."""

POINT = "Point at the line to read a value."


class LineView(QWidget):
    """The elements along one axis; the other axes stand at one index each. What is no finite number
    has a line of its own colour from top to bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._array: Array | None = None
        self.bar = SliceBar(stacks=False, down=False)
        self.bar.changed.connect(lambda _: self._draw())
        self._across = IndexAxis("bottom")
        self.plot = MarkedPlot("Line", {"left": pg.AxisItem("left"), "bottom": self._across})
        self.plot.pointed.connect(self._point)
        self.plot.stepped.connect(self._step)
        self._at: int | None = None
        self.curve = pg.PlotDataItem(connect="finite")
        self.odd = OddValues()
        self.zero = pg.InfiniteLine(pos=0.0, angle=0)
        self.plot.plot.addItem(self.zero, ignoreBounds=True)
        self.plot.plot.addItem(self.curve)
        self.odd.add_to(self.plot.plot)
        self.line = QLabel(POINT)
        self.line.setObjectName("value of the line under the mouse")
        self.line.setContentsMargins(8, 2, 8, 4)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(self.bar)
        lay.addWidget(self.plot, 1)
        lay.addWidget(self.line)
        self._point(None)

    def show_content(self, content: Content) -> None:
        """Show another tensor; what was chosen for the one before is kept where it fits."""
        before = self.bar.slicing if self._array is not None else None
        array = self._array = content.array
        if array is not None:
            self.bar.set_slicing(for_line(array.shape, content.names).kept_from(before))
        self._draw()

    def set_figures(self, figures: Figures) -> None:
        """The line needs none."""

    def go_to(self, index: tuple[int, ...]) -> None:
        """Show the line through a cell."""
        self.bar.set_slicing(replace(self.bar.slicing, at=index))
        self._draw()

    @property
    def values(self) -> Array:
        """The elements that are plotted."""
        if self._array is None or self.bar.slicing.is_empty:
            return np.zeros(0, np.float32)
        found: Array = self.bar.slicing.plane(self._array).reshape(-1)
        return found

    def _draw(self) -> None:
        values, slicing, look = self.values, self.bar.slicing, theme()
        wide = as_float(values).astype(np.float64)
        finite = np.isfinite(wide)
        few = values.size <= DOTTED and finite.any()
        self._across.count = values.size
        along = ", ".join(slicing.names[axis] for axis in slicing.columns)  # of a scalar: nothing
        self.plot.plot.setLabel("bottom", along)
        self.curve.setData(
            np.arange(values.size),
            np.where(finite, wide, np.nan),
            pen=pg.mkPen(self.plot.ink, width=1.6),
            symbol="o" if few else None,
            symbolSize=5,
            symbolBrush=self.plot.ink,
            symbolPen=None,
        )
        self.odd.show_values(wide)
        self.zero.setPen(look.faint)
        self.plot.frame()
        self.plot.plot.setXRange(0, max(1, values.size - 1), padding=0.04)  # finite or not
        self._point(None)

    def _point(self, place: object) -> None:
        values, at = self.values, None
        if isinstance(place, QPointF) and values.size:
            at = min(max(round(place.x()), 0), values.size - 1)
        self._say(at)

    def _step(self, _: int, by: int) -> None:
        """From element to element, from the first one on."""
        if by and (last := self.values.size):
            self._say(0 if self._at is None else min(max(self._at + by, 0), last - 1))

    def _say(self, at: int | None) -> None:
        self._at = at
        self.line.setText(POINT if at is None else self._words(at))
        self.line.setProperty("role", "dim" if at is None else "")
        restyle(self.line)
        self.plot.show_mark(at)

    def _words(self, at: int) -> str:
        index = self.bar.slicing.index(0, at)
        return f"[{', '.join(map(str, index))}]  =  {exact(self.values[at])}"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.plot.dress()
            self._draw()


def for_line(shape: tuple[int, ...], names: tuple[str, ...]) -> Slicing:
    """What a plot first shows of a tensor: a row, along W where axes have names, else along the
    last axis that is no single element."""
    slicing = Slicing(shape, names, at=(0,) * len(shape))
    if not shape:
        return slicing
    long = [axis for axis, size in enumerate(shape) if size != 1]
    along = names.index("W") if "W" in names else (long or [len(shape) - 1])[-1]
    return replace(slicing, columns=(along,))
