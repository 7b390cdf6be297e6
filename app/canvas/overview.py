"""The page from afar: everything in a few calls, where nobody could make out the details.

Qt would call each of some thousand items, and Python would answer each. From this far a block is a
card with its title and its marks, as large as can be read, and a wire is a line.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from NodeGraphQt.constants import Z_VAL_PIPE
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem

from app.canvas.background import draw_background
from app.canvas.badges import stamp_states, stamp_trouble
from app.canvas.block_item import BlockItem
from app.canvas.layout import Style, metrics
from app.canvas.navigation import READABLE
from app.canvas.ports import HEIGHT
from app.canvas.wires import FADED, Look, WireItem, pen
from app.theme import colour, font, theme
from blocks.drawing.face import Face
from blocks.drawing.layout import PILE

if TYPE_CHECKING:
    from app.canvas.view import View

_CURVES_FROM = 0.2
"""Below this zoom a straight line cannot be told from a curve."""

_TITLE_STYLE: Style = (11, True)
_SMALL_STYLE: Style = (11, False)
_LEAST_TITLE = 44.0
_LEAST_MARK = 26.0
"""Pixels of the screen that a block must be wide for its title, and for its state at its corner;
a narrower one shows its state on its whole face."""

_OVER_EDGE = 16
"""Pixels of the screen that marks and lines reach at most beyond what they belong to."""

_TYPE_ZOOM = 0.8
"""The letter of a dtype is as large as it is in a block at this zoom."""


def paint_overview(view: View, painter: QPainter, part: QRect) -> None:
    """Paint what stands in a part of the viewport."""
    zoom, back = view.navigation.zoom, view.viewportTransform().inverted()[0]
    seen = back.mapRect(QRectF(with_edge(part)))
    blocks = [
        item for item in view.block_items() if item.place.intersects(seen) and item.isVisible()
    ]
    painter.setWorldTransform(view.viewportTransform())
    draw_background(painter, seen, zoom)
    under = [one for one in view.scene().extras if one.zValue() < Z_VAL_PIPE]
    over = [one for one in view.scene().extras if one.zValue() >= Z_VAL_PIPE]
    _paint_extras(painter, under, seen)
    _paint_wires(painter, view.wire_items(), seen, zoom, fades=view.scene().fades_wires)
    _paint_cards(painter, blocks, zoom)
    painter.resetTransform()
    place = view.viewportTransform()
    faces = [(item.face, place.mapRect(item.place)) for item in blocks]
    _paint_titles(painter, faces)
    _paint_marks(painter, faces)
    if zoom >= READABLE:
        _paint_types(painter, blocks, place)
    painter.setWorldTransform(place)
    _paint_extras(painter, over, seen)
    painter.resetTransform()


def with_edge(part: QRect) -> QRect:
    """A part of the viewport with all of the marks and lines that reach over its edge."""
    return part.adjusted(-_OVER_EDGE, -_OVER_EDGE, _OVER_EDGE, _OVER_EDGE)


def _paint_wires(
    painter: QPainter, wires: Iterable[WireItem], seen: QRectF, zoom: float, *, fades: bool
) -> None:
    """By pen, those that matter last."""
    straight = zoom < _CURVES_FROM
    groups: dict[Look, list[WireItem]] = defaultdict(list)
    for wire in wires:
        if wire.bounds.intersects(seen) and wire.isVisible():
            groups[wire.look].append(wire)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not straight)
    for look, chosen in sorted(groups.items(), key=itemgetter(0)):
        strength = 1.0 if look.near else FADED if fades else 0.6
        width = max(2.0, 1.8 / zoom) if look.near or look.wrong else 1.0 / zoom
        painter.setPen(pen(look.tint, strength, width, dashed=look.wrong))
        if straight:
            painter.drawLines([wire.line for wire in chosen])
        else:
            for wire in chosen:
                painter.drawPath(wire.curve)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _paint_cards(painter: QPainter, blocks: Iterable[BlockItem], zoom: float) -> None:
    """All bodies, all titles of a category, all edges of a kind."""
    look = theme()
    bodies: list[QRectF] = []
    piles: list[QRectF] = []
    heads: dict[str, list[QRectF]] = defaultdict(list)
    edges: dict[tuple[float, str], list[QRectF]] = defaultdict(list)
    for item in blocks:
        place, face = item.place, item.face
        bodies.append(place)
        if face.is_group:
            piles.extend(place.translated(by, by) for by in PILE)
        head = QRectF(place.x(), place.y(), place.width(), min(40.0, place.height()))
        tint = look.category(face.category) if face.category else look.raised
        heads[look.block if face.mode == "disabled" else tint].append(head)
        if item.isSelected():
            edges[2.4, look.accent].append(place)
        elif item.is_found or item.traced:
            edges[2.0, look.accent].append(place)
        elif face.trouble == "error":
            edges[1.6, look.error].append(place)
        else:
            edges[1.0, look.edge].append(place)
    painter.setBrush(colour(look.block))
    if piles:
        painter.setPen(QPen(colour(look.edge), 1.0 / zoom))
        painter.drawRects(piles)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRects(bodies)
    for tint, places in heads.items():
        painter.setBrush(colour(tint))
        painter.drawRects(places)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for width, tint in sorted(edges):
        painter.setPen(QPen(colour(tint), width / zoom))
        painter.drawRects(edges[width, tint])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _paint_titles(painter: QPainter, faces: Iterable[tuple[Face, QRectF]]) -> None:
    """The titles of the blocks, and how they stand, in pixels of the screen."""
    look, measures = theme(), metrics(_TITLE_STYLE)
    line, middle = measures.height() + 3, measures.capHeight() / 2 + 1
    painter.setFont(font(_TITLE_STYLE[0], bold=_TITLE_STYLE[1]))
    painter.setPen(colour(look.text))
    standing: list[tuple[Face, QRectF]] = []
    for face, box in faces:
        wide, high = box.width(), box.height()
        if wide < _LEAST_TITLE:
            continue
        room = wide - 8.0 - (16.0 if face.mark != "never" else 0.0)
        at = QPointF(box.x() + 4, box.y() + min(high, line) / 2 + middle)
        painter.drawText(at, _shortened(face.title, round(room)))
        if high >= 2 * line and face.standing:
            standing.append((face, box))
    painter.setFont(font(_SMALL_STYLE[0]))
    for face, box in standing:
        painter.setPen(colour(look.warning if face.is_pinned else look.text))
        words = _shortened(face.standing, round(box.width() - 8), _SMALL_STYLE)
        painter.drawText(QPointF(box.x() + 4, box.y() + 2 * line - 2), words)


def _paint_marks(painter: QPainter, faces: Iterable[tuple[Face, QRectF]]) -> None:
    """The marks of the blocks, in pixels of the screen: those of a kind together, for there may be
    a thousand."""
    states: dict[str, list[QPointF]] = defaultdict(list)
    for face, box in faces:
        if face.trouble == "error":
            stamp_trouble(painter, "error", box.topRight())
        if (mark := face.mark) != "never":  # then the room is for the title
            at_corner = box.width() >= _LEAST_MARK
            at = QPointF(box.right() - 10, box.y() + 9) if at_corner else box.center()
            states[mark].append(at)
    for mark, places in states.items():
        stamp_states(painter, mark, places)


def _paint_types(painter: QPainter, blocks: Iterable[BlockItem], place: QTransform) -> None:
    """The dtype's letter where a wire begins, so that wires are told apart without their colour;
    of outputs that lie too close for that, the first."""
    for item in blocks:
        lowest = -math.inf
        for port in item.outputs:
            if port.face.wired:
                at = place.map(port.pos() + item.pos())
                if at.y() - lowest >= _TYPE_ZOOM * HEIGHT and not item.face.is_dot:
                    lowest = at.y()
                    port.paint_at(painter, at, _TYPE_ZOOM)


@lru_cache(maxsize=4096)
def _shortened(text: str, room: int, style: Style = _TITLE_STYLE) -> str:
    return metrics(style).elidedText(text, Qt.TextElideMode.ElideRight, room)


def _paint_extras(painter: QPainter, items: Iterable[QGraphicsItem], seen: QRectF) -> None:
    """What is neither block nor wire paints itself, its children after it."""
    for item in items:
        if item.isVisible() and item.sceneBoundingRect().intersects(seen):
            painter.save()
            painter.setWorldTransform(item.sceneTransform(), True)
            item.paint(painter, QStyleOptionGraphicsItem(), None)
            painter.restore()
            _paint_extras(painter, item.childItems(), seen)
