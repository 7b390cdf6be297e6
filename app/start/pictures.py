"""Small pictures of lessons: what their gradients look like, in colours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from app.results.colours import scale_of
from app.theme import font, on, theme
from blocks import file
from blocks.errors import BlockpropError
from blocks.evaluation import run
from blocks.page import End, Page
from blocks.viewing.numbers import Array

MOST = 3
"""Planes beside each other in one picture."""

_GAP = 14.0
_LARGEST_CELL = 26.0
_NUMBERED_CELL = 15.0
"""Pixels that a cell must have for its number."""


def picture_of(path: Path, size: QSize, dense: float) -> QPixmap:
    """The gradients of the page in a file as large as fits into a size, in the theme's colours on
    no ground; nothing if there are none. `dense` is the pixels of the screen in one of it."""
    return _drawn(path, size.width(), size.height(), dense, theme().name)


@lru_cache(maxsize=64)
def _drawn(path: Path, wide: int, high: int, dense: float, look: str) -> QPixmap:
    made = QPixmap(round(wide * dense), round(high * dense))
    made.setDevicePixelRatio(dense)
    made.fill(Qt.GlobalColor.transparent)
    planes = _planes(path)
    if not planes:
        return made
    rows = max(len(plane) for plane in planes)
    columns = sum(len(plane[0]) for plane in planes)
    room = wide - _GAP * (len(planes) + 1)
    cell = min(_LARGEST_CELL, room / columns, (high - 2 * _GAP) / rows)
    painter = QPainter(made)
    across = (wide - cell * columns - _GAP * (len(planes) - 1)) / 2
    for plane in planes:
        down = (high - cell * len(plane)) / 2
        _paint(painter, plane, QRectF(across, down, cell * len(plane[0]), cell * len(plane)), cell)
        across += cell * len(plane[0]) + _GAP
    painter.end()
    return made


def _planes(path: Path) -> list[Array]:
    """The first channel of the first image of each gradient by an input."""
    try:
        page = file.load(path)
        ends = list(_gradients(page))[:MOST]
        results = run(page, ends)
    except BlockpropError:
        return []
    return [results[str(end)][_first(page, end)] for end in ends]


def _gradients(page: Page) -> Iterator[End]:
    for id, block in page.blocks.items():
        if "BackpropInput" in block.op_name:
            yield End(id, "output")


def _first(page: Page, end: End) -> tuple[int | slice, ...]:
    layout = page.blocks[end.block].attrs.get("data_format", "NHWC")
    return tuple(slice(None) if axis in "HW" else 0 for axis in layout)


def _paint(painter: QPainter, plane: Array, box: QRectF, cell: float) -> None:
    low, high = float(plane.min()), float(plane.max())
    paint = scale_of(low, high, both_signs=low < 0).paint(plane, theme().is_dark)
    paint = np.ascontiguousarray(paint)
    rows, columns = plane.shape
    image = QImage(paint.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(box, image)
    if cell < _NUMBERED_CELL:
        return
    painter.setFont(font(11))
    for row, column in np.ndindex(rows, columns):
        place = QRectF(box.x() + column * cell, box.y() + row * cell, cell, cell)
        painter.setPen(on(QColor(*map(int, paint[row, column])).name()))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{plane[row, column]:g}")
