"""How the cells of a plane are painted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from app.results.colours import scale_of
from app.theme import colour, lit_ground, theme
from app.tracing.fit import Fit
from app.tracing.sight import Sight
from blocks.viewing.numbers import Array, as_float

UNLIT = 0.3
"""How much of its colour a coloured cell has that is not lit."""

NOT_FINITE = ("nan", "inf", "-inf")
"""As numbers are written that make a sum none."""

OUTLINED = 6
"""Coloured cells of at least so many pixels are outlined one by one where they are lit."""


def paint_edges(painter: QPainter, fit: Fit) -> None:
    """The numbers of rows and columns, of as many as find room."""
    painter.setPen(colour(theme().dim))
    metrics = painter.fontMetrics()
    needed = metrics.horizontalAdvance(str(max(fit.columns, default=0))) + 6
    for column in fit.columns[:: max(1, -int(-needed // fit.wide))]:
        cell = fit.rect(fit.rows.start, column)
        room = QRectF(cell.center().x() - needed / 2, 0, needed, fit.top - 2)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(column))
    if fit.left < 2:
        return
    beside = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for row in fit.rows[:: max(1, -int(-metrics.height() // fit.high))]:
        middle = fit.rect(row, fit.columns.start).center().y()
        room = QRectF(0, middle - metrics.height() / 2, fit.left - 5, metrics.height())
        painter.drawText(room, beside, str(row))


def paint_numbers(
    painter: QPainter, fit: Fit, sight: Sight, text: Callable[[int, int], str]
) -> None:
    """A number in each cell, on a ground of its own where it is lit."""
    look = theme()
    lit = colour(lit_ground())
    for row in fit.rows:
        for column in fit.columns:
            cell = fit.rect(row, column)
            is_lit = sight.has_lit(row, column)
            is_marked = is_lit and (row, column) == sight.place
            if is_lit:
                painter.fillRect(cell, colour(look.accent) if is_marked else lit)
            painter.setPen(colour(look.border))
            painter.drawRect(cell)
            shown = text(row, column)
            ink = look.on_accent if is_marked else look.text if is_lit else look.faint
            if shown in NOT_FINITE and not is_marked:
                ink = look.error
            painter.setPen(colour(ink))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, shown)


def paint_colours(painter: QPainter, fit: Fit, sight: Sight, plane: Array) -> None:
    """A colour for each cell, faded where it is not lit."""
    part = plane[fit.rows.start : fit.rows.stop, fit.columns.start : fit.columns.stop]
    lit = np.zeros(part.shape, bool)
    if sight.is_lit:
        rows = [row in sight.lit_rows for row in fit.rows]
        lit[np.ix_(rows, [column in sight.lit_columns for column in fit.columns])] = True
    paint = _colours(part, lit)
    image = QImage(
        paint.data, part.shape[1], part.shape[0], 4 * part.shape[1], QImage.Format.Format_RGBA8888
    )
    whole = QRectF(fit.left, fit.top, fit.wide * part.shape[1], fit.high * part.shape[0])
    painter.drawImage(whole, image)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(theme().edge), 1))
    painter.drawRect(whole)
    if not sight.is_lit:
        return
    painter.setPen(QPen(colour(theme().accent), 1))
    if all(abs(cells.step) == 1 for cells in (sight.lit_rows, sight.lit_columns)):
        painter.drawRect(_around(fit, lit))
    elif fit.wide >= OUTLINED:
        for row, column in zip(*(at.tolist() for at in np.nonzero(lit)), strict=True):
            cell = fit.rect(row + fit.rows.start, column + fit.columns.start)
            painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5))
    if fit.shows(*sight.place):
        grown = max(1.0, 4 - fit.wide / 2)
        painter.setPen(QPen(colour(theme().accent), 2))
        painter.drawRect(fit.rect(*sight.place).adjusted(-grown, -grown, grown, grown))


def paint_cursor(painter: QPainter, fit: Fit, sight: Sight) -> None:
    """The frame that says where the keys are."""
    if fit.shows(*sight.place):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(theme().text), 2))
        painter.drawRect(fit.rect(*sight.place).adjusted(1, 1, -1, -1))


def _around(fit: Fit, lit: Array) -> QRectF:
    """The box of all lit cells that are painted."""
    rows, columns = np.nonzero(lit)
    if not rows.size:
        return QRectF()
    row, column = fit.rows.start, fit.columns.start
    first = fit.rect(row + int(rows[0]), column + int(columns[0]))
    return first.united(fit.rect(row + int(rows[-1]), column + int(columns[-1])))


def _colours(part: Array, lit: Array) -> Array:
    """The colours of cells as bytes, [rows, columns, 4]."""
    values = as_float(part)
    there = values[np.isfinite(values)]
    low, high = (there.min(), there.max()) if there.size else (0.0, 1.0)
    paint = scale_of(float(low), float(high), bool(low < 0 < high)).paint(part, theme().is_dark)
    ground = np.array(colour(theme().panel).getRgb(), float)
    faded = ground + (paint[~lit] - ground) * UNLIT
    paint[~lit] = faded.round().astype(np.uint8)
    return np.ascontiguousarray(paint)
