"""Where the numbers of a result come from: for each op which input cells make an output cell.

Each op of `kernels` has a `Traces` here, a file a family, made from shapes and attributes alone.
Ops are declared with the name of theirs, so that nothing of this is imported before somebody asks.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kernels.tracing.traces import Traces


ELEMENTWISE = "elementwise"
"""What an op of somebody else's says whose numbers are each made of those at its place in the
inputs: its own kernel tells how, asked of single cells."""


class Untraced:
    """An op whose numbers cannot be traced, and why, as people read it."""

    def __init__(self, why: str) -> None:
        self.why = why


def traces_named(name: str) -> Traces:
    """The traces that `family.NAME` stands for, as `convolution.CONV_2D`."""
    family, _, constant = name.partition(".")
    found: Traces = getattr(import_module(f"kernels.tracing.{family}"), constant)
    return found
