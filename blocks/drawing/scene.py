"""What is on a picture and where: blocks, wires between them, and how large it all is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from blocks.declaration.known import shape_text
from blocks.drawing.curve import Point
from blocks.drawing.face import Face, Seen, face_of
from blocks.drawing.ground import Area, Note, frames_of, groups_of, note_under
from blocks.drawing.layout import DOT, Layout
from blocks.drawing.marks import Mark
from blocks.drawing.paper import Box, layout_of
from blocks.page import End, Page, Wire


@dataclass(frozen=True, slots=True)
class Placed:
    """A block at its place. `new_rows` are the labels of attributes that have another value."""

    face: Face
    at: Point
    layout: Layout[Box]
    mark: Mark = ""
    new_rows: frozenset[str] = frozenset()

    @property
    def box(self) -> Box:
        """The part of the picture that it takes."""
        return self.layout.body.moved(*self.at)

    def output(self, port: str) -> Point:
        """Where wires out of a port begin."""
        if self.face.is_dot:
            return self._middle
        for face, (height, *_) in zip(self.face.outputs, self.layout.outputs, strict=True):
            if face.name == port:
                return Point(self.at.x + self.layout.width, self.at.y + height)
        return Point(self.at.x + self.layout.width, self.at.y + self.layout.height / 2)

    def input(self, port: str) -> Point:
        """Where wires into a port end."""
        if self.face.is_dot:
            return self._middle
        for face, (height, _) in zip(self.face.inputs, self.layout.inputs, strict=True):
            if face.name == port:
                return Point(self.at.x, self.at.y + height)
        return Point(self.at.x, self.at.y + self.layout.height / 2)

    @property
    def _middle(self) -> Point:
        return Point(self.at.x + DOT / 2, self.at.y + DOT / 2)


@dataclass(frozen=True, slots=True)
class Line:
    """A wire: from where to where, what flows along it, and what is said of that. `tag` is the
    name at either end of one that is not drawn as a line."""

    start: Point
    end: Point
    dtype: str | None
    label: str
    wrong: bool = False
    mark: Mark = ""
    tag: str = ""


@dataclass
class Scene:
    """All that a picture shows. `legend` are lines under it, each with the mark it is about."""

    title: str
    blocks: dict[str, Placed] = field(default_factory=dict)
    wires: list[Line] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    legend: tuple[tuple[Mark, str], ...] = ()

    @property
    def box(self) -> Box:
        """The smallest box around all of it."""
        boxes = [one.box for one in self.blocks.values()]
        boxes += [one.box for one in self.areas]
        boxes += [one.box for one in self.notes]
        if not boxes:
            return Box(0.0, 0.0, 200.0, 60.0)
        whole = boxes[0]
        for one in boxes[1:]:
            whole = whole.joined(one)
        return whole

    def add_groups(self, page: Page) -> None:
        """Add the outlines of a page's groups to the blocks that are here."""
        self.areas += groups_of(page, {id: one.box for id, one in self.blocks.items()})


def scene_of(seen: Seen, only: Iterable[str] | None = None) -> Scene:
    """The scene of a page, or of some of its blocks and the wires between them."""
    page = seen.page
    ids = set(page.blocks if only is None else only)
    scene = Scene(page.title)
    for id in page.blocks:
        if id in ids:
            scene.blocks[id] = placed(seen, id)
    scene.wires += lines(seen, (one for one in page.wires if _ends(one) <= ids), scene.blocks)
    if only is None:
        scene.areas += frames_of(page)
    scene.add_groups(page)
    for one in scene.blocks.values():
        if one.face.note:
            scene.notes.append(note_under(one.face.note, one.box))
    return scene


def placed(seen: Seen, id: str, mark: Mark = "") -> Placed:
    """A block of a page at its place."""
    face = face_of(seen, id)
    return Placed(face, Point(*seen.page.position(id)), layout_of(face), mark)


def lines(
    seen: Seen, wires: Iterable[Wire], blocks: Mapping[str, Placed], mark: Mark = ""
) -> Iterator[Line]:
    """Wires of a page between blocks that are placed."""
    for wire in wires:
        source, target = blocks[wire.source.block], blocks[wire.target.block]
        known = seen.known(wire.source)
        yield Line(
            source.output(wire.source.port),
            target.input(wire.target.port),
            known.dtype or _drawn_dtype(source, wire.source),
            shape_text(known.shape) if known.shape is not None else "",
            any(port.wrong for port in target.face.inputs if port.name == wire.target.port),
            mark,
            str(wire.source) if str(wire.source) in seen.page.tags else "",
        )


def _drawn_dtype(source: Placed, end: End) -> str | None:
    """The dtype in whose colour the port is drawn, which may be the only one that it can have."""
    return next((one.dtype for one in source.face.outputs if one.name == end.port), None)


def _ends(wire: Wire) -> set[str]:
    return {wire.source.block, wire.target.block}
