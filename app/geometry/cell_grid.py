"""A grid of cells with rulers, as large as fits or scrolled; only what is seen is drawn."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from app import theme
from app.geometry.cell_painting import (
    TOP,
    WRITTEN,
    Texts,
    paint_cells,
    paint_rulers,
    paint_texts,
)
from app.geometry.paints import Colours
from app.keys.arrows import arrow_step

SMALLEST, LARGEST = 4, 40
"""The side of a cell in pixels, where it is chosen so that all cells fit."""


class CellGrid(QAbstractScrollArea):
    """Cells of the positions `rows` and `columns`. What is in them a kind of grid says itself."""

    pointed = Signal(int, int)  # a cell was clicked, or the mouse dragged to it
    stepped = Signal(int, int)  # rows and columns, by the arrow keys
    turned = Signal(int)  # -1 or 1, by Page Up and Page Down: along the axis that is not shown
    sent = Signal(int)  # -1 or 1, by Home and End: to the first or the last window

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows, self.columns = range(0), range(0)
        self._chosen: int | None = None
        self._cell = LARGEST
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(90, 90)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(False)

    def sizeHint(self) -> QSize:
        """No more than it needs, so that in a low dock the sliders are seen below it, too; where
        there is room, the layout gives it all of that."""
        return self.minimumSize()

    # ---- what a kind of grid says -------------------------------------------------------------

    def colours(self, rows: range, columns: range) -> Colours:
        """The colours of a part, as bytes [rows, columns, 3]."""
        raise NotImplementedError

    def texts(self, rows: range, columns: range) -> Texts | None:
        """What stands in the cells of a part, if anything does."""
        raise NotImplementedError

    def decorate(self, painter: QPainter) -> None:
        """Draw over the cells, in pixels of the viewport."""

    def words_at(self, row: int, column: int) -> str:
        """The tool tip of a cell."""
        raise NotImplementedError

    # ---- where cells are ----------------------------------------------------------------------

    @property
    def cell(self) -> int:
        """The side of a cell in pixels."""
        return self._cell

    @property
    def left(self) -> int:
        """The room for the numbers of the rows."""
        ends = (self.rows[0], self.rows[-1]) if self.rows else (0,)
        metrics = self.fontMetrics()
        return 6 + max(metrics.horizontalAdvance(str(one)) for one in ends)

    def show_extent(self, rows: range, columns: range) -> None:
        """Have other rows and columns."""
        if (rows, columns) != (self.rows, self.columns):
            self.rows, self.columns = rows, columns
            self._fit()

    def rect_of(self, rows: range, columns: range) -> QRect:
        """Where a block of cells is in the viewport, as far as it goes."""
        first_row, first_column = self._first()
        cell = self._cell
        return QRect(
            self.left + (columns.start - first_column) * cell,
            TOP + (rows.start - first_row) * cell,
            (columns.stop - columns.start) * cell,
            (rows.stop - rows.start) * cell,
        )

    def cell_at(self, place: QPoint) -> tuple[int, int] | None:
        """The cell at a place of the viewport."""
        first_row, first_column = self._first()
        row = first_row + (place.y() - TOP) // self._cell
        column = first_column + (place.x() - self.left) // self._cell
        if place.x() < self.left or place.y() < TOP:
            return None
        return (row, column) if row in self.rows and column in self.columns else None

    def bring_to_sight(self, rows: range, columns: range) -> None:
        """Scroll until a block of cells is seen in the middle, if it is not seen whole."""
        seen_rows, seen_columns = self.seen()
        for bar, wanted, seen, all_cells in (
            (self.verticalScrollBar(), rows, seen_rows, self.rows),
            (self.horizontalScrollBar(), columns, seen_columns, self.columns),
        ):
            whole = bar.pageStep()
            if wanted.start < seen.start or wanted.stop > seen.start + whole:
                spare = max(0, whole - (wanted.stop - wanted.start))
                bar.setValue(wanted.start - all_cells.start - spare // 2)

    def seen(self) -> tuple[range, range]:
        """The rows and columns that are seen, if only in part."""
        first_row, first_column = self._first()
        room = self.viewport().size()
        rows = -(-(room.height() - TOP) // self._cell)
        columns = -(-(room.width() - self.left) // self._cell)
        return (
            range(first_row, min(self.rows.stop, first_row + max(0, rows))),
            range(first_column, min(self.columns.stop, first_column + max(0, columns))),
        )

    def _first(self) -> tuple[int, int]:
        return (
            self.rows.start + self.verticalScrollBar().value(),
            self.columns.start + self.horizontalScrollBar().value(),
        )

    def _fit(self) -> None:
        """Choose the side of the cells, and how far there is to scroll."""
        room = self.maximumViewportSize()
        wide, high = room.width() - self.left - 2, room.height() - TOP - 2
        across, down = len(self.columns) or 1, len(self.rows) or 1
        fitting = max(SMALLEST, min(LARGEST, wide // across, high // down))
        self._cell = fitting if self._chosen is None else self._chosen
        for bar, room_there, count in (
            (self.verticalScrollBar(), high, down),
            (self.horizontalScrollBar(), wide, across),
        ):
            whole = max(1, room_there // self._cell)
            bar.setRange(0, max(0, count - whole))
            bar.setPageStep(whole)
        self.viewport().update()

    def zoom(self, steps: int) -> None:
        """Make cells larger or smaller; 0 lets them fit again."""
        grown = self._cell + steps * max(1, self._cell // 4)
        self._chosen = max(SMALLEST, min(2 * LARGEST, grown)) if steps else None
        self._fit()

    # ---- events -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if (move := arrow_step(key)) is not None:
            self.stepped.emit(*move)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.sent.emit(1 if key == Qt.Key.Key_End else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0):
            self.zoom({Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}.get(Qt.Key(key), 1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._point(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event)

    def _point(self, event: QMouseEvent) -> None:
        if (cell := self.cell_at(event.position().toPoint())) is not None:
            self.pointed.emit(*cell)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos())
            QToolTip.showText(event.globalPos(), self.words_at(*cell) if cell else "", self)
            return True
        return super().viewportEvent(event)

    # ---- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        now = theme.theme()
        painter.fillRect(self.viewport().rect(), theme.colour(now.window))
        rows, columns = self.seen()
        if rows and columns:
            corner = self.rect_of(rows, columns).topLeft()
            paint_rulers(painter, corner, self._cell, rows, columns)
            painter.setClipRect(self.viewport().rect().adjusted(self.left, TOP, 0, 0))
            colours = np.ascontiguousarray(self.colours(rows, columns))
            paint_cells(painter, corner, self._cell, colours)
            self.decorate(painter)
            if self._cell >= WRITTEN and (texts := self.texts(rows, columns)) is not None:
                paint_texts(painter, corner, self._cell, texts, colours)
        if self.hasFocus():
            painter.setClipping(False)
            painter.setPen(QPen(theme.colour(now.accent), 1))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
