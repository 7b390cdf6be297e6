"""A slice of a tensor in colours, or as a picture, with the value under the mouse."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.axes import numbered
from app.results.colour_bar import ColourBar
from app.results.colours import Scale
from app.results.content import Content
from app.results.lit import Lit, boxes_of, through_lit
from app.results.picture import channel_axis, picture_of
from app.results.plane import PlaneView, thinned
from app.results.range_bar import RangeBar
from app.results.slice_bar import SliceBar
from app.results.slicing import for_picture
from app.results.tiling import joined, slices_of, tile_names
from app.results.writing import Numbers
from app.theme import restyle, theme
from blocks.viewing.figures import Figures, figures_of
from blocks.viewing.numbers import Array, exact
from blocks.viewing.tiles import Cell, Tiles, tiles_of

DRAWN_OF_TILES = 640
"""Cells of all slices together that are drawn along an axis: about what a screen has room for."""


POINT = "Point at a cell to read its value."


class Heatmap(QWidget):
    """A tensor as a heatmap by slices. `pointed` tells the index of a cell that the arrow keys have
    gone to, `clicked` the one of a cell that was clicked, or stood at when Enter was pressed."""

    pointed = Signal(tuple)
    clicked = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._array: Array | None = None
        self._figures: Figures | None = None
        self._is_gradient = False
        self._lit: Lit = ()
        self.tiles: Tiles | None = None
        self.bar = SliceBar(stacks=False, grids=True)
        self.bar.changed.connect(lambda _: self._draw())
        self.range = RangeBar()
        self.range.changed.connect(self._draw)
        self.plane = PlaneView()
        self.plane.pointed.connect(self._point)
        self.plane.clicked.connect(self._click)
        self.plane.stepped.connect(self._step)
        self.plane.entered.connect(self._enter)
        self._cell: Cell | None = None
        self.key = ColourBar()
        self.line = QLabel()
        self.line.setObjectName("value under the mouse")
        self.line.setContentsMargins(8, 2, 8, 4)
        self.note = QLabel()
        self.note.setProperty("role", "dim")
        self.note.setContentsMargins(8, 0, 8, 2)
        middle = QHBoxLayout()
        middle.addWidget(self.plane, 1)
        middle.addWidget(self.key)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(self.bar)
        lay.addWidget(self.range)
        lay.addLayout(middle, 1)
        lay.addWidget(self.note)
        lay.addWidget(self.line)
        self._point(None)

    def show_content(self, content: Content) -> None:
        """Show another tensor. The colours of a gradient have zero in their middle."""
        self._is_gradient = content.is_gradient
        before = self.bar.slicing if self._array is not None else None
        array = self._array = content.array
        self._figures = content.figures
        if array is not None:
            self.bar.set_slicing(for_picture(array.shape, content.names).kept_from(before))
        self._draw()

    def set_figures(self, figures: Figures) -> None:
        """The figures of the tensor shown, as soon as they are known."""
        self._figures = figures
        self._draw()

    def light(self, lit: Lit) -> None:
        """Have other cells outlined."""
        if lit != self._lit:
            self._lit = lit
            self._outline()

    def go_to_lit(self) -> None:
        """Show a slice that has lit cells."""
        if self._array is None or (found := through_lit(self._lit, self.bar.slicing)) is None:
            return
        if found[0] != self.bar.slicing:
            self.bar.set_slicing(found[0])
            self._draw()

    def _outline(self) -> None:
        slicing = self.bar.slicing
        is_there = self._array is not None and not slicing.is_empty
        tiled = None if self.tiles is None else self.bar.tiled
        lit = self._lit if is_there else ()
        apart, around = (
            boxes_of(lit, slicing, tiled, self.tiles, together=together)
            for together in (False, True)
        )
        self.plane.show_boxes(apart, around)

    @property
    def scale(self) -> Scale:
        """The scale in use."""
        return self.key.scale

    def _draw(self) -> None:
        array, slicing = self._array, self.bar.slicing
        if array is None or slicing.is_empty:
            self.tiles = None
            self.plane.clear()
            self.key.hide()
            self.note.setText("There are no elements." if array is not None else "")
            self.note.setVisible(array is not None)
            return
        tiled = self.bar.tiled
        self.tiles = None
        if tiled is None:
            steps = thinned((slicing.row_count, slicing.column_count))
            few = slicing.plane(array)[None, :: steps[0], :: steps[1]]
        else:
            cells = slicing.row_count, slicing.column_count
            first = slicing.at[tiled]
            self.tiles = tiles_of(slicing.shape[tiled], first, *cells, DRAWN_OF_TILES)
            steps = self.tiles.step, self.tiles.step
            few = slices_of(array, slicing, tiled, self.tiles)
        channels = channel_axis(slicing)
        channels = None if channels == tiled else channels
        likely = array.dtype == np.uint8 and channels is not None and array.shape[channels] == 3
        self.range.set_picture_possible(channels is not None, likely=likely)
        of_slice = self.range.follows_slice or self._figures is None
        figures = figures_of(few) if of_slice else self._figures
        assert figures is not None
        as_picture = self.range.as_picture and channels is not None
        scale = self.range.scale(figures, as_picture, is_gradient=self._is_gradient)
        if as_picture:
            assert channels is not None
            paints = self._pictures(channels, scale, *steps)
        else:
            paints = scale.paint(few, theme().is_dark)
        self._show(paints, None if as_picture or max(steps) > 1 else few)
        self.key.show_scale(scale, _special(self._figures or figures))
        self.key.setVisible(not as_picture)
        self._outline()
        self.note.setText(self._left_out(*steps))
        self.note.setVisible(bool(self.note.text()))

    def _pictures(self, channels: int, scale: Scale, rows: int, columns: int) -> Array:
        """Each slice as a picture."""
        assert self._array is not None
        slicing, tiled, tiles = self.bar.slicing, self.bar.tiled, self.tiles
        every = [slicing]
        if tiles is not None and tiled is not None:
            places = range(tiles.first, tiles.first + tiles.count)
            every = [slicing.with_index(tiled, place) for place in places]
        made = [picture_of(self._array, one, channels, scale, rows, columns) for one in every]
        return np.stack(made)

    def _show(self, paints: Array, numbers: Array | None) -> None:
        """Draw slices, with their numbers if those are given and have room."""
        slicing, tiled, tiles = self.bar.slicing, self.bar.tiled, self.tiles
        corners = [(0, 0)] if tiles is None else tiles.corners()
        written = None if numbers is None else Numbers(numbers, paints, corners)
        if tiles is None or tiled is None:
            self.plane.show_paint(paints[0], slicing, written)
        else:
            names = tile_names(tiles, slicing.names[tiled])
            self.plane.show_tiles(joined(tiles, paints), tiles, names, written)
        self._mark()

    def _left_out(self, rows: int, columns: int) -> str:
        """What is not drawn, in words."""
        tiles, tiled, parts = self.tiles, self.bar.tiled, []
        if tiles is not None and tiled is not None:
            size, name = self.bar.slicing.shape[tiled], self.bar.slicing.names[tiled]
            if size > tiles.count:
                last = tiles.first + tiles.count - 1
                parts.append(f"Shown: {name} from {tiles.first} to {last}, of {size:,}.")
        return " ".join((*parts, _thinned_words(rows, columns))).strip()

    def _point(self, place: object) -> None:
        cell = self._cell_at(place) if isinstance(place, QPointF) else None
        self._say(None if cell is None else self._index_of(cell))

    def _say(self, index: tuple[int, ...] | None) -> None:
        self.line.setText(POINT if index is None else self._words(index))
        self.line.setProperty("role", "dim" if index is None else "")
        restyle(self.line)

    def _click(self, place: QPointF) -> None:
        if (cell := self._cell_at(place)) is not None:
            self._cell = cell
            self._mark()
            self.clicked.emit(self._index_of(cell))

    def _cell_at(self, place: QPointF) -> Cell | None:
        """The slice, row and column at a place of the plane."""
        slicing = self.bar.slicing
        if self._array is None or slicing.is_empty:
            return None
        row, column = round(place.y()), round(place.x())
        if self.tiles is not None:
            return self.tiles.cell_at(row, column)
        is_in = 0 <= row < slicing.row_count and 0 <= column < slicing.column_count
        return (0, row, column) if is_in else None

    def _index_of(self, cell: Cell) -> tuple[int, ...]:
        """Where in the tensor a cell of a slice is."""
        slicing, (tile, row, column) = self.bar.slicing, cell
        if self.tiles is not None and self.bar.tiled is not None:
            slicing = slicing.with_index(self.bar.tiled, self.tiles.first + tile)
        return slicing.index(row, column)

    # ---- by keyboard --------------------------------------------------------------------

    def _step(self, down: int, across: int) -> None:
        """Go on by so many cells; the first of all is where one begins."""
        slicing, before = self.bar.slicing, self._cell
        if self._array is None or slicing.is_empty:
            return
        self._cell = self._tiles.stepped(*before, down, across) if before else (0, 0, 0)
        self._mark()
        index = self._index_of(self._cell)
        self._say(index)
        self.pointed.emit(index)

    def _enter(self) -> None:
        if self._cell is not None:
            self.clicked.emit(self._index_of(self._cell))

    def _mark(self) -> None:
        """Show which cell the keys are at, as far as there is such a one now."""
        if self._cell is None:
            self.plane.show_here(None)
            return
        tiles = self._tiles
        self._cell = tile, row, column = tiles.stepped(*self._cell, 0, 0)
        top, left = (0, 0) if self.tiles is None else tiles.corner(tile)
        self.plane.show_here((top + row, left + column))

    @property
    def _tiles(self) -> Tiles:
        """The slices that are seen, be it one alone."""
        return self.tiles or Tiles(1, self.bar.slicing.row_count, self.bar.slicing.column_count)

    def _words(self, index: tuple[int, ...]) -> str:
        assert self._array is not None
        names = self.bar.slicing.names
        words = f"[{', '.join(map(str, index))}]  =  {exact(self._array[index])}"
        if names == numbered(len(names)):
            return words
        axes = "  ".join(f"{name} {at}" for name, at in zip(names, index, strict=True))
        return f"{words}      {axes}"

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.plane.dress()
            self._draw()


def _special(figures: Figures) -> tuple[str, ...]:
    nans = ("NaN",) if figures.nans else ()
    return (*nans, "inf", "-inf") if figures.infinities else nans


def _thinned_words(rows: int, columns: int) -> str:
    parts = [
        f"one {what} in {step}" for what, step in (("row", rows), ("column", columns)) if step > 1
    ]
    return f"Too large to draw whole: {' and '.join(parts)} is drawn." if parts else ""
