"""All ops, by name, in the order of the palette."""

from __future__ import annotations

from blocks.ops.arrays import ARRAYS
from blocks.ops.checks import CHECKS
from blocks.ops.convolution import CONVOLUTION
from blocks.ops.filter_gradients import FILTER_GRADIENTS
from blocks.ops.input_gradients import INPUT_GRADIENTS
from blocks.ops.mathematics import MATHEMATICS
from blocks.ops.neural import NEURAL
from blocks.ops.registry import NAME, Registry, join
from blocks.ops.session import SESSION
from blocks.ops.sources import SOURCES

__all__ = ["NAME", "OPS", "join"]

OPS = Registry(
    join(
        SOURCES,
        ARRAYS,
        MATHEMATICS,
        NEURAL,
        CONVOLUTION,
        INPUT_GRADIENTS,
        FILTER_GRADIENTS,
        CHECKS,
        SESSION,
    )
)
"""Every op that a page can use, the user's own ones among them while they are switched on. The
palette, the checks and the documentation all read this."""
