"""A tensor as people read it on a terminal: nested by its axes, shortened where it is long."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from blocks.declaration.known import Known

LONGEST = 1000
"""A tensor of more elements than this is shortened."""

_SHOWN = 200
"""How many elements are left of one that is shortened, about."""

_WIDTH = 100

_SMALL = 1e-4
"""A number under this is written with a power of ten."""

Array = np.ndarray[Any, Any]


def tensor_text(name: str, array: Array) -> str:
    """Name, dtype, shape and values. Each number has just the digits that tell it from its
    neighbours in the dtype; what is left out of a long tensor is said."""
    lines = [f"{name}  {Known(dtype=Known.of(array).dtype, shape=array.shape)}"]
    if array.size <= LONGEST:
        lines.append(_values(array, LONGEST, 3))
        return "\n".join(lines)
    edge = _edge(array.shape)
    if edge:
        lines.append(_values(array, 0, edge))
        shown = math.prod(min(size, 2 * edge) for size in array.shape)
    else:
        # So many short axes that leaving out the middle of each leaves out nothing.
        shown = _SHOWN
        lines.append(
            f"{_values(array.reshape(-1)[:shown], shown, 3)} and so on, in row-major order"
        )
    lines.append(f"({shown:,} of {array.size:,} values; --out or --format json gives all)")
    return "\n".join(lines)


def _values(array: Array, threshold: int, edge: int) -> str:
    return np.array2string(
        array,
        max_line_width=_WIDTH,
        threshold=threshold,
        edgeitems=edge,
        floatmode="unique",
        suppress_small=_is_plain(array, edge),
        separator=" ",
    )


def _is_plain(array: Array, edge: int) -> bool:
    """Whether what is shown has no fraction so small that it needs powers of ten.

    NumPy writes those as soon as numbers differ by a factor of 1,000, as 1 and 2,000 do.
    """
    for axis, size in enumerate(array.shape):
        if size > 2 * edge:
            array = array.take([*range(edge), *range(size - edge, size)], axis)
    sizes = np.abs(array.astype(np.float64))
    return not ((sizes > 0) & (sizes < _SMALL)).any()


def _edge(shape: tuple[int, ...]) -> int:
    """How many entries to keep at either end of each axis; 0 if no number keeps it short."""
    for edge in (3, 2, 1):
        if math.prod(min(size, 2 * edge) for size in shape) <= _SHOWN:
            return edge
    return 0
