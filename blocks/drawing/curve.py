"""The way of a wire: a curve from an output, to the right, to an input, from the left."""

from __future__ import annotations

from typing import NamedTuple

_SHORTEST_BOW, _LONGEST_BOW = 34.0, 180.0


class Point(NamedTuple):
    """A place on the page, in pixels at zoom 1."""

    x: float
    y: float


def bow(across: float, down: float) -> float:
    """How far a wire goes straight out of its ports before it turns to the other end."""
    # Backwards it swings out further, or it would run along behind its own blocks.
    wanted = abs(across) * (0.5 if across > 0 else 0.9) + abs(down) * 0.08
    return min(max(wanted, _SHORTEST_BOW), _LONGEST_BOW)


def corners(start: Point, end: Point) -> tuple[Point, Point, Point, Point]:
    """The four points of the cubic curve."""
    out = bow(end.x - start.x, end.y - start.y)
    return start, Point(start.x + out, start.y), Point(end.x - out, end.y), end


def along(start: Point, end: Point, part: float) -> Point:
    """The point after a part of the curve, from 0 to 1."""
    a, b, c, d = corners(start, end)
    rest = 1 - part
    shares = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    x = sum(share * one.x for share, one in zip(shares, (a, b, c, d), strict=True))
    y = sum(share * one.y for share, one in zip(shares, (a, b, c, d), strict=True))
    return Point(x, y)
