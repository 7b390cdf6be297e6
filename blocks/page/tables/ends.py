"""Tables with an item for a port, by its end as a text: `dx.output`."""

from __future__ import annotations

from typing import Any

import numpy as np

from blocks.page.block import End
from blocks.page.names import PORT
from blocks.page.rules import is_input
from blocks.page.tables.table import Item, Table


def end_of(key: str) -> End:
    """The end that a key stands for."""
    block, _, port = key.partition(".")
    return End(block, port)


class OutputTable(Table[Item]):
    """A table with at most one item for each output."""

    def block_of(self, key: str) -> str | None:
        return end_of(key).block

    def refusal(self, key: str, item: Item) -> str | None:
        end = end_of(key)
        if not PORT.fullmatch(end.port):
            return f"'block.port' is needed, not {key!r:.60}"
        block = self._page.blocks.get(end.block)
        if block is None:
            return f"there is no block {end.block!r:.60}"
        if is_input(block, end):
            return f"{end} is an input; an output is needed"
        return None


class Pins(OutputTable[np.ndarray[Any, Any]]):
    """Tensors that stand in for the results of outputs while people try something out.

    They are read-only arrays of dtypes that a page can hold. A run without the window refuses a
    page that has any, unless it is told to use them.
    """

    name = "pins"
    counts = True

    def label(self, key: str, item: np.ndarray[Any, Any] | None) -> str:
        return f"Pin {key}" if item is not None else f"Unpin {key}"


class Tags(OutputTable[bool]):
    """Outputs whose wires are drawn as a name at either end instead of a line."""

    name = "tags"

    def label(self, key: str, item: bool | None) -> str:
        return f"Show wires of {key} as {'tags' if item else 'lines'}"


__all__ = ["OutputTable", "Pins", "Tags", "end_of"]
