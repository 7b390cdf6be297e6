"""The two grids: the padded input with the window over it, and the outputs of all windows."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QRegion
from PySide6.QtWidgets import QWidget

from app import theme
from app.geometry.cell_grid import CellGrid
from app.geometry.cell_painting import LINED, Texts
from app.geometry.legend import Entry
from app.geometry.paints import STEPS, Colours, Paints
from app.geometry.scene import IN_COVERAGE, Scene
from blocks.geometry import SpatialAxis
from blocks.geometry.axis import Counts
from blocks.geometry.words import taps_words

LOOKED_AT = 4096
"""Of a longer axis so many cells tell what the most taps are, and whether some have none."""


class InputGrid(CellGrid):
    """The padded input: the window's taps on it, or how many taps reach each cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: Scene | None = None

    def show_scene(self, scene: Scene) -> None:
        """Show another scene."""
        self.scene = scene
        self.show_extent(scene.row_axis.padded, scene.column_axis.padded)
        if scene.window is not None:
            spans = (
                _span(scene.row_axis, scene.window[0]),
                _span(scene.column_axis, scene.window[1]),
            )
            self.bring_to_sight(*spans)
        self.viewport().update()

    def colours(self, rows: range, columns: range) -> Colours:
        assert self.scene is not None
        scene, plane = self.scene, self.scene.plane
        found = Paints(theme.theme(), scene.crops)
        if scene.mode == IN_COVERAGE:
            most = _most(scene.row_axis) * _most(scene.column_axis)
            if scene.held_axis is not None:
                most *= _most(scene.held_axis)
            shades: Colours = found.of_counts()[_steps(plane.coverage(rows, columns), most)]
            return shades
        kinds: Colours = found.of_kinds()[plane.cells(rows, columns, scene.window)]
        return kinds

    def texts(self, rows: range, columns: range) -> Texts | None:
        assert self.scene is not None
        scene = self.scene
        if scene.mode == IN_COVERAGE:
            return [list(map(str, line)) for line in scene.plane.coverage(rows, columns).tolist()]
        if scene.window is None or not _is_tapped(scene):
            return None
        down = _tap_numbers(scene.row_axis, scene.window[0], rows)
        across = _tap_numbers(scene.column_axis, scene.window[1], columns)
        return [[f"{a},{b}" if a and b else "" for b in across] for a in down]

    def decorate(self, painter: QPainter) -> None:
        assert self.scene is not None
        scene, now = self.scene, theme.theme()
        rows, columns = scene.row_axis, scene.column_axis
        inside = self.rect_of(range(rows.input), range(columns.input))
        if (held := scene.held_axis) is not None and not 0 <= scene.position < held.input:
            inside.setSize(inside.size() * 0)
        whole = self.rect_of(rows.padded, columns.padded)
        if whole != inside:
            painter.save()
            region = QRegion(whole.intersected(self.viewport().rect())) - QRegion(inside)
            painter.setClipRegion(region, Qt.ClipOperation.IntersectClip)
            hatch = theme.colour(Paints(now, scene.crops).hatch, 0.45)
            painter.fillRect(region.boundingRect(), QBrush(hatch, Qt.BrushStyle.BDiagPattern))
            painter.restore()
            painter.setPen(QPen(theme.colour(now.text), 1))
            painter.drawRect(inside)
        if scene.window is not None:
            self._frame_window(painter, scene, scene.window)

    def _frame_window(self, painter: QPainter, scene: Scene, at: tuple[int, int]) -> None:
        """The window's edge, and where cells are lined a frame around each tap."""
        accent = theme.colour(theme.theme().accent)
        rows, columns = _span(scene.row_axis, at[0]), _span(scene.column_axis, at[1])
        pen = QPen(accent, 2)
        if not _is_tapped(scene):
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRect(self.rect_of(rows, columns))
        if scene.mode != IN_COVERAGE or self.cell < LINED or not _is_tapped(scene):
            return
        painter.setPen(QPen(accent, 1))
        seen_rows, seen_columns = self.seen()
        for row in _within(scene.row_axis.positions(at[0]), seen_rows):
            for column in _within(scene.column_axis.positions(at[1]), seen_columns):
                one = self.rect_of(range(row, row + 1), range(column, column + 1))
                painter.drawRect(one.adjusted(2, 2, -2, -2))

    def words_at(self, row: int, column: int) -> str:
        assert self.scene is not None
        scene = self.scene
        place = f"{scene.row_axis.noun} {row}, {scene.column_axis.noun} {column}"
        one = range(row, row + 1), range(column, column + 1)
        count = taps_words(int(scene.plane.coverage(*one)[0, 0]))
        is_inside = 0 <= row < scene.row_axis.input and 0 <= column < scene.column_axis.input
        return f"{place}{'' if is_inside else ', padding'}: reached by {count}"


class OutputGrid(CellGrid):
    """One cell for each window; the one of this window is lit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: Scene | None = None

    def show_scene(self, scene: Scene) -> None:
        """Show another scene."""
        self.scene = scene
        held = scene.held_axis
        is_there = held is None or held.outputs
        rows, columns = scene.row_axis.outputs, scene.column_axis.outputs
        self.show_extent(range(rows if is_there else 0), range(columns if is_there else 0))
        if (at := scene.window) is not None:
            self.bring_to_sight(range(at[0], at[0] + 1), range(at[1], at[1] + 1))
        self.viewport().update()

    def colours(self, rows: range, columns: range) -> Colours:
        assert self.scene is not None
        scene = self.scene
        found = Paints(theme.theme(), scene.crops)
        if scene.mode == IN_COVERAGE:
            most = scene.row_axis.taps * scene.column_axis.taps
            if scene.held_axis is not None:
                most *= scene.held_axis.taps
            shades: Colours = found.of_counts()[_steps(scene.plane.inside(rows, columns), most)]
            return shades
        kinds = np.full((len(rows), len(columns)), 3, np.uint8)
        if (at := scene.window) is not None and at[0] in rows and at[1] in columns:
            kinds[at[0] - rows.start, at[1] - columns.start] = 15
        shown: Colours = found.of_kinds()[kinds]
        return shown

    def texts(self, rows: range, columns: range) -> Texts | None:
        assert self.scene is not None
        if self.scene.mode != IN_COVERAGE:
            return None
        return [list(map(str, line)) for line in self.scene.plane.inside(rows, columns).tolist()]

    def decorate(self, painter: QPainter) -> None:
        assert self.scene is not None
        if (at := self.scene.window) is not None:
            painter.setPen(QPen(theme.colour(theme.theme().accent), 2))
            painter.drawRect(self.rect_of(range(at[0], at[0] + 1), range(at[1], at[1] + 1)))

    def words_at(self, row: int, column: int) -> str:
        assert self.scene is not None
        scene = self.scene
        count = scene.plane.inside(range(row, row + 1), range(column, column + 1))[0, 0]
        return (
            f"{scene.row_axis.noun} {row}, {scene.column_axis.noun} {column}: "
            f"{taps_words(int(count))} within the input"
        )


def legend_of(scene: Scene) -> list[Entry]:
    """The colours that mean something in a scene, with their words."""
    axes = scene.geometry.axes
    found = Paints(theme.theme(), scene.crops)
    hatched = [(found.padding, found.hatch)] if any(p for axis in axes for p in axis.pads) else []
    has_unreached = any((axis.coverage(_first(axis)) == 0).any() for axis in axes)
    if scene.mode == IN_COVERAGE:
        told = [Entry(found.unreached, "no tap")] if has_unreached else []
        told.append(Entry(found.most, "most taps"))
        words = "cropped" if scene.crops else "padding"
        return told + [Entry(paint, words, hatch) for paint, hatch in hatched]
    told = [Entry(found.tap, "tap")]
    if any(axis.dilation > 1 for axis in axes):
        told.append(Entry(found.gap, "gap between taps"))
    padding = "cropped" if scene.crops else "padding, zeros"
    told += [Entry(paint, padding, hatch) for paint, hatch in hatched]
    if has_unreached:
        told.append(Entry(found.unreached, "no tap: 0" if scene.crops else "never read"))
    return told


def _span(axis: SpatialAxis, target: int) -> range:
    taps = axis.positions(target)
    return range(taps[0], taps[-1] + 1)


def _is_tapped(scene: Scene) -> bool:
    """Whether the plane that is shown is one that the window has taps in."""
    held = scene.held_axis
    if held is None or scene.held is None:
        return True
    return scene.position in held.positions(scene.at[scene.held])


def _tap_numbers(axis: SpatialAxis, target: int, part: range) -> list[str]:
    """For each position of a part the number of the tap that is there, or nothing."""
    taps = axis.positions(target)
    return [str(taps.index(at)) if at in taps else "" for at in part]


def _within(taps: range, part: range) -> list[int]:
    return [at for at in part if at in taps]


def _most(axis: SpatialAxis) -> int:
    """As many taps as reach any cell at most, or nearly."""
    return max(1, int(axis.coverage(_first(axis)).max(initial=1)))


def _first(axis: SpatialAxis) -> range:
    """So much of the input as tells of the rest."""
    return range(min(axis.input, LOOKED_AT))


def _steps(counts: Counts, most: int) -> Counts:
    """The places of counts in the table of colours."""
    steps: Counts = np.clip(-(-counts * STEPS // max(1, most)), 0, STEPS)
    return steps
