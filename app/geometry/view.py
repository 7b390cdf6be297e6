"""The geometry of the selected block: made when somebody looks, from what is known of its inputs,
run or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.document import Document
from app.seen import SeenView

if TYPE_CHECKING:
    from app.geometry.picture import Picture

NOTHING = (
    "Select a convolution or one of its gradients to see how its windows lie over the input, and "
    "how many taps reach each cell."
)


class GeometryView(SeenView):
    """The windows of the first selected block of the family."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self._made: Picture | None = None
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self.setMinimumWidth(280)
        self.set_document(document)

    @property
    def picture(self) -> Picture:
        """What is shown; it is made at the first call."""
        if self._made is None:
            # Here, so that the editor's start does not wait for what may never be looked at.
            from app.geometry.picture import Picture

            self._made = Picture(self)
            self._lay.addWidget(self._made)
            self._made.show()  # at once, not when the layout comes to it
            self.setFocusProxy(self._made.input_grid)
        return self._made

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._made is not None:
            self._made.dress()

    def _catch_up(self) -> None:
        from blocks.geometry import MEMBERS, geometry_of

        document, blocks = self._document, self._document.page.blocks
        chosen = [id for id in document.selection if id in blocks]
        of_family = [id for id in chosen if blocks[id].op_name in MEMBERS]
        if of_family:
            found = geometry_of(document.page, of_family[0], document.known)
            if found is not None:
                self.picture.show_geometry(found, blocks[of_family[0]].name)
                return
        words = NOTHING
        if chosen:
            words = f"{chosen[0]} is a block of {blocks[chosen[0]].op_name}.\n{NOTHING}"
        self.picture.show_notice(words)
