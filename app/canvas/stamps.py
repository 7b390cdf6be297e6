"""Small pictures that are painted once and then used wherever the same is to be seen again.

A page of a thousand blocks has a few kinds of ports, marks and block grounds. Painting each anew,
with round corners and smooth edges, takes most of the time of a frame; copying takes a tenth.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache

from app.theme import theme

_ROOM = 64 * 1024
"""Kilobytes for all of them; those that have not been used for long are dropped."""

_LARGEST = 1024
"""Pixels; what is larger is painted directly, for there are few of it in sight."""

QPixmapCache.setCacheLimit(_ROOM)


def stamp(
    painter: QPainter, box: QRectF, key: Hashable, draw: Callable[[QPainter], object]
) -> None:
    """Paint what `draw` paints within `box`, or copy what it painted when it last had this key.

    The key must tell all that `draw` depends on but the theme and the zoom. The painter's
    transform may scale and move, but neither turn nor shear.
    """
    place = painter.worldTransform()
    zoom, dense = place.m11(), painter.device().devicePixelRatioF()
    scale = zoom * dense
    wide, high = box.width() * scale, box.height() * scale
    if max(wide, high) > _LARGEST:
        draw(painter)
        return
    name = f"{theme().name} {scale:.4f} {key!r}"
    picture = QPixmap()
    if not QPixmapCache.find(name, picture):
        picture = QPixmap(QSize(int(wide) + 2, int(high) + 2))
        picture.fill(Qt.GlobalColor.transparent)
        inner = QPainter(picture)
        inner.setRenderHints(painter.renderHints())
        inner.scale(scale, scale)
        inner.translate(-box.topLeft())
        draw(inner)
        inner.end()
        picture.setDevicePixelRatio(dense)
        QPixmapCache.insert(name, picture)
    corner = place.map(box.topLeft())
    # On whole pixels of the device: between them it would be blurred, and copied slowly.
    corner = QPointF(round(corner.x() * dense) / dense, round(corner.y() * dense) / dense)
    painter.resetTransform()
    painter.drawPixmap(corner, picture)
    painter.setWorldTransform(place)
