"""The marks of a difference as icons: the same discs, squares and diamonds as on the picture."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.theme import theme
from blocks.drawing.curve import Point
from blocks.drawing.marks import Mark, badge

_SIZE = 16


def mark_icon(mark: Mark) -> QIcon:
    """The icon of a mark, in the colours of the theme; a clear one of the same size for none."""
    made = QIcon()
    for scale in (1, 2, 3):
        pixmap = QPixmap(_SIZE * scale, _SIZE * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        if mark:
            inner = badge(mark, Point(0, 0), theme())
            text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 24 24">{inner}</svg>'
            painter = QPainter(pixmap)
            QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(pixmap.rect()))
            painter.end()
        pixmap.setDevicePixelRatio(scale)
        made.addPixmap(pixmap)
    return made
