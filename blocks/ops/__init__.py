"""All ops, by name, in the order of the palette."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from blocks.declaration.attribute import text
from blocks.declaration.op import Op
from blocks.ops.arrays import ARRAYS
from blocks.ops.convolution import CONVOLUTION
from blocks.ops.filter_gradients import FILTER_GRADIENTS
from blocks.ops.input_gradients import INPUT_GRADIENTS
from blocks.ops.mathematics import MATHEMATICS
from blocks.ops.neural import NEURAL
from blocks.ops.session import SESSION
from blocks.ops.sources import SOURCES

__all__ = ["NAME", "OPS", "join"]

NAME = text(
    "name",
    default="",
    pattern=r"|[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*",
    says="a name begins with a letter, digit or point; then _ \\ / > and - may come too",
    help="What the block is called within the page's scope; its id if this is empty.",
    in_kernel=False,
)
"""The attribute that every op has, as in TensorFlow."""


def join(*families: Iterable[Op]) -> Mapping[str, Op]:
    """The ops of all families by name, each with the attribute `name` besides its own.

    Raises TypeError, at import, if two ops have one name.
    """
    ops: dict[str, Op] = {}
    for family in families:
        for op in family:
            if op.name in ops:
                raise TypeError(f"two ops are named {op.name}")
            ops[op.name] = replace(op, attributes=(*op.attributes, NAME))
    return MappingProxyType(ops)


OPS = join(
    SOURCES, ARRAYS, MATHEMATICS, NEURAL, CONVOLUTION, INPUT_GRADIENTS, FILTER_GRADIENTS, SESSION
)
"""Every op that a page can use. The palette, the checks and the documentation all read this."""
