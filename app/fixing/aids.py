"""What the panel shows of a block of the convolution family beside its fields."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.document import Document
from app.fixing.format_notice import FormatNotice
from app.fixing.pads_row import PadsRow
from app.fixing.size_picker import SizePicker
from blocks.editing.attributes import PADDING
from blocks.editing.data_format import LAYOUT


class Aids:
    """The aids of one block: each stands below the field that it is about, or in a section."""

    def __init__(self, document: Document, id: str) -> None:
        self.pads = PadsRow(document, id)
        self.notice = FormatNotice(document, id)
        self.picker = SizePicker(document, id)

    def below(self, attribute: str) -> QWidget | None:
        """What stands below the field of an attribute, if anything does."""
        return {PADDING: self.pads, LAYOUT: self.notice}.get(attribute)

    def refresh(self) -> None:
        """Show how things stand now."""
        self.pads.refresh()
        self.picker.refresh()
