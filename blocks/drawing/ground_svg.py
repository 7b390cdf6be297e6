"""Frames, groups and notes as SVG."""

from __future__ import annotations

from collections.abc import Iterator

from blocks.drawing.colours import Theme
from blocks.drawing.ground import LINE, Area, Note
from blocks.drawing.markup import element, number, words


def area(one: Area, look: Theme) -> str:
    """A frame with its title and its text, or the dashed outline of a group."""
    x, y, width, height = one.box
    place = {"x": x, "y": y, "width": width, "height": height, "rx": 8}
    if one.colour is None:
        edge = {"fill": "none", "stroke": look.edge, "stroke_dasharray": "6 4"}
        title = {"font_size": 11, "font_weight": "bold", "fill": look.dim}
        return element("rect", **place, **edge) + element(
            "text", words(one.title), x=x + 12, y=y + 18, **title
        )
    ground = look.frames.get(one.colour, look.frames["grey"])
    drawn = [element("rect", **place, fill=ground, stroke=look.border)]
    title = {"font_size": 13, "font_weight": "bold", "fill": look.text}
    if one.title:
        drawn.append(element("text", words(one.title), x=x + 12, y=y + 21, **title))
    top = y + (30 if one.title else 8)
    drawn += _lines(one.lines, x + 12, top, look.text)
    return element("g", *drawn)


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
