"""Fragments: some blocks with the wires between them, as text for the clipboard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from blocks.errors import EditRefused
from blocks.file.arrange import arranged
from blocks.file.build import put
from blocks.file.contents import Contents, contents
from blocks.file.entries import FRAGMENT, PAGE
from blocks.file.migrate import migrate
from blocks.file.parse import parse
from blocks.file.state import State
from blocks.file.write import written
from blocks.page import Block, End, Extra, Page, Position, Unread, Wire
from blocks.page.names import FreeNames
from blocks.page.precision import PRECISION

ASIDE = 40.0
"""How far, down and right, a copy goes that would hide a block exactly."""


def copy(page: Page, ids: Iterable[str]) -> str:
    """Blocks, the wires between them and their places, in the page's order, as a fragment."""
    wanted = set(ids)
    if missing := wanted - set(page.blocks):
        raise EditRefused(f"there is no block {min(missing)!r}")
    now = State.of(page)
    part = State(
        title="",
        precision=PRECISION.default,
        blocks=tuple(one for one in now.blocks if one.id in wanted),
        wires=tuple(one for one in now.wires if {one.source.block, one.target.block} <= wanted),
        places={id: at for id, at in now.places.items() if id in wanted},
        extra=Extra(
            wires=now.extra.wires,
            layout={id: kept for id, kept in now.extra.layout.items() if id in wanted},
        ),
    )
    return written(part, FRAGMENT)


def looks_like_fragment(text: str) -> bool:
    """Whether a text of the clipboard may be meant to be pasted: a fragment or a whole page."""
    return text.lstrip().startswith("{") and (f'"{FRAGMENT}"' in text or f'"{PAGE}"' in text)


def paste(page: Page, text: str, at: tuple[float, float] | None = None) -> list[str]:
    """Put the blocks and wires of a fragment, or of a whole page, on a page, as one edit.

    Ids and names that are taken get a number. The top left corner of all goes to `at`; without
    it, blocks stand where they stood, or a little aside if they would hide others. The page keeps
    its own title and precision. Returns the ids of the new blocks. Raises PageFileError, and
    changes nothing, for any other text.
    """
    found = contents(migrate(parse(text), (FRAGMENT, PAGE)))
    found, ids = _renamed(found, page)
    places = _placed(arranged(found), page, at)
    with page.edit(f"Paste {len(ids)} block{'s' if len(ids) != 1 else ''}"):
        put(page, found, places)
    page.extra = page.extra.joined(found.extra)
    return ids


def _renamed(found: Contents, page: Page) -> tuple[Contents, list[str]]:
    """The contents with ids and names that the page does not have."""
    free = FreeNames([*page.blocks, *(block.name for block in page.blocks.values())])
    new = {block.id: free.take(block.id) for block in found.blocks}
    blocks = [_with_free_name(replace(one, id=new[one.id]), free) for one in found.blocks]
    wires = [
        Wire(End(new[source.block], source.port), End(new[target.block], target.port))
        for source, target in found.wires
    ]
    by_old = dict(zip(found.wires, wires, strict=True))
    extra = Extra(
        wires={by_old[wire]: kept for wire, kept in found.extra.wires.items()},
        layout={new[id]: kept for id, kept in found.extra.layout.items() if id in new},
    )
    places = {new[id]: at for id, at in found.places.items()}
    return Contents("", PRECISION.default, blocks, wires, places, extra), list(new.values())


def _with_free_name(block: Block, free: FreeNames) -> Block:
    name = block.attrs.get("name")
    if name is None or isinstance(name, Unread) or name == block.id:
        return block
    return block.with_attr("name", free.take(name))


def _placed(
    places: dict[str, Position], page: Page, at: tuple[float, float] | None
) -> dict[str, Position]:
    if not places:
        return places
    if at is not None:
        right = at[0] - min(one.x for one in places.values())
        down = at[1] - min(one.y for one in places.values())
    else:
        right = down = 0.0
        taken = {page.position(id) for id in page.blocks}
        while any(Position(x + right, y + down) in taken for x, y in places.values()):
            right = down = right + ASIDE
    return {id: Position(x + right, y + down) for id, (x, y) in places.items()}
