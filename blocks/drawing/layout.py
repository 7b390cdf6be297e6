"""Where everything of a block stands, worked out from what it shows.

The same for the screen and for pictures in files: what they differ in is a Medium, which measures
texts and makes boxes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from blocks.drawing.face import Face, PortFace

TITLE = 40.0
LINE = 22.0
SMALL_LINE = 15.0
EDGE = 16.0
"""From the side to the text: room for half a port."""

Style = tuple[int, bool]
"""A font: size in pixels, whether bold."""

TITLE_FONT: Style = (13, True)
NAME_FONT: Style = (12, False)
SMALL_FONT: Style = (11, False)

DOT = 16.0
"""How large a block is that is drawn as a dot."""

PILE = (7.0, 3.5)
"""A group looks like a pile of cards: so far down and right lie those under it."""

_GAP = 6.0
_LABEL_GAP = 10.0
_BETWEEN = 26.0
_ROW_WIDTH = 240.0
_VALUES_WIDTH = 280.0
"""Eight long numbers need not make a block twice as wide as it was before the run."""

_SUBTITLE_WIDTH = 200.0
_TITLE_WIDTH = 290.0
"""Wide enough for every op; the title of a group may be longer, and is cut."""

_LEAST_WIDTH = 150.0
_STEP = 10.0
_STATE_ROOM = 26.0

B = TypeVar("B")
C = TypeVar("C", covariant=True)


class Medium(Protocol[C]):
    """What is drawn on."""

    def width(self, text: str, style: Style) -> float:
        """How wide a text is in a font."""

    def shortened(self, text: str, style: Style, room: float) -> str:
        """The beginning of a text that is too wide, and `…`."""

    def box(self, x: float, y: float, width: float, height: float) -> C:
        """A box in the medium's own terms."""


@dataclass(frozen=True, slots=True)
class Text(Generic[B]):
    """A line of text: its box, what is drawn, what it says in full."""

    box: B
    shown: str
    full: str


@dataclass(frozen=True, slots=True)
class Layout(Generic[B]):
    """A block's geometry; (0, 0) is its top left corner. Ports are given by their height.

    `body` is the block without what hangs over its edges; `standing` says that it is not run as
    others are.
    """

    width: float
    height: float
    body: B
    title: Text[B]
    subtitle: Text[B]
    standing: Text[B] | None
    inputs: tuple[tuple[float, Text[B]], ...]
    outputs: tuple[tuple[float, Text[B], Text[B] | None, Text[B] | None], ...]
    rule: float | None
    rows: tuple[tuple[Text[B], Text[B]], ...]


class Layouts(Generic[B]):
    """Lays out blocks for one medium."""

    def __init__(self, medium: Medium[B]) -> None:
        self._medium = medium

    def of(self, face: Face) -> Layout[B]:
        """Lay out a block so that nothing is cut but a long name and a long attribute."""
        if face.is_dot:
            return self._dot(face)
        labels = max((self._wide(row.label, SMALL_FONT) for row in face.rows), default=0.0)
        width = self._width(face, labels)
        left = self._widest(face.inputs)
        ports, bottom_of_ports = TITLE + _GAP, TITLE + _GAP
        inputs = []
        for at, port in enumerate(face.inputs):
            top = ports + at * LINE
            inputs.append((top + LINE / 2, self._left(port.name, EDGE, top, left, LINE, NAME_FONT)))
            bottom_of_ports = top + LINE
        top = ports
        outputs = []
        for port in face.outputs:
            texts = self._output(port, top, width)
            outputs.append((top + LINE / 2, *texts))
            top += LINE + SMALL_LINE * sum(one is not None for one in texts[1:])
        bottom = max(bottom_of_ports, top) + _GAP
        rule = bottom if face.rows else None
        rows = []
        if face.rows:
            bottom += _GAP
            line, start = SMALL_LINE + 3, EDGE + labels + _LABEL_GAP
            room = width - start - EDGE + 4
            for row in face.rows:
                label = self._left(row.label, EDGE, bottom, labels + 1, line, SMALL_FONT)
                value = self._left(row.value, start, bottom, room, line, SMALL_FONT)
                rows.append((label, value))
                bottom += line
            bottom += _GAP
        title_room = width - EDGE - _STATE_ROOM
        under = width - 2 * EDGE - self._beside(face)
        return Layout(
            width,
            bottom,
            self._medium.box(0.0, 0.0, width, bottom),
            self._left(face.title, EDGE - 4, 4, title_room, 19, TITLE_FONT),
            self._left(face.subtitle, EDGE - 4, 21, under, 15, SMALL_FONT),
            self._standing(face, width),
            tuple(inputs),
            tuple(outputs),
            rule,
            tuple(rows),
        )

    def _dot(self, face: Face) -> Layout[B]:
        """A dot: no texts but what flows through, above it."""
        middle, box = DOT / 2, self._medium.box(0.0, 0.0, DOT, DOT)
        nothing = Text(box, "", "")
        flows = next((port.known for port in face.outputs), "")
        wide = self._wide(flows, SMALL_FONT) + 1
        above = self._medium.box(middle - wide / 2, -SMALL_LINE - 3, wide, SMALL_LINE)
        return Layout(
            DOT,
            DOT,
            box,
            Text(above, flows, flows),
            nothing,
            None,
            tuple((middle, nothing) for _ in face.inputs),
            tuple((middle, nothing, None, None) for _ in face.outputs),
            None,
            (),
        )

    def _width(self, face: Face, labels: float) -> float:
        left = self._widest(face.inputs)
        right = max((self._output_width(port) for port in face.outputs), default=0.0)
        rows = max((self._wide(row.worth_room, SMALL_FONT) for row in face.rows), default=0.0)
        subtitle = min(self._wide(face.subtitle, SMALL_FONT), _SUBTITLE_WIDTH)
        wanted = max(
            _LEAST_WIDTH,
            min(self._wide(face.title, TITLE_FONT), _TITLE_WIDTH) + EDGE + _STATE_ROOM,
            subtitle + self._beside(face) + 2 * EDGE,
            left + right + 2 * EDGE + (_BETWEEN if face.inputs and face.outputs else 0.0),
            (labels + _LABEL_GAP + min(rows, _ROW_WIDTH) + 2 * EDGE) if face.rows else 0.0,
        )
        # In steps, so that a shape that grows by a digit does not make the block twitch.
        return math.ceil(wanted / _STEP) * _STEP

    def _beside(self, face: Face) -> float:
        """The room right of the subtitle: for the time of the last run, or for what is said of
        a block that is not run as others are."""
        beside = face.standing or face.time
        return self._wide(beside, SMALL_FONT) + (16 if face.standing else 10) if beside else 0.0

    def _standing(self, face: Face, width: float) -> Text[B] | None:
        if not face.standing:
            return None
        wide = self._wide(face.standing, SMALL_FONT) + 12
        return Text(self._medium.box(width - wide - 8, 22, wide, 15), *(face.standing,) * 2)

    def _widest(self, ports: tuple[PortFace, ...]) -> float:
        return max((self._wide(port.name, NAME_FONT) for port in ports), default=0.0) + 1.0

    def _output_width(self, port: PortFace) -> float:
        return max(
            self._wide(port.name, NAME_FONT),
            self._wide(port.known, SMALL_FONT),
            min(self._wide(port.values, SMALL_FONT), _VALUES_WIDTH),
        )

    def _output(
        self, port: PortFace, top: float, width: float
    ) -> tuple[Text[B], Text[B] | None, Text[B] | None]:
        name = self._right(port.name, top, LINE, width, NAME_FONT)
        top += LINE - 3
        known = self._right(port.known, top, SMALL_LINE, width, SMALL_FONT) if port.known else None
        top += SMALL_LINE if known else 0
        values = (
            self._right(port.values, top, SMALL_LINE, width, SMALL_FONT) if port.values else None
        )
        return name, known, values

    def _left(
        self, text: str, x: float, y: float, width: float, height: float, style: Style
    ) -> Text[B]:
        shown = text
        if self._wide(text, style) > width:
            shown = self._medium.shortened(text, style, width)
        return Text(self._medium.box(x, y, width, height), shown, text)

    def _right(self, text: str, y: float, height: float, width: float, style: Style) -> Text[B]:
        room, shown = width - 2 * EDGE, text
        if self._wide(text, style) > room:
            shown = self._medium.shortened(text, style, room)
        wide = self._wide(shown, style) + 1
        return Text(self._medium.box(width - EDGE - wide, y, wide, height), shown, text)

    def _wide(self, text: str, style: Style) -> float:
        return self._medium.width(text, style)
