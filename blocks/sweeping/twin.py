"""A page that does the same as another, to be changed in its place."""

from __future__ import annotations

from blocks.page import Page


def twin(page: Page) -> Page:
    """A page with the same blocks, wires and whatever else makes a difference to results.

    Blocks never change, so that nothing large is copied.
    """
    made = Page(page.title, page.folder, page.unread_precision or page.precision)
    with made.edit("Copy"):
        for name, source in page.variables.items():
            made.variables.put(name, source)
        made.put([(block, page.position(block.id)) for block in page.blocks.values()], page.wires)
        for table in page.tables.values():
            if table.counts and table is not page.variables:
                for key, item in table.items():
                    made.tables[table.name].put(key, item)
    made.history.clear()
    return made
