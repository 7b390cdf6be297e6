"""How often which numbers occur in a tensor, as bars."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.background import Background
from app.results.content import Content
from app.results.index_axis import IndexAxis
from app.results.plot import MarkedPlot
from app.theme import colour, restyle, theme
from blocks.viewing.figures import Figures
from blocks.viewing.histogram import NOTHING, Histogram, histogram_of
from blocks.viewing.kept import AT_ONCE
from blocks.viewing.numbers import Array, exact

LETTERS = 36
"""So many letters of labels are sure to have room below the bars."""

POINT = "Point at a bar to read its count."


class HistogramView(QWidget):
    """The histogram of a whole tensor; that of a large one is worked out on another thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.histogram = NOTHING
        self._array: Array | None = None
        self._work = Background(self)
        self._work.done.connect(lambda found: self._take(found))
        self.logarithmic = QCheckBox("Logarithmic counts")
        self.logarithmic.setToolTip("So that rare numbers are seen beside frequent ones")
        self.logarithmic.toggled.connect(lambda _: self._draw())
        self._left = IndexAxis("left")  # no half of an element is counted
        self._bottom = pg.AxisItem("bottom")
        self.plot = MarkedPlot("Histogram", {"left": self._left, "bottom": self._bottom})
        self.plot.pointed.connect(self._point)
        self.plot.stepped.connect(self._step)
        self._bin: int | None = None
        self.bars = pg.BarGraphItem(x0=[], x1=[], height=[])
        self.zero = pg.InfiniteLine(pos=0.0, angle=90)
        self.plot.plot.addItem(self.zero)
        self.plot.plot.addItem(self.bars)
        self.counts, self.line = QLabel(), QLabel(POINT)
        self.line.setObjectName("count under the mouse")
        for label in (self.counts, self.line):
            label.setContentsMargins(8, 2, 8, 4)
            label.setProperty("role", "dim")
        top = QHBoxLayout()
        top.setContentsMargins(8, 6, 8, 4)
        top.addWidget(self.logarithmic)
        top.addStretch(1)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addLayout(top)
        lay.addWidget(self.plot, 1)
        lay.addWidget(self.counts)
        lay.addWidget(self.line)
        self.setFocusProxy(self.logarithmic)

    def show_content(self, content: Content) -> None:
        """Show another tensor."""
        self._work.forget()
        array = self._array = content.array
        self._say_counts(content.figures)
        if array is None:
            self._take(NOTHING)
        elif array.size <= AT_ONCE:
            self._take(histogram_of(array))
        else:
            self._take(NOTHING)
            self.line.setText("counting …")
            self._work.start(lambda: histogram_of(array))

    def set_figures(self, figures: Figures) -> None:
        """The figures of the tensor shown, as soon as they are known."""
        self._say_counts(figures)

    def _say_counts(self, figures: Figures | None) -> None:
        odd = figures is not None and (figures.nans or figures.infinities)
        self.counts.setText(
            f"Not in the bars: {' · '.join(figures.counts)}" if figures and odd else ""
        )
        self.counts.setVisible(bool(odd))

    def _take(self, found: Histogram) -> None:
        self.histogram = found
        self._draw()
        self._point(None)

    def _draw(self) -> None:
        found, look = self.histogram, theme()
        heights = found.counts.astype(np.float64)
        if self.logarithmic.isChecked():
            heights = np.log10(heights, out=np.zeros_like(heights), where=heights > 0) + (
                heights > 0
            )
        self.bars.setOpts(
            x0=found.edges[:-1],
            x1=found.edges[1:],
            height=heights,
            brush=self.plot.ink,
            pen=colour(look.panel),
        )
        self.zero.setPen(look.faint)
        least = -0.5 if found.is_of_whole_numbers else 0.0
        self.zero.setVisible(bool(found.counts.size and found.edges[0] < least < found.edges[-1]))
        self._bottom.setTicks(self._ticks())
        self.plot.plot.setLabel("left", "elements")
        if self.logarithmic.isChecked():
            top = int(heights.max(initial=1)) + 1
            ticks = [(power + 1, f"{10**power:,}") for power in range(top)]
            self._left.setTicks([ticks])
        else:
            self._left.count = 2 * int(heights.max(initial=1))
            self._left.setTicks(None)
        self.plot.frame()

    def _ticks(self) -> list[list[tuple[float, str]]] | None:
        """A label for each bar, where each is one whole number, or a truth; None leaves it to the
        axis."""
        found, array = self.histogram, self._array
        middles = found.edges[:-1] + 0.5
        is_each = found.is_of_whole_numbers and bool((np.diff(found.edges) == 1).all())
        if array is None or not is_each:
            return None
        names = [exact(array.dtype.type(one)) for one in middles]
        return [list(zip(middles, names, strict=True))] if len("".join(names)) < LETTERS else None

    def _point(self, place: object) -> None:
        self._say(self.histogram.bin_at(place.x()) if isinstance(place, QPointF) else None)

    def _step(self, _: int, by: int) -> None:
        """From bar to bar, from the first one on."""
        if by and (last := self.histogram.counts.size):
            self._say(0 if self._bin is None else min(max(self._bin + by, 0), last - 1))

    def _say(self, bin: int | None) -> None:
        self._bin = bin
        words = POINT if bin is None else self.histogram.words(bin)
        if not self.histogram.counts.size:
            words = "There are no finite numbers to count." if self._array is not None else ""
            words = "counting …" if self._work.is_busy else words
        self.line.setText(words)
        self.line.setProperty("role", "dim" if bin is None else "")
        restyle(self.line)
        edges = self.histogram.edges
        self.plot.show_mark(None if bin is None else float(edges[bin] / 2 + edges[bin + 1] / 2))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.plot.dress()
            self._draw()
