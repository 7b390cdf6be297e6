"""What a page says to its readers: the texts of frames and groups, and notes, as they stand on it
from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blocks.page import Page
from blocks.page.tables.frames import Frame
from blocks.page.tables.groups import Group

_WORD = re.compile(r"[A-Za-z_]\w+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a note. `block` is the id of the block that they name, empty if they name
    none."""

    words: str
    block: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a page. `of` is the id of the frame, group or block that says it."""

    of: str
    title: str
    lines: tuple[tuple[Piece, ...], ...]
    is_of_block: bool = False


def notes_of(page: Page) -> tuple[Said, ...]:
    """The texts of frames and groups from the top of the page to its bottom; after them the notes
    of blocks."""
    names = {block.name: id for id, block in page.blocks.items()} | {id: id for id in page.blocks}
    shapes: list[tuple[str, Frame | Group]] = [*page.frames.items(), *page.groups.items()]
    shapes.sort(key=lambda one: (one[1].at.y, one[1].at.x))
    found = [
        Said(id, shape.title, _lines(shape.text, names))
        for id, shape in shapes
        if shape.title or shape.text
    ]
    places = sorted(page.notes, key=lambda id: (page.position(id).y, page.position(id).x))
    found += [
        Said(id, page.blocks[id].name, _lines(page.notes[id], names), is_of_block=True)
        for id in places
    ]
    return tuple(found)


def _lines(text: str, names: dict[str, str]) -> tuple[tuple[Piece, ...], ...]:
    return tuple(tuple(_pieces(line, names)) for line in text.splitlines() if line.strip())


def _pieces(line: str, names: dict[str, str]) -> Iterator[Piece]:
    """A line in pieces, each word apart that names a block. Names of one letter are left out: they
    are words of the language, too."""
    done = 0
    for found in _WORD.finditer(line):
        if found.group() in names:
            if found.start() > done:
                yield Piece(line[done : found.start()])
            yield Piece(found.group(), names[found.group()])
            done = found.end()
    if done < len(line):
        yield Piece(line[done:])
