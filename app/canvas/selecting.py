"""What is selected: the document knows the blocks, the items themselves know the wires."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.canvas.wires import WireItem
from blocks.editing.levels import items_at, shown_at
from blocks.page import Wire

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas


class Selecting:
    """Selects on behalf of mouse and keys, and marks the items that are selected."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._marked: set[str] = set()
        self._found: set[str] = set()
        self._wanted: tuple[str, ...] = ()

    # ---- for gestures and keys ------------------------------------------------------------

    def choose(self, ids: Iterable[str], *, keep_wires: bool = False) -> None:
        """Select these blocks, in the order of the page, and nothing else."""
        if not keep_wires:
            for item in self._wire_items():
                item.setSelected(False)
        document, chosen = self._canvas.document, set(ids)
        page = document.page
        every = (*page.blocks, *page.groups, *page.frames) if chosen else ()
        document.select(id for id in every if id in chosen)
        self.show(document.selection)

    def toggle(self, id: str) -> None:
        """Add a block to the selection, or take it away."""
        self.choose({*self._canvas.document.selection} ^ {id}, keep_wires=True)

    def choose_wire(self, wire: Wire, *, add: bool = False) -> None:
        """Select a wire, alone or in addition."""
        if not add:
            self.choose(())
        if (item := self._canvas.graph.wire_item(wire)) is not None:
            item.setSelected(not (add and item.isSelected()))

    def choose_all(self) -> None:
        """Select all that is on the level that is open."""
        document = self._canvas.document
        self.choose(items_at(document.page, document.level))

    def choose_unless_chosen(self, id: str) -> None:
        """Select a block alone, unless it is among the selected."""
        if id not in self._canvas.document.selection:
            self.choose((id,))

    def wires(self) -> list[Wire]:
        """The wires that are selected."""
        return [item.wire for item in self._wire_items()]

    # ---- showing --------------------------------------------------------------------------

    def show(self, ids: Iterable[str]) -> None:
        """Mark these blocks, and no others, as selected."""
        chosen = set(ids)
        for id in self._marked | chosen:
            item = self._canvas.item(id)
            if item is not None and item.isSelected() != (id in chosen):
                item.setSelected(id in chosen)
        self._marked = chosen

    def show_found(self, ids: Iterable[str]) -> None:
        """Mark these, and nothing else, as found by a search. What is in a group that is not open
        marks the group."""
        self._wanted = tuple(ids)
        document = self._canvas.document
        page, level = document.page, document.level
        chosen = set(self._wanted)
        if page.groups:
            shown = (shown_at(page, id, level) for id in self._wanted if id in page.blocks)
            chosen.update(id for id in shown if id is not None)
        for id in self._found | chosen:
            item = self._canvas.item(id)
            if item is not None and item.is_found != (id in chosen):
                item.is_found = id in chosen
                item.update()
        self._found = chosen

    def show_found_again(self) -> None:
        """Other items are drawn now: mark those of them that were found."""
        if self._wanted:
            self.show_found(self._wanted)

    def _wire_items(self) -> list[WireItem]:
        items = self._canvas.view.scene().selectedItems()
        return [item for item in items if isinstance(item, WireItem)]
