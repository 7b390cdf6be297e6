"""Where everything of a block stands, worked out from what it shows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from app.canvas.face import Face, PortFace
from app.theme import font

TITLE = 40.0
LINE = 22.0
SMALL_LINE = 15.0
EDGE = 16.0
"""From the side to the text: room for half a port."""

TITLE_FONT = (13, True)
NAME_FONT = (12, False)
SMALL_FONT = (11, False)

_GAP = 6.0
_LABEL_GAP = 10.0
_BETWEEN = 26.0
_ROW_WIDTH = 240.0
_SUBTITLE_WIDTH = 200.0
_LEAST_WIDTH = 150.0
_STEP = 10.0
_STATE_ROOM = 26.0


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: its box, what is drawn, what it says in full."""

    box: QRectF
    shown: str
    full: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A block's geometry; (0, 0) is its top left corner. Ports are given by their height."""

    width: float
    height: float
    title: Text
    subtitle: Text
    inputs: tuple[tuple[float, Text], ...]
    outputs: tuple[tuple[float, Text, Text | None, Text | None], ...]
    rule: float | None
    rows: tuple[tuple[Text, Text], ...]

    @property
    def body(self) -> QRectF:
        """The block without what hangs over its edges."""
        return QRectF(0.0, 0.0, self.width, self.height)


def layout_of(face: Face) -> Layout:
    """Lay out a block so that nothing is cut but a long name and a long attribute."""
    labels = max((text_width(row.label, SMALL_FONT) for row in face.rows), default=0.0)
    width = _width(face, labels)
    left = _widest(face.inputs)
    ports, bottom_of_ports = TITLE + _GAP, TITLE + _GAP
    inputs = []
    for at, port in enumerate(face.inputs):
        top = ports + at * LINE
        inputs.append((top + LINE / 2, _left(port.name, EDGE, top, left, LINE, NAME_FONT)))
        bottom_of_ports = top + LINE
    top = ports
    outputs = []
    for port in face.outputs:
        texts = _output(port, top, width)
        outputs.append((top + LINE / 2, *texts))
        top += LINE + SMALL_LINE * sum(one is not None for one in texts[1:])
    bottom = max(bottom_of_ports, top) + _GAP
    rule = bottom if face.rows else None
    rows = []
    if face.rows:
        bottom += _GAP
        for row in face.rows:
            start = EDGE + labels + _LABEL_GAP
            label = _left(row.label, EDGE, bottom, labels + 1, SMALL_LINE + 3, SMALL_FONT)
            room = width - start - EDGE + 4
            rows.append((label, _left(row.value, start, bottom, room, SMALL_LINE + 3, SMALL_FONT)))
            bottom += SMALL_LINE + 3
        bottom += _GAP
    return Layout(
        width,
        bottom,
        _left(face.title, EDGE - 4, 4, width - EDGE - _STATE_ROOM, 19, TITLE_FONT),
        _left(face.subtitle, EDGE - 4, 21, _subtitle_room(face, width), 15, SMALL_FONT),
        tuple(inputs),
        tuple(outputs),
        rule,
        tuple(rows),
    )


@lru_cache(maxsize=16_384)
def text_width(text: str, style: tuple[int, bool]) -> float:
    """How wide a text is in a font (size, bold)."""
    return metrics(style).horizontalAdvance(text)


@lru_cache(maxsize=16)
def metrics(style: tuple[int, bool]) -> QFontMetricsF:
    """The measures of a font."""
    size, bold = style
    return QFontMetricsF(font(size, bold=bold))


def _width(face: Face, labels: float) -> float:
    left = _widest(face.inputs)
    right = max((_output_width(port) for port in face.outputs), default=0.0)
    rows = max((text_width(row.worth_room, SMALL_FONT) for row in face.rows), default=0.0)
    subtitle = min(text_width(face.subtitle, SMALL_FONT), _SUBTITLE_WIDTH)
    wanted = max(
        _LEAST_WIDTH,
        text_width(face.title, TITLE_FONT) + EDGE + _STATE_ROOM,
        subtitle + _time_width(face) + 2 * EDGE,
        left + right + 2 * EDGE + (_BETWEEN if face.inputs and face.outputs else 0.0),
        (labels + _LABEL_GAP + min(rows, _ROW_WIDTH) + 2 * EDGE) if face.rows else 0.0,
    )
    # In steps, so that a shape that grows by a digit does not make the block twitch.
    return math.ceil(wanted / _STEP) * _STEP


def _subtitle_room(face: Face, width: float) -> float:
    return width - 2 * EDGE - _time_width(face)


def _time_width(face: Face) -> float:
    return text_width(face.time, SMALL_FONT) + 10 if face.time else 0.0


def _widest(ports: tuple[PortFace, ...]) -> float:
    return max((text_width(port.name, NAME_FONT) for port in ports), default=0.0) + 1.0


def _output_width(port: PortFace) -> float:
    return max(
        text_width(port.name, NAME_FONT),
        text_width(port.known, SMALL_FONT),
        text_width(port.values, SMALL_FONT),
    )


def _output(port: PortFace, top: float, width: float) -> tuple[Text, Text | None, Text | None]:
    name = _right(port.name, top, LINE, width, NAME_FONT)
    top += LINE - 3
    known = _right(port.known, top, SMALL_LINE, width, SMALL_FONT) if port.known else None
    top += SMALL_LINE if known else 0
    values = _right(port.values, top, SMALL_LINE, width, SMALL_FONT) if port.values else None
    return name, known, values


def _left(
    text: str, x: float, y: float, width: float, height: float, style: tuple[int, bool]
) -> Text:
    shown = text
    if text_width(text, style) > width:
        shown = metrics(style).elidedText(text, Qt.TextElideMode.ElideRight, width)
    return Text(QRectF(x, y, width, height), shown, text)


def _right(text: str, y: float, height: float, width: float, style: tuple[int, bool]) -> Text:
    wide = text_width(text, style) + 1
    return Text(QRectF(width - EDGE - wide, y, wide, height), text, text)
