"""The front that every way shows: what it takes, what it costs, how it computes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from kernels.convolution.geometry import Geometry
from kernels.dtypes import accumulator, named

Array = np.ndarray[Any, Any]

FORWARD = "forward"
INPUT_GRADIENT = "input gradient"
FILTER_GRADIENT = "filter gradient"


@dataclass(frozen=True)
class Call:
    """A call as a way sees it before any number: op, sizes and dtype, none of them empty."""

    op: str
    geometry: Geometry
    dtype: str

    @property
    def sum_dtype(self) -> np.dtype[Any]:
        """The dtype in which products are summed."""
        return accumulator(named(self.dtype))


@dataclass(frozen=True)
class Way:
    """One way to compute.

    `cost` estimates nanoseconds on one core, to compare ways with. `compute` gets the two tensors
    that the op is given, in its order, and the result, which it fills: an input gradient comes as
    zeros, all else with any content.
    """

    name: str
    exact: bool  # plain sums of products, no transforms
    takes: Callable[[Call], bool]
    cost: Callable[[Call], float]
    compute: Callable[[Call, Array, Array, Array], None]
