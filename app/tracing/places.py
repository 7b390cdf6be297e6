"""Which cells a term reads, and which term reads a cell."""

from __future__ import annotations

import numpy as np

from kernels.tracing.region import Index
from kernels.tracing.terms import Factor


def cell_of(factor: Factor, term: int) -> Index:
    """The cell that a term reads of an input."""
    steps = _steps(factor, term)
    return tuple(cells[0] if of is None else cells[steps[of]] for cells, of in factor.along)


def term_at(factor: Factor, index: Index, near: int) -> int:
    """A term that reads a cell of an input: of several the one most like the term `near`."""
    steps = list(_steps(factor, near))
    for (cells, of), at in zip(factor.along, index, strict=True):
        if of is not None:
            steps[of] = cells.index(at)
    return int(np.ravel_multi_index(steps, factor.grid)) if steps else 0


def _steps(factor: Factor, term: int) -> tuple[int, ...]:
    return tuple(int(one) for one in np.unravel_index(term, factor.grid)) if factor.grid else ()
