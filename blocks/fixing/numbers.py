"""Writing a vector of sizes to where it comes from: a Const, if this port alone uses it."""

from __future__ import annotations

import numpy as np

from blocks.dtypes import DTYPES, name_of
from blocks.editing.beside import add_beside
from blocks.editing.tensor_formulas import TensorFormulas
from blocks.page import End, Page

Numbers = tuple[int, ...] | int
"""A vector, or a single number."""


def put_numbers(page: Page, end: End, numbers: Numbers) -> None:
    """Have these numbers come to an input port, as one edit.

    The Const that they come from is changed if no other port uses it; else the port gets a Const of
    its own, so that nothing else changes.
    """
    with page.edit(f"Set {end.port} to {numbers if isinstance(numbers, int) else list(numbers)}"):
        const = const_of(page, end)
        if const is None:
            dtype = DTYPES[_dtypes(page, end)[0]]
            made = add_beside(page, end.block, "Const", {"value": np.array(numbers, dtype)})
            page.connect(End(made, "output"), end, replace=True)
            return
        old = page.blocks[const].value("value")
        new = np.array(numbers, old.dtype if name_of(old.dtype) in _dtypes(page, end) else np.int32)
        formulas = TensorFormulas.of(page.blocks[const].formulas.get("value"))
        if formulas.sizes or old.shape != new.shape:
            page.set_attr(const, "value", new)
            return
        kept = formulas.without(at for at in formulas.cells if old.flat[at] != new.flat[at])
        page.set_attr(const, "value", kept.raw(new))


def const_of(page: Page, end: End) -> str | None:
    """The Const that feeds an input port and nothing else, so that it can be changed freely; over
    reroute dots too."""
    wires = page.wires_into(*end)
    while len(wires) == 1:
        source = wires[0].source
        block = page.blocks[source.block]
        if len(page.wires_out_of(block.id)) != 1 or str(source) in page.pins:
            return None
        if block.op_name == "Const":
            value = block.value("value")
            return block.id if isinstance(value, np.ndarray) else None
        if block.id not in page.dots:
            return None
        wires = page.wires_into(block.id)
    return None


def _dtypes(page: Page, end: End) -> tuple[str, ...]:
    op = page.blocks[end.block].op
    port = op.input(end.port) if op is not None else None
    assert op is not None
    assert port is not None
    return op.allowed(port)
