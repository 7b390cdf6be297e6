"""Random blocks: every library draws other numbers, so blockprop's own are written down."""

from __future__ import annotations

from typing import Any

import numpy as np

from blocks.exporting.flavour import refuse
from blocks.exporting.program import Use

Array = np.ndarray[Any, Any]

_LARGEST = 50_000_000


def random_numbers(use: Use, library: str) -> Array | None:
    """The numbers of a random block; None for any other block."""
    if not use.op.name.startswith("Random"):
        return None
    shape = use.of("shape").value
    if shape is None:
        raise refuse(use, library, "draws other numbers, and how many is not known before a run")
    if (use.made[0].size or 0) > _LARGEST:
        raise refuse(use, library, "draws other numbers, and these are too many to write down")
    (numbers,) = use.op.run([shape], use.attrs)
    return np.asarray(numbers)
