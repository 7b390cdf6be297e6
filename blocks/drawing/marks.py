"""How a difference is marked: by a letter, a shape and a colour, so that each alone would do."""

from __future__ import annotations

from typing import Literal

from blocks.drawing.colours import Theme, on
from blocks.drawing.curve import Point
from blocks.drawing.markup import element, number

Mark = Literal["", "added", "removed", "changed"]
"""How a block or a wire differs from that of another page."""

SIGNS: dict[Mark, str] = {"added": "+", "removed": "−", "changed": "~"}


def tint(mark: Mark, look: Theme) -> str:
    """The colour of a mark."""
    return {"added": look.good, "removed": look.error}.get(mark, look.warning)


def badge(mark: Mark, centre: Point, look: Theme) -> str:
    """A disc with +, a square with −, a diamond with ~."""
    x, y = centre
    ground = tint(mark, look)
    edge = {"fill": ground, "stroke": look.canvas, "stroke_width": 1.6}
    if mark == "added":
        shape = element("circle", cx=x, cy=y, r=8.5, **edge)
    elif mark == "removed":
        shape = element("rect", x=x - 8, y=y - 8, width=16, height=16, rx=2, **edge)
    else:
        ends = ((x, y - 10.5), (x + 10.5, y), (x, y + 10.5), (x - 10.5, y))
        path = " ".join(f"{number(a)} {number(b)}" for a, b in ends)
        shape = element("path", d=f"M{path}Z", **edge)
    return element("g", shape + _sign(mark, centre, on(ground)))


def _sign(mark: Mark, centre: Point, colour: str) -> str:
    """Drawn, not written: a font may lack the sign, or put it off the middle."""
    x, y = centre
    if mark == "changed":
        way = f"M{number(x - 4.5)} {number(y + 1)}q2.25 -4.5 4.5 -1t4.5 -1"
    else:
        way = f"M{number(x - 4)} {number(y)}h8"
        if mark == "added":
            way += f"M{number(x)} {number(y - 4)}v8"
    return element(
        "path", d=way, fill="none", stroke=colour, stroke_width=2, stroke_linecap="round"
    )
