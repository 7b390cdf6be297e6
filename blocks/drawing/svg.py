"""A scene as SVG: it needs no window and no font, and looks like the canvas."""

from __future__ import annotations

from collections.abc import Iterator

from blocks.drawing import block_svg, ground_svg, marks
from blocks.drawing.colours import Theme
from blocks.drawing.curve import Point, along, corners
from blocks.drawing.layout import SMALL_FONT, TITLE_FONT
from blocks.drawing.markup import element, number, words
from blocks.drawing.paper import FONTS, PAPER, Box
from blocks.drawing.scene import Line, Scene
from blocks.drawing.taken import Taken

MARGIN = 32.0
_HEADING = (15, True)
_HEADING_ROOM = 30.0
_LEGEND_LINE = 22.0
_LABEL_HEIGHT = 14.0
_TRIED = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
"""The parts of a wire at which there may be room for its label, best first."""


def svg(scene: Scene, look: Theme, inside: str = "") -> str:
    """The text of an SVG file, sized to what is on it. `inside` is markup for its metadata."""
    whole = _with_heading(scene).grown(MARGIN)
    x, y, width, height = (number(one) for one in whole)
    parts = [
        *([element("metadata", inside)] if inside else []),
        element("title", words(scene.title or "A page")),
        element("rect", **whole._asdict(), fill=look.canvas),
        *_heading(scene, look),
        *(ground_svg.area(one, look) for one in scene.areas),
        *_wires(scene, look),
        *(ground_svg.note(one, look) for one in scene.notes),
        *(block_svg.block(one, look) for one in scene.blocks.values()),
        *_labels(scene, look),
        *_legend(scene, look),
    ]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {width} {height}" '
        f'width="{width}" height="{height}" font-family="{FONTS}">'
    )
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def _with_heading(scene: Scene) -> Box:
    """The scene with the room for its title above, and for its legend below."""
    box = scene.box
    above = _HEADING_ROOM if scene.title else 0.0
    below = len(scene.legend) * _LEGEND_LINE + (14.0 if scene.legend else 0.0)
    wide = [PAPER.width(scene.title, _HEADING)]
    wide += [PAPER.width(text, TITLE_FONT) + 30 for _, text in scene.legend]
    return Box(box.x, box.y - above, max(box.width, *wide), box.height + above + below)


def _heading(scene: Scene, look: Theme) -> Iterator[str]:
    if scene.title:
        box = scene.box
        place = {"x": box.x, "y": box.y - _HEADING_ROOM + 12}
        yield element(
            "text", words(scene.title), **place, font_size=15, font_weight="bold", fill=look.text
        )


def _wires(scene: Scene, look: Theme) -> Iterator[str]:
    for wire in scene.wires:
        if wire.tag:
            yield from _tags(wire, look)
            continue
        a, b, c, d = (f"{number(x)} {number(y)}" for x, y in corners(wire.start, wire.end))
        tint = look.error if wire.wrong else look.dtype(wire.dtype)
        dashes = "6 4.4" if wire.wrong else None
        if wire.mark:
            tint = marks.tint(wire.mark, look)
            dashes = "7 5" if wire.mark == "removed" else dashes
        yield element(
            "path",
            d=f"M{a} C{b} {c} {d}",
            fill="none",
            stroke=tint,
            stroke_width=3 if wire.mark else 2,
            stroke_opacity=1 if wire.mark else 0.72,
            stroke_linecap="round",
            stroke_dasharray=dashes,
        )


def _tags(wire: Line, look: Theme) -> Iterator[str]:
    """The name of an output where its wire begins and where it ends, with a short way to it."""
    tint = marks.tint(wire.mark, look) if wire.mark else look.dtype(wire.dtype)
    width = PAPER.width(wire.tag, (10, False)) + 12
    for (x, y), way in ((wire.start, 1), (wire.end, -1)):
        near = x + way * 20
        left = near if way > 0 else near - width
        yield element("path", d=f"M{number(x)} {number(y)}H{number(near)}", stroke=tint)
        place = {"x": left, "y": y - 8, "width": width, "height": 16, "rx": 3}
        yield element("rect", **place, fill=look.block, stroke=tint)
        middle = {"x": left + width / 2, "y": y + 3.6, "text_anchor": "middle"}
        yield element("text", words(wire.tag), **middle, font_size=10, fill=look.text)


def _labels(scene: Scene, look: Theme) -> Iterator[str]:
    """What flows along each wire, and how it differs, where there is room for it."""
    taken = Taken(one.box for one in scene.blocks.values())
    for note in scene.notes:
        taken.add(note.box)
    for wire in scene.wires:
        if wire.mark and not wire.tag:
            place = along(wire.start, wire.end, 0.5)
            taken.add(Box(place.x - 9, place.y - 9, 18, 18))
            yield marks.badge(wire.mark, place, look)
    for wire in scene.wires:
        is_said = wire.label and not wire.tag and wire.mark != "removed"
        if is_said and (box := _room(wire, taken)) is not None:
            taken.add(box)
            yield element(
                "rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=7, fill=look.canvas
            ) + element(
                "text",
                words(wire.label),
                x=box.x + box.width / 2,
                y=box.y + 10.6,
                font_size=10,
                fill=look.dim,
                text_anchor="middle",
            )


def _room(wire: Line, taken: Taken) -> Box | None:
    width = PAPER.width(wire.label, (10, False)) + 10
    for part in _TRIED:
        middle = along(wire.start, wire.end, part)
        box = Box(middle.x - width / 2, middle.y - _LABEL_HEIGHT / 2, width, _LABEL_HEIGHT)
        if taken.hit(box) is None:
            return box
    return None


def _legend(scene: Scene, look: Theme) -> Iterator[str]:
    box = scene.box
    for at, (mark, text) in enumerate(scene.legend):
        y = box.bottom + 14 + (at + 0.5) * _LEGEND_LINE
        if mark:
            yield marks.badge(mark, Point(box.x + 9, y), look)
        yield element(
            "text",
            words(text),
            x=box.x + (26 if mark else 0),
            y=y + 4,
            font_size=SMALL_FONT[0] + 1,
            fill=look.text,
        )
