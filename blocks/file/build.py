"""From text to page, and what is kept so that an unchanged page is saved as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

from blocks.collecting import no_collecting
from blocks.errors import EditRefused, PageFileError
from blocks.file.arrange import arranged
from blocks.file.contents import Contents, contents
from blocks.file.items import Item
from blocks.file.migrate import migrate
from blocks.file.parse import parse
from blocks.file.snapshot import Loaded, Snapshot
from blocks.file.state import State
from blocks.page import Block, Page, Position, Wire
from blocks.page.formulas import worked_out

_loaded: WeakKeyDictionary[Page, Loaded] = WeakKeyDictionary()
"""What a page was made from."""


def loads(text: str, folder: Path | None = None) -> Page:
    """The page of a text, in any formatting. Files that it names are looked for in `folder`.

    Raises PageFileError, with the place, if it is no page that this program can read.
    """
    with no_collecting():
        found = contents(migrate(parse(text)))
        page = Page(found.title, folder, found.precision)
        page.extra = found.extra
        put(page, found, arranged(found))
    page.history.clear()
    _loaded[page] = Loaded(text, State.of(page))
    return page


def dumps(page: Page) -> str:
    """The text of a page: as it was loaded if it says the same, else in canonical form.

    Canonical form has a line for each block, wire and place, so that one value edited is one line
    changed.
    """
    return snapshot(page).text()


def snapshot(page: Page) -> Snapshot:
    """The page as it is now. Nothing is copied that can be large, for blocks never change."""
    return Snapshot(State.of(page), _loaded.get(page))


def put(page: Page, found: Contents, places: dict[str, Position]) -> None:
    """Put contents on a page, variables first, for expressions need them. Raises PageFileError with
    the place of what it cannot take."""
    with page.edit("Add blocks"):
        _put_items(page, [one for one in found.items if one.table == "variables"])
        scope = page.variables.scope
        blocks = [worked_out(block, scope) if block.formulas else block for block in found.blocks]
        try:
            page.put([(block, places[block.id]) for block in blocks], found.wires)
        except EditRefused as why:
            raise PageFileError(str(why), _place(why, blocks, found.wires)) from None
        _put_items(page, [one for one in found.items if one.table != "variables"])


def _put_items(page: Page, items: Iterable[Item]) -> None:
    for item in items:
        try:
            page.tables[item.table].put(item.key, item.value)
        except EditRefused as why:
            raise PageFileError(str(why), item.place) from None


def _place(why: EditRefused, blocks: list[Block], wires: list[Wire]) -> str | None:
    items: Sequence[object] = wires if isinstance(why.item, Wire) else blocks
    name = "wires" if isinstance(why.item, Wire) else "blocks"
    return next((f"{name}[{at}]" for at, one in enumerate(items) if one is why.item), None)
