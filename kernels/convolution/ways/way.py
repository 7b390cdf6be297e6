"""The front that every way shows: what it takes, what it costs, how it computes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from kernels.convolution.geometry import Geometry
from kernels.convolution.phases import leaves_out
from kernels.dtypes import accumulator, named

Array = np.ndarray[Any, Any]

FORWARD = "forward"
INPUT_GRADIENT = "input gradient"
FILTER_GRADIENT = "filter gradient"


@dataclass(frozen=True, eq=False)
class Call:
    """A call as a way sees it before any number: op, sizes and dtype, none of them empty.

    Compared by identity: a quick key for what is known of a call; calls.py keeps one for all calls
    of the same sizes.
    """

    op: str
    geometry: Geometry
    dtype: str

    @cached_property
    def shapes(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """The shapes of the two tensors that the op is given, in its order, and of the result."""
        geometry = self.geometry
        input, filter, output = geometry.input_shape, geometry.filter_shape, geometry.output_shape
        if self.op == FORWARD:
            return input, filter, output
        if self.op == INPUT_GRADIENT:
            return filter, output, input
        return input, output, filter

    @cached_property
    def leaves_out(self) -> bool:
        """Is it an input gradient with positions that no tap reaches? Their gradient is zero."""
        return self.op == INPUT_GRADIENT and any(map(leaves_out, self.geometry.axes))

    @property
    def sum_dtype(self) -> np.dtype[Any]:
        """The dtype in which products are summed."""
        return accumulator(named(self.dtype))


@dataclass(frozen=True)
class Way:
    """One way to compute.

    `cost` estimates nanoseconds on one core, to compare ways with. `compute` gets the two tensors
    that the op is given, in its order, and the result, which it fills. The result comes with any
    content, and as zeros where the call leaves positions out.
    """

    name: str
    exact: bool  # plain sums of products, no transforms
    takes: Callable[[Call], bool]
    cost: Callable[[Call], float]
    compute: Callable[[Call, Array, Array, Array], None]
