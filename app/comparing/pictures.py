"""Two tensors as heatmaps that show the same part of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.comparing.controls import DIFFERENCE, FLIP, SIDE_BY_SIDE
from app.comparing.sides import Prepared
from app.results.content import NOTHING, Content
from app.results.elided import ElidedLabel
from kernels.tracing.region import Region

if TYPE_CHECKING:
    from app.results.heatmap import Heatmap
    from app.results.slicing import Slicing
    from blocks.viewing.figures import Figures
    from blocks.viewing.numbers import Array

Names = tuple[str, ...]
Index = tuple[int, ...]

WIDE = 620
"""From this width on two heatmaps have room beside one another; else one is under the other."""


LEAST = 150
"""The height from which on a heatmap can be read, in pixels."""


class Pictures(QWidget):
    """Both side by side, one of them, or their difference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prepared: Prepared | None = None
        self._titles = ("", "")
        self._names: tuple[Names, Names] = ((), ())
        self._way = SIDE_BY_SIDE
        self._flipped = False
        self._places: tuple[_Place, _Place] | None = None
        self.setMinimumWidth(1)  # as narrow as the dock is, whatever the fields would like
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self._splitter)

    @property
    def places(self) -> tuple[_Place, _Place]:
        """The two heatmaps with their titles, made at the first call."""
        if self._places is None:
            first, second = self._places = (_Place(), _Place(leads=False))
            second.heatmap.range.follow(first.heatmap.range)
            for place, other in ((first, second), (second, first)):
                self._splitter.addWidget(place)
                place.heatmap.bar.changed.connect(other.show_slicing)
                place.heatmap.clicked.connect(self._click)
            self._arrange()
        return self._places

    def show_prepared(
        self, prepared: Prepared | None, titles: tuple[str, str], names: tuple[Names, Names]
    ) -> None:
        """Have other tensors to show. `show_way` shows them."""
        self._prepared, self._titles, self._names = prepared, titles, names
        for place in self._places or ():
            place.heatmap.light(())
        if prepared is None and self._places is not None:
            for place in self._places:
                place.show_nothing()

    def go_to(self, index: Index) -> None:
        """Show the part that a number is in, in both, with a frame around it."""
        first, second = self.places
        slicing = first.heatmap.bar.slicing
        if len(slicing.shape) != len(index):
            return
        for axis in slicing.fixed:
            slicing = slicing.with_index(axis, index[axis])
        first.go_to(slicing)
        cell = Region(tuple(range(at, at + 1) for at in index))
        for place in (first, second):
            place.heatmap.light((cell,))

    def show_way(self, way: str) -> None:
        """Show them in a way; flipping once more shows the other one."""
        self._flipped = way == FLIP and self._way == FLIP and not self._flipped
        self._way = way
        self._show()

    def flip(self) -> None:
        """Show the other one, where one is seen at a time."""
        if self._way == FLIP:
            self.show_way(FLIP)

    def _click(self, _: object) -> None:
        self.flip()

    def _show(self) -> None:
        prepared = self._prepared
        if prepared is None:
            return
        first, second = self.places
        second.setVisible(self._way == SIDE_BY_SIDE)
        if self._way == DIFFERENCE and prepared.apart is not None:
            first.title.show_text("A − B", f"{self._titles[0]} − {self._titles[1]}")
            first.heatmap.show_content(
                Content(prepared.apart, self._names[0], prepared.apart_figures, is_gradient=True)
            )
            return
        at = int(self._flipped)
        self._put(first, at)
        if self._way == SIDE_BY_SIDE:
            self._put(second, 1)
            second.show_slicing(first.heatmap.bar.slicing)

    def _put(self, place: _Place, at: int) -> None:
        assert self._prepared is not None
        words = f"{'AB'[at]}   {self._titles[at]}"
        place.title.show_text(words, words)
        array = self._prepared.other if at else self._prepared.one
        place.show_array(array, self._names[at], self._prepared.figures[at])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        across = self.width() >= WIDE
        way = Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical
        if self._splitter.orientation() != way:
            self._splitter.setOrientation(way)


class _Place(QWidget):
    """A heatmap under a title. One that does not lead shows the part and the range that the other
    one does, and has no fields of its own for them."""

    def __init__(self, *, leads: bool = True) -> None:
        super().__init__()
        self._leads = leads
        # Here, for what it plots with takes a tenth of a second and more to load.
        from app.results.heatmap import Heatmap

        self.title = ElidedLabel()
        self.title.setContentsMargins(10, 4, 8, 0)
        self.title.setProperty("role", "heading")
        self.heatmap: Heatmap = Heatmap(self)
        self.heatmap.plane.setMinimumHeight(LEAST)
        lay = self._lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(2)
        lay.addWidget(self.title)
        lay.addWidget(self.heatmap, 1)
        # Below the picture: a low dock has room for one of the two.
        lay.addWidget(self.heatmap.bar)
        lay.addWidget(self.heatmap.range)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            # The fields wrap where it is narrow, of which a splitter knows nothing.
            self.setMinimumHeight(max(0, self._lay.minimumHeightForWidth(self.width())))
        return done

    def show_array(self, array: Array, names: tuple[str, ...], figures: Figures) -> None:
        """Show a tensor."""
        self.heatmap.show_content(Content(array, names, figures))
        self._hide_fields()

    def _hide_fields(self) -> None:
        """They come back where a tensor has other axes than the one before."""
        if not self._leads:
            self.heatmap.bar.hide()
            self.heatmap.range.hide()

    def show_slicing(self, slicing: Slicing) -> None:
        """Show the part that was chosen for the other one, if there is the same here."""
        if slicing.shape == self.heatmap.bar.slicing.shape:
            self.go_to(slicing)

    def go_to(self, slicing: Slicing) -> None:
        """Show another part, and tell whoever follows."""
        bar = self.heatmap.bar
        if slicing != bar.slicing:
            bar.set_slicing(slicing)
            bar.changed.emit(slicing)
            self._hide_fields()

    def show_nothing(self) -> None:
        """Let go of the tensor."""
        self.heatmap.show_content(NOTHING)
