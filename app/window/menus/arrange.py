"""The Arrange menu."""

from __future__ import annotations

from functools import partial

from app.window.menus.menu import Menu
from blocks.editing.arranging import EDGES

WORDS = {
    "left": "&Left Edges",
    "centre": "&Centres Across",
    "right": "&Right Edges",
    "top": "&Top Edges",
    "middle": "&Middles Down",
    "bottom": "&Bottom Edges",
}


class ArrangeMenu(Menu):
    """Where blocks stand."""

    title = "&Arrange"

    def fill(self) -> None:
        arranging, canvas = self.window.canvas.arranging, self.window.canvas
        several = partial(self._selected, 2)
        align = self.submenu("&Align")
        for edge in (*WORDS, *(one for one in EDGES if one not in WORDS)):
            self.add(
                f"arrange.{edge}",
                WORDS[edge],
                partial(arranging.align, edge),
                when=several,
                tip=f"Align {WORDS[edge].replace('&', '').lower()}",
                to=align,
            )
        for id, words, across in (
            ("arrange.across", "Distribute A&cross", True),
            ("arrange.down", "Distribute &Down", False),
        ):
            when = partial(self._selected, 3)
            self.add(id, words, partial(arranging.distribute, across=across), when=when)
        self.line()
        self.add(
            "arrange.snap",
            "S&nap to Grid",
            arranging.snap,
            when=self.has_selection,
        )
        self.snaps = self.add("arrange.snaps", "Drag &on the Grid", self._change_snaps)
        self.snaps.setCheckable(True)
        self.snaps.setChecked(self.window.settings.snaps)
        arranging.snaps = self.window.settings.snaps
        self.line()
        self.add("arrange.lay_out", "&Lay Out", arranging.lay_out, "L", within=canvas)
        self.line()
        self.add_of_canvas("arrange.frame")
        self.add_of_canvas("arrange.tags", when=self.has_selection)
        self.line()
        self.add_of_canvas("edit.group", when=self.has_selection)
        self.add_of_canvas("edit.ungroup", when=self._has_group)
        self.add_of_canvas("edit.open", when=self.has_selection)
        self.add_of_canvas("view.leave_group")

    def _has_group(self) -> bool:
        return any(id in self.document.page.groups for id in self.document.selection)

    def _selected(self, count: int) -> bool:
        return len(self.document.selection) >= count

    def _change_snaps(self) -> None:
        snaps = self.snaps.isChecked()
        self.window.settings.snaps = self.window.canvas.arranging.snaps = snaps
