"""A block as SVG, as the canvas paints it."""

from __future__ import annotations

from collections.abc import Iterator

from blocks.drawing import marks
from blocks.drawing.colours import Theme, on
from blocks.drawing.curve import Point
from blocks.drawing.face import PortFace
from blocks.drawing.layout import NAME_FONT, PILE, SMALL_FONT, TITLE, TITLE_FONT, Style, Text
from blocks.drawing.markup import element, number, words
from blocks.drawing.paper import Box
from blocks.drawing.scene import Placed
from blocks.dtypes import UNKNOWN_LETTER, letter

RADIUS = 6.0
_PILL = 15.0
_PILLS = {1: _PILL, 2: 21.0, 3: 27.0}


def block(placed: Placed, look: Theme) -> str:
    """A block with its title, ports and attributes."""
    if placed.face.is_dot:
        return _dot(placed, look)
    drawn = [
        *_ground(placed, look),
        *_title(placed, look),
        *_standing(placed, look),
        *_ports(placed, look),
        *_rows(placed, look),
        *_trouble(placed, look),
    ]
    x, y = placed.at
    place = f"translate({number(x)} {number(y)})"
    faded = 0.6 if placed.mark == "removed" else None
    body = element("g", *drawn, transform=place, opacity=faded)
    if not placed.mark:
        return body
    return body + marks.badge(placed.mark, placed.at, look)


def _ground(placed: Placed, look: Theme) -> Iterator[str]:
    face, width, height = placed.face, placed.layout.width, placed.layout.height
    for by in PILE if face.is_group else ():
        card = {"rx": RADIUS, "fill": look.block, "stroke": look.edge}
        yield element("rect", x=by, y=by, width=width, height=height, **card)
    shadow = {"fill": look.shadow, "fill_opacity": 0.55, "rx": RADIUS + 1}
    yield element("rect", x=-1, y=1, width=width + 2, height=height + 3, **shadow)
    yield element("rect", width=width, height=height, rx=RADIUS, fill=look.block)
    colour = look.category(face.category) if face.category else look.raised
    if face.mode == "disabled":
        colour = look.block
    way = f"M0 {number(TITLE)}V6a6 6 0 0 1 6 -6H{number(width - 6)}a6 6 0 0 1 6 6V{number(TITLE)}Z"
    yield element("path", d=way, fill=colour)
    edge, wide, dashes = look.border, 1.0, "4 3" if face.is_placeholder else None
    if face.trouble == "error":
        edge, wide = look.error, 2.0
    if placed.mark:
        edge, wide = marks.tint(placed.mark, look), 2.6
        dashes = "7 4" if placed.mark == "removed" else dashes
    elif face.mode == "disabled":
        edge, dashes = look.edge, "4 3"
    yield element(
        "rect",
        width=width,
        height=height,
        rx=RADIUS,
        fill="none",
        stroke=edge,
        stroke_width=wide,
        stroke_dasharray=dashes,
    )


def _title(placed: Placed, look: Theme) -> Iterator[str]:
    yield _text(placed.layout.title, TITLE_FONT, look.text)
    yield _text(placed.layout.subtitle, SMALL_FONT, look.dim)


def _ports(placed: Placed, look: Theme) -> Iterator[str]:
    face, layout = placed.face, placed.layout
    for port, (height, text) in zip(face.inputs, layout.inputs, strict=True):
        yield _pill(port, Point(0.0, height), look, filled=port.wired)
        yield _text(text, NAME_FONT, look.error if port.wrong else look.text)
    for port, (height, name, known, values) in zip(face.outputs, layout.outputs, strict=True):
        yield _pill(port, Point(layout.width, height), look, filled=True)
        yield _text(name, NAME_FONT, look.text, right=True)
        if known is not None:
            yield _text(known, SMALL_FONT, look.dtype(port.dtype), right=True)
        if values is not None:
            yield _text(values, SMALL_FONT, look.dim, right=True)


def _pill(port: PortFace, at: Point, look: Theme, *, filled: bool) -> str:
    """A pill in the dtype's colour with its letter; a card behind it where many wires may come."""
    tint, sign = look.dtype(port.dtype), letter(port.dtype)
    wide = _PILLS.get(len(sign), 27.0)
    radius = 4.0 if port.many else _PILL / 2
    x, y = at.x - wide / 2, at.y - _PILL / 2
    size = {"width": wide, "height": _PILL, "rx": radius}
    drawn = ""
    if port.many:
        behind = {"fill": look.block, "stroke": tint, "stroke_width": 1.2}
        drawn += element("rect", x=x - 2.5, y=y + 2.5, **size, **behind)
    edge, line = (look.error, 2.4) if port.wrong else (tint, 1.6)
    ground = tint if filled else look.block
    drawn += element("rect", x=x, y=y, **size, fill=ground, stroke=edge, stroke_width=line)
    colour = on(tint) if filled else tint
    if sign == UNKNOWN_LETTER:
        return drawn + element("circle", cx=at.x, cy=at.y, r=1.6, fill=colour)
    style = {"font_size": 10, "font_weight": "bold", "text_anchor": "middle", "fill": colour}
    return drawn + element("text", words(sign), x=at.x, y=at.y + 3.6, **style)


def _rows(placed: Placed, look: Theme) -> Iterator[str]:
    layout = placed.layout
    if layout.rule is None:
        return
    y = layout.rule
    yield element("path", d=f"M1 {number(y)}H{number(layout.width - 1)}", stroke=look.border)
    for row, (label, value) in zip(placed.face.rows, layout.rows, strict=True):
        is_new = row.label in placed.new_rows
        tint = marks.tint("changed", look) if is_new else look.error if row.wrong else look.dim
        yield _text(label, SMALL_FONT, look.text)
        yield _text(value, SMALL_FONT, tint)


def _standing(placed: Placed, look: Theme) -> Iterator[str]:
    """Words in the title, and through a bypassed block the way that its input takes."""
    layout = placed.layout
    if layout.standing is None:
        return
    if placed.face.mode == "bypassed" and layout.inputs and layout.outputs:
        (start, given), (end, taken, *_) = layout.inputs[0], layout.outputs[0]
        way = f"M{number(given.box.right + 4)} {number(start)}"
        way += f"L{number(taken.box.x - 4)} {number(end)}"
        yield element("path", d=way, fill="none", stroke=look.edge, stroke_dasharray="4 4")
    box = layout.standing.box
    ground = look.warning if placed.face.is_pinned else look.block
    yield element("rect", **box._asdict(), rx=3, fill=ground, stroke=look.edge)
    style = {"font_size": 11, "fill": on(ground), "text_anchor": "middle"}
    x, y = box.x + box.width / 2, box.y + 11.5
    yield element("text", words(layout.standing.shown), x=x, y=y, **style)


def _dot(placed: Placed, look: Theme) -> str:
    """A block that only leads a wire around others."""
    x, y, size, _ = placed.box
    dtype = placed.face.outputs[0].dtype if placed.face.outputs else None
    edge = marks.tint(placed.mark, look) if placed.mark else look.canvas
    middle = Point(x + size / 2, y + size / 2)
    style = {"fill": look.dtype(dtype), "stroke": edge, "stroke_width": 2}
    drawn = element("circle", cx=middle.x, cy=middle.y, r=size / 2 - 2, **style)
    if placed.mark:
        drawn += marks.badge(placed.mark, Point(x, y), look)
    return drawn


def _trouble(placed: Placed, look: Theme) -> Iterator[str]:
    """As the canvas marks it: a red disc with `!`, a card with `…` where only wires are lacking."""
    x, trouble = placed.layout.width - 2, placed.face.trouble
    if trouble == "error":
        yield element(
            "circle", cx=x, cy=2, r=8, fill=look.error, stroke=look.canvas, stroke_width=1.6
        )
        yield element("path", d=f"M{number(x)} -2.6v5", **_stroke("#ffffff"))
        yield element("circle", cx=x, cy=6, r=1.3, fill="#ffffff")
    elif trouble == "incomplete":
        yield element(
            "rect",
            x=x - 9,
            y=-4,
            width=18,
            height=12,
            rx=4,
            fill=look.block,
            stroke=look.warning,
            stroke_width=1.6,
        )
        for across in (-4, 0, 4):
            yield element("circle", cx=x + across, cy=2, r=1.3, fill=look.warning)


def _stroke(colour: str) -> dict[str, object]:
    return {"fill": "none", "stroke": colour, "stroke_width": 2, "stroke_linecap": "round"}


def _text(text: Text[Box], style: Style, tint: str, *, right: bool = False) -> str:
    """A line in the middle of its box's height."""
    if not text.shown:
        return ""
    size, is_bold = style
    box = text.box
    return element(
        "text",
        words(text.shown),
        x=box.right if right else box.x,
        y=box.y + box.height / 2 + size * 0.36,
        font_size=size,
        font_weight="bold" if is_bold else None,
        fill=tint,
        text_anchor="end" if right else None,
    )
