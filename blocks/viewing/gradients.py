"""Which outputs are gradients: zero is their middle, and their colours are centred on it."""

from __future__ import annotations

from blocks.page import End, Page

_OPS = ("Backprop", "Grad")
"""In the names of TensorFlow's ops that give gradients."""

_PORTS = ("out_backprop", "gradients", "dy", "grad")
"""Names of its ports that take one."""


def is_gradient(page: Page, end: End) -> bool:
    """Whether an output gives a gradient, as its op's name says or a port that it is wired to."""
    block = page.blocks.get(end.block)
    if block is None:
        return False
    if any(one in block.op_name for one in _OPS) and "Check" not in block.op_name:
        return True
    return any(wire.target.port in _PORTS for wire in page.wires_out_of(*end))
