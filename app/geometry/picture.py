"""The two grids of a block with all that is around them: modes, sliders, colours, words."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.geometry.cell_grid import CellGrid
from app.geometry.controls import Controls
from app.geometry.grids import InputGrid, OutputGrid, legend_of
from app.geometry.legend import Legend
from app.geometry.scene import IN_COVERAGE, IN_FORWARD, MODES, Scene
from app.theme import restyle
from blocks.geometry import Geometry, coverage_words
from blocks.geometry.words import MAKES, padding_words, sizes_words, window_words

WORDS_HIGH, WORDS_SHARE = (54, 150), 0.18
"""The words get so many pixels at least and at most, and so much of the height between."""


class Picture(QWidget):
    """Shows one geometry at a time, or a notice where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: Scene | None = None
        self._geometry: Geometry | None = None
        self.heading = _label("heading")
        self.fault = _label("error")
        self.modes = QTabBar()
        self.modes.setAccessibleName("What is shown")
        self.modes.setDrawBase(False)
        self.modes.setExpanding(False)
        for name in MODES:
            self.modes.addTab(name)
        self.input_grid, self.output_grid = InputGrid(), OutputGrid()
        self.titles = _label("dim"), _label("dim")
        self._grids = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._grids.setContentsMargins(8, 0, 8, 0)
        for title, grid in zip(self.titles, (self.input_grid, self.output_grid), strict=True):
            title.setWordWrap(False)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(title)
            column.addWidget(grid, 1)
            self._grids.addLayout(column)
        self.controls, self.legend = Controls(), Legend()
        self.words = _label("")
        self.words.setContentsMargins(8, 0, 8, 4)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words = QScrollArea()
        self._words.setWidgetResizable(True)
        self._words.setFrameShape(QScrollArea.Shape.NoFrame)
        self._words.setAccessibleName("The geometry in words")
        self._words.setWidget(self.words)
        self.notice = _label("dim")
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.notice.setContentsMargins(20, 20, 20, 20)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._drawn())
        self._stack.addWidget(self.notice)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 6, 0, 0)
        lay.setSpacing(4)
        for widget in (self.heading, self.fault):
            widget.setContentsMargins(8, 0, 8, 0)
            lay.addWidget(widget)
        lay.addWidget(self._stack, 1)
        self._join()

    def _drawn(self) -> QWidget:
        """All that is drawn. Where the dock is lower than it needs, it scrolls, for else one thing
        would lie over another."""
        page = QWidget()
        lay = QVBoxLayout(page)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(4)
        lay.addWidget(self.modes)
        lay.addLayout(self._grids, 1)
        for widget in (self.controls, self.legend, self._words):
            lay.addWidget(widget)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area

    def _join(self) -> None:
        self.modes.currentChanged.connect(self._choose_mode)
        for grid in (self.input_grid, self.output_grid):
            grid.stepped.connect(self._step)
            grid.turned.connect(self._turn)
            grid.sent.connect(self._send)
        self.input_grid.pointed.connect(self._point_at_input)
        self.output_grid.pointed.connect(self._point_at_output)
        self.controls.moved.connect(
            lambda axis, target: self._change(self._now().moved(axis, target))
        )
        self.controls.placed.connect(lambda place: self._change(self._now().on_plane(place)))
        self.controls.held.connect(lambda axis: self._change(self._now().holding(axis)))

    # ---- showing ------------------------------------------------------------------------------

    def show_geometry(self, geometry: Geometry, name: str) -> None:
        """Show the geometry of a block."""
        self.heading.setText(f"{name}: {geometry.member.op}, {MAKES[geometry.member.role]}")
        self.fault.setText(geometry.fault)
        self.fault.setVisible(bool(geometry.fault))
        self.heading.show()
        if not geometry.axes:
            lacks = "\n".join(geometry.lacks) or "Sizes that do not fit have no picture."
            self._show_words(lacks)
            return
        self._stack.setCurrentIndex(0)
        if geometry == self._geometry:
            return
        # Coverage is kept from block to block; else a gradient is shown as one.
        kept = self.scene is not None and self.scene.mode == IN_COVERAGE
        same = self._geometry is not None and self._geometry.block == geometry.block
        mode = self.scene.mode if self.scene is not None and (kept or same) else None
        self._geometry = geometry
        self._change(Scene.of(geometry, mode, self.scene))

    def show_notice(self, words: str) -> None:
        """Show words alone, as there is no block to be shown."""
        self.heading.hide()
        self.fault.hide()
        self._show_words(words)

    def _show_words(self, words: str) -> None:
        self._geometry = None
        self.notice.setText(words)
        self._stack.setCurrentIndex(1)

    def dress(self) -> None:
        """Another theme is in use."""
        if self.scene is not None:
            self.legend.show_entries(legend_of(self.scene))

    def _change(self, scene: Scene) -> None:
        self.scene = scene
        with QSignalBlocker(self.modes):
            self.modes.setCurrentIndex(scene.mode)
        self.input_grid.show_scene(scene)
        self.output_grid.show_scene(scene)
        self.controls.show_scene(scene)
        self.legend.show_entries(legend_of(scene))
        for title, words in zip(self.titles, scene.titles, strict=True):
            title.setText(words)
        self.input_grid.setAccessibleName(scene.titles[0])
        self.output_grid.setAccessibleName(scene.titles[1])
        self._share_room(scene)
        self._say(scene)

    def _share_room(self, scene: Scene) -> None:
        """The larger grid gets more room, but not all of it."""
        larger = len(scene.column_axis.padded) or 1
        smaller = scene.column_axis.outputs or 1
        share = max(35, min(75, 100 * larger // (larger + smaller)))
        self._grids.setStretch(0, share)
        self._grids.setStretch(1, 100 - share)

    def _say(self, scene: Scene) -> None:
        axes = scene.geometry.axes
        lines = [padding_words(axes, scene.crops)]
        if scene.window is not None and scene.mode != IN_COVERAGE:
            lines.insert(0, window_words(scene.geometry, scene.at, scene.mode == IN_FORWARD))
        if scene.mode == IN_COVERAGE or scene.window is None:
            lines += coverage_words(axes)
        lines += [f"{axis.name.capitalize()}: {sizes_words(axis)}." for axis in axes]
        if scene.mode == IN_COVERAGE:
            lines = [*lines[1:], lines[0]]
        words = "\n".join(lines)
        if words == self.words.text():
            return
        self.words.setText(words)
        for grid in (self.input_grid, self.output_grid):
            grid.setAccessibleDescription(lines[0])
            if grid.hasFocus():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(grid, lines[0]))

    # ---- moving -------------------------------------------------------------------------------

    def _now(self) -> Scene:
        assert self.scene is not None  # nothing that moves it is seen without one
        return self.scene

    def _choose_mode(self, mode: int) -> None:
        self._change(self._now().in_mode(mode))

    def _step(self, down: int, across: int) -> None:
        scene = self._now()
        at = list(scene.at)
        at[scene.rows] += down
        at[scene.columns] += across
        self._change(scene.moved_to(tuple(at)))

    def _turn(self, steps: int) -> None:
        scene = self._now()
        if scene.held is not None:
            self._change(scene.moved(scene.held, scene.at[scene.held] + steps))

    def _send(self, side: int) -> None:
        scene = self._now()
        axis = scene.column_axis
        self._change(scene.moved(scene.columns, axis.outputs - 1 if side > 0 else 0))

    def _point_at_input(self, row: int, column: int) -> None:
        scene = self._now()
        at = list(scene.at)
        at[scene.rows] = scene.row_axis.target_over(row)
        at[scene.columns] = scene.column_axis.target_over(column)
        self._change(scene.moved_to(tuple(at)))

    def _point_at_output(self, row: int, column: int) -> None:
        scene = self._now()
        at = list(scene.at)
        at[scene.rows], at[scene.columns] = row, column
        self._change(scene.moved_to(tuple(at)))

    # ---- layout -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least, most = WORDS_HIGH
        self._words.setFixedHeight(max(least, min(most, int(self.height() * WORDS_SHARE))))
        high = self.height() > 1.9 * self.width()
        way = QBoxLayout.Direction.TopToBottom if high else QBoxLayout.Direction.LeftToRight
        self._grids.setDirection(way)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 200)

    @property
    def grids(self) -> tuple[CellGrid, CellGrid]:
        """The input's and the output's."""
        return self.input_grid, self.output_grid


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    restyle(label)
    return label
