"""What people have written about single blocks."""

from __future__ import annotations

from blocks.page.names import is_unicode
from blocks.page.tables.table import BlockTable


class Notes(BlockTable[str]):
    """Texts by the block's id. No item is an empty text."""

    name = "notes"

    def write(self, block: str, text: str) -> None:
        """Give a block a note; an empty text takes it away."""
        if text:
            self.put(block, text)
        else:
            self.drop(block)

    def refusal(self, key: str, item: str) -> str | None:
        if not is_unicode(item):
            return f"the note of {key} has half of a surrogate pair in it"
        return super().refusal(key, item) or (None if item else "a note needs a text")

    def label(self, key: str, item: str | None) -> str:
        return f"Note on {key}" if item is not None else f"Remove the note on {key}"
