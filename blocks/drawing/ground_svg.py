"""Frames, groups and notes as SVG."""

from __future__ import annotations

from collections.abc import Iterator

from blocks.drawing import marks
from blocks.drawing.colours import Theme
from blocks.drawing.curve import Point
from blocks.drawing.ground import FRAME_HEAD, LINE, Area, Note
from blocks.drawing.markup import element, number, words


def area(one: Area, look: Theme) -> str:
    """A frame with its title and its text, or the dashed outline of a group."""
    drawn = _group(one, look) if one.colour is None else _frame(one, look)
    badge = marks.badge(one.mark, Point(one.box.x, one.box.y), look) if one.mark else ""
    return element("g", *drawn) + badge


def _group(one: Area, look: Theme) -> Iterator[str]:
    x, y, _, _ = one.box
    dashes = {"stroke": look.edge, "stroke_dasharray": "6 4"}
    yield element("rect", **one.box._asdict(), rx=8, fill="none", **dashes)
    style = {"font_size": 11, "font_weight": "bold", "fill": look.dim}
    yield element("text", words(one.title), x=x + 12, y=y + 18, **style)


def _frame(one: Area, look: Theme) -> Iterator[str]:
    x, y, _, _ = one.box
    is_gone = one.mark == "removed"
    yield element(
        "rect",
        **one.box._asdict(),
        rx=8,
        fill=look.frames.get(one.colour or "", look.frames["grey"]),
        fill_opacity=0.4 if is_gone else None,
        stroke=marks.tint(one.mark, look) if one.mark else look.border,
        stroke_width=2.2 if one.mark else None,
        stroke_dasharray="7 5" if is_gone else None,
    )
    if one.title:
        style = {"font_size": 13, "font_weight": "bold", "fill": look.text}
        yield element("text", words(one.title), x=x + 12, y=y + 21, **style)
    yield from _lines(one.lines, x + 12, y + FRAME_HEAD, look.text)


def note(one: Note, look: Theme) -> str:
    """A note: a bar at its left, so that it is told from what the block itself says."""
    x, y, _, height = one.box
    bar = f"M{number(x + 2)} {number(y)}v{number(height)}"
    line = element("path", d=bar, stroke=look.accent, stroke_width=2, stroke_linecap="round")
    return element("g", line, *_lines(one.lines, x + 10, y, look.dim))


def _lines(lines: tuple[str, ...], x: float, y: float, tint: str) -> Iterator[str]:
    for at, text in enumerate(lines):
        if text:
            baseline = y + at * LINE + 12
            yield element("text", words(text), x=x, y=baseline, font_size=11, fill=tint)
