"""How a grid of cells is painted: the cells from their colours, what stands in them, the rulers.

Each function gets where the part that is seen begins, in pixels, and the side of a cell.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap

from app import theme
from app.geometry.paints import Colours

LINED, WRITTEN = 8, 15
"""From so many pixels on, cells have lines around them, and numbers in them."""

TOP = 16
"""The height of the ruler above the cells."""

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_SMALLEST_TEXT = 8
_LIGHT = 140_000

Texts = list[list[str]]


def paint_cells(painter: QPainter, corner: QPoint, cell: int, colours: Colours) -> None:
    """The cells, with lines between them where they are large enough."""
    high, wide, depth = colours.shape
    image = QImage(colours.data, wide, high, wide * depth, QImage.Format.Format_RGB888)
    place = QRect(corner.x(), corner.y(), wide * cell, high * cell)
    painter.drawImage(place, image)
    if cell < LINED:
        return
    painter.setPen(QPen(theme.colour(theme.theme().border), 1))
    right, bottom = place.x() + place.width(), place.y() + place.height()
    for y in range(place.y(), bottom + 1, cell):
        painter.drawLine(place.x(), y, right, y)
    for x in range(place.x(), right + 1, cell):
        painter.drawLine(x, place.y(), x, bottom)


def paint_texts(
    painter: QPainter, corner: QPoint, cell: int, texts: Texts, colours: Colours
) -> None:
    """What stands in the cells, in black or white, whichever is legible; nothing if it is too long
    to be read."""
    longest = max((len(text) for line in texts for text in line), default=0)
    size = min(theme.NORMAL, int((cell - 3) / max(longest * 0.62, 1)), cell - 5)
    if not longest or size < _SMALLEST_TEXT:
        return
    light = (colours.astype(np.int32) @ (299, 587, 114) > _LIGHT).tolist()
    ratio = painter.device().devicePixelRatio()
    # Each text is drawn once and copied: most cells have one of a few.
    drawn: dict[tuple[str, bool], QPixmap] = {}
    for down, line in enumerate(texts):
        for across, text in enumerate(line):
            if text:
                key = text, light[down][across]
                if (one := drawn.get(key)) is None:
                    one = drawn[key] = _text(*key, cell, size, ratio)
                painter.drawPixmap(corner.x() + across * cell, corner.y() + down * cell, one)


def _text(text: str, on_light: bool, cell: int, size: int, ratio: float) -> QPixmap:
    """A text in the middle of a cell without a ground."""
    made = QPixmap(round(cell * ratio), round(cell * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setFont(theme.font(size))
    painter.setPen(theme.on("#ffffff" if on_light else "#000000"))
    painter.drawText(QRect(0, 0, cell, cell), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return made


def paint_rulers(painter: QPainter, corner: QPoint, cell: int, rows: range, columns: range) -> None:
    """The positions of the rows at the left and of the columns above."""
    painter.setFont(theme.font(theme.SMALL - 1))
    painter.setPen(theme.colour(theme.theme().dim))
    metrics = painter.fontMetrics()
    widest = 4 + max(metrics.horizontalAdvance(str(one)) for one in (columns[0], columns[-1]))
    wide, high = max(cell, widest), max(cell, metrics.height())
    for at in _marked(columns, cell, widest):
        middle = corner.x() + (at - columns.start) * cell + cell // 2
        box = QRect(middle - wide // 2, 0, wide, TOP)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(at))
    end = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    for at in _marked(rows, cell, metrics.height()):
        middle = corner.y() + (at - rows.start) * cell + cell // 2
        painter.drawText(QRect(0, middle - high // 2, corner.x() - 3, high), end, str(at))


def _marked(part: range, cell: int, room: int) -> range:
    """The positions that are named on a ruler: each, or round ones where there is no room."""
    step = next((one for one in _STEPS if one * cell >= room), part.stop - part.start or 1)
    first = -(-part.start // step) * step
    return range(first, part.stop, step)
