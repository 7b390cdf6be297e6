"""What cannot be exported."""

from __future__ import annotations

from blocks.errors import BlockpropError


class ExportRefused(BlockpropError):
    """A block that a library cannot compute with the same numbers. The text says which and why."""

    def __init__(self, message: str, block: str | None = None, port: str | None = None) -> None:
        super().__init__(message if block is None else f"{block}: {message}")
        self.block = block
        self.port = port
