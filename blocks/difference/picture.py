"""A difference as a picture: both pages in one, with what has come, gone and changed marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from blocks.difference.difference import Difference, compare
from blocks.difference.words import Detail, details_of
from blocks.drawing.colours import THEMES
from blocks.drawing.curve import Point
from blocks.drawing.face import Face, Row, Unrun
from blocks.drawing.ground import Area, frames_of
from blocks.drawing.marks import Mark
from blocks.drawing.paper import layout_of
from blocks.drawing.scene import Placed, Scene, lines, placed
from blocks.drawing.svg import svg
from blocks.drawing.taken import Taken
from blocks.page import Page

_ASIDE = 24.0


def picture(before: Page, after: Page, theme: str = "light", title: str = "") -> str:
    """The text of an SVG of how two pages differ."""
    return svg(scene_of(before, after, compare(before, after), title), THEMES[theme])


def scene_of(before: Page, after: Page, difference: Difference, title: str = "") -> Scene:
    """The page after, and with it what has gone from the page before."""
    old, new = Unrun(before), Unrun(after)
    scene = Scene(title or after.title)
    for id in after.blocks:
        if id not in before.blocks:
            scene.blocks[id] = placed(new, id, "added")
        elif details := details_of(difference, id, before, after):
            scene.blocks[id] = _changed(placed(new, id, "changed"), details)
        else:
            scene.blocks[id] = placed(new, id)
    taken = Taken(one.box for one in scene.blocks.values())
    for id in before.blocks:
        if id not in after.blocks:
            scene.blocks[id] = _beside(placed(old, id, "removed"), taken)
    was, now = set(before.wires), set(after.wires)
    gone = [one for one in before.wires if one not in now]
    scene.wires += lines(old, gone, scene.blocks, "removed")
    scene.wires += lines(new, [one for one in after.wires if one in was], scene.blocks)
    scene.wires += lines(new, [one for one in after.wires if one not in was], scene.blocks, "added")
    scene.areas += _frames(before, after, difference)
    scene.add_groups(after)
    scene.legend = _legend(scene, difference)
    return scene


def _frames(before: Page, after: Page, difference: Difference) -> Iterator[Area]:
    for area in frames_of(before):
        if area.key not in after.frames:
            yield replace(area, mark="removed")
    for area in frames_of(after):
        mark: Mark = "" if area.key in before.frames else "added"
        if not mark and difference.within("frames", area.key):
            mark = "changed"
        yield replace(area, mark=mark)


def _changed(one: Placed, details: tuple[Detail, ...]) -> Placed:
    """A block that shows from what to what its attributes have changed."""
    said = {detail.name: Row(detail.name, detail.step, wanted=detail.brief) for detail in details}
    rows = [said.get(row.label, row) for row in one.face.rows]
    rows += [row for name, row in said.items() if name not in {row.label for row in rows}]
    face: Face = replace(one.face, rows=tuple(rows))
    return replace(one, face=face, layout=layout_of(face), new_rows=frozenset(said))


def _beside(one: Placed, taken: Taken) -> Placed:
    """A block that has gone, moved down where another stands in its place now."""
    while hit := taken.hit(one.box):
        one = replace(one, at=Point(one.at.x, hit.bottom + _ASIDE))
    taken.add(one.box)
    return one


def _legend(scene: Scene, difference: Difference) -> tuple[tuple[Mark, str], ...]:
    if not difference:
        return (("", "Nothing differs"),)
    marks: tuple[Mark, ...] = ("added", "removed", "changed")
    found: list[tuple[Mark, str]] = []
    for mark in marks:
        blocks = sum(one.mark == mark for one in scene.blocks.values())
        wires = sum(one.mark == mark for one in scene.wires)
        frames = sum(one.mark == mark for one in scene.areas)
        counts = [_count(blocks, "block"), _count(wires, "wire"), _count(frames, "frame")]
        if any(counts):
            found.append((mark, f"{', '.join(filter(None, counts))} {mark}"))
    if not found:
        found.append(("", "No block, wire or frame differs but in where a block stands"))
    return tuple(found)


def _count(number: int, of: str) -> str:
    return f"{number:,} {of}{'s' if number != 1 else ''}" if number else ""
