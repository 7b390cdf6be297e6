"""Small pictures that are painted once and then used wherever the same is to be seen again.

A page of a thousand blocks has a few kinds of ports, marks and block grounds. Painting each anew,
with round corners and smooth edges, takes most of the time of a frame; copying takes a tenth.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.theme import theme

_ROOM = 16_000_000
"""Pixels of all of them together; beyond it all are dropped, and those in sight made anew."""

_LARGEST = 1024
"""Pixels; what is larger is painted directly, for there are few of it in sight."""

_ORIGIN = QPointF()

_made: dict[Hashable, QPixmap] = {}
_pixels = 0


def stamp(
    painter: QPainter,
    box: QRectF,
    key: Hashable,
    draw: Callable[[QPainter], object],
    at: QPointF = _ORIGIN,
    size: float = 1.0,
) -> None:
    """Paint what `draw` paints within `box`, or copy what it painted when it last had this key;
    its origin comes to `at`, and it is `size` times as large.

    The key must tell all that `draw` depends on but the theme and the zoom. The painter's
    transform may scale and move, but neither turn nor shear.
    """
    place = painter.worldTransform()
    zoom, dense = place.m11() * size, painter.device().devicePixelRatioF()
    scale = zoom * dense
    if max(box.width(), box.height()) * scale > _LARGEST:
        painter.translate(at)
        painter.scale(size, size)
        draw(painter)
        painter.setWorldTransform(place)
        return
    picture = _picture(box, key, draw, scale, dense)
    there = place.map(at)
    # On whole pixels of the device: between them it would be blurred, and copied slowly.
    corner = QPointF(
        round((there.x() + box.x() * zoom) * dense) / dense,
        round((there.y() + box.y() * zoom) * dense) / dense,
    )
    if place.isIdentity():
        painter.drawPixmap(corner, picture)
        return
    painter.resetTransform()
    painter.drawPixmap(corner, picture)
    painter.setWorldTransform(place)


def stamp_each(
    painter: QPainter,
    box: QRectF,
    key: Hashable,
    draw: Callable[[QPainter], object],
    places: Iterable[QPointF],
) -> None:
    """The same at many places, in pixels of a painter without a transform."""
    dense = painter.device().devicePixelRatioF()
    picture = _picture(box, key, draw, dense, dense)
    left, top = box.x(), box.y()
    for at in places:
        x, y = round((at.x() + left) * dense) / dense, round((at.y() + top) * dense) / dense
        painter.drawPixmap(QPointF(x, y), picture)


def _picture(
    box: QRectF, key: Hashable, draw: Callable[[QPainter], object], scale: float, dense: float
) -> QPixmap:
    name = (theme().name, scale, dense, key)
    picture = _made.get(name)
    if picture is None:
        picture = _made[name] = _painted(box, scale, draw)
        picture.setDevicePixelRatio(dense)
    return picture


def _painted(box: QRectF, scale: float, draw: Callable[[QPainter], object]) -> QPixmap:
    global _pixels
    size = QSize(int(box.width() * scale) + 2, int(box.height() * scale) + 2)
    _pixels += size.width() * size.height()
    if _pixels > _ROOM:
        _made.clear()
        _pixels = size.width() * size.height()
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-box.topLeft())
    draw(painter)
    painter.end()
    return picture
