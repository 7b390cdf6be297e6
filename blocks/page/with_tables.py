"""A page's tables, made and named in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from blocks.page.block import Unread
from blocks.page.contents import Contents
from blocks.page.tables.dots import Dots
from blocks.page.tables.ends import Pins, Tags
from blocks.page.tables.frames import Frames
from blocks.page.tables.groups import Groups, Members
from blocks.page.tables.modes import Modes
from blocks.page.tables.notes import Notes
from blocks.page.tables.table import Table
from blocks.page.tables.variables import Variables

if TYPE_CHECKING:
    from blocks.page.page import Page


class WithTables(Contents):
    """Contents with all their tables."""

    def __init__(self, title: str, precision: str | Unread) -> None:
        super().__init__(title, precision)
        page = cast("Page", self)  # the edits of tables are the page's
        self.variables = Variables(page)
        self.notes = Notes(page)
        self.modes = Modes(page)
        self.pins = Pins(page)
        self.groups = Groups(page)
        self.members = Members(page)
        self.frames = Frames(page)
        self.dots = Dots(page)
        self.tags = Tags(page)
        # In the order in which their items can come: groups before what is in them.
        tables: tuple[Table[Any], ...] = (
            *(self.variables, self.notes, self.modes, self.pins, self.groups, self.members),
            *(self.frames, self.dots, self.tags),
        )
        self.tables = {table.name: table for table in tables}
