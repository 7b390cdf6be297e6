"""One number of a result, taken apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from blocks.declaration.op import Op
from blocks.dtypes import DTYPES
from blocks.tracing import totals
from blocks.tracing.calls import Array, Index, call_of, cell, output_of, traces_of
from kernels.tracing.terms import Factor, Terms

Number = float | int | bool


@dataclass(frozen=True, eq=False)
class Explanation:
    """Where the number in one output cell comes from.

    `value` is what the kernel gave, as Python's number. What stands in the cells of each of
    `factors` is in `tensors`, in the same order.
    """

    op: str
    port: str
    index: Index
    dtype: str
    value: Number
    terms: Terms
    tensors: tuple[Array, ...] = field(repr=False)

    @property
    def how(self) -> str:
        """ "sum", "mean", "copy", "function" or "made"; see `Terms`."""
        return self.terms.how

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The cells that each input has in the terms."""
        return self.terms.factors

    @property
    def count(self) -> int:
        """How many terms there are."""
        return self.terms.count

    @property
    def says(self) -> str:
        """The formula of a function; of a number that is made, what makes it."""
        function = self.terms.function
        return self.terms.says if function is None else function.words

    @property
    def note(self) -> str:
        """What else there is to say, as how many taps stand on the input; empty if nothing."""
        return self.terms.note

    @cached_property
    def cells(self) -> tuple[Array, ...]:
        """What stands in the cells of each factor, as views that broadcast to the terms' grid."""
        pairs = zip(self.factors, self.tensors, strict=True)
        return tuple(factor.taken(tensor) for factor, tensor in pairs)

    def first(self, count: int) -> tuple[tuple[Array, ...], Array]:
        """Of the first terms what stands in each factor's cells, and the terms' values."""
        count = min(count, self.count)
        pairs = zip(self.factors, self.tensors, strict=True)
        found = tuple(
            np.broadcast_to(tensor[tuple(factor.first(count).T)], (count,))
            for factor, tensor in pairs
        )
        return found, totals.products(found, (count,)) if found else np.empty(0)

    @cached_property
    def values(self) -> Array:
        """The value of every term, in order: float64, or exact integers."""
        return totals.products(self.cells, self.terms.grid).ravel()

    @cached_property
    def total(self) -> float | int:
        """The sum of the terms, in float64 or exact."""
        return totals.total(self.cells, self.terms.grid)

    @cached_property
    def not_finite(self) -> tuple[int, int]:
        """How many terms are NaN or infinite, and the number of the first of them; looked for only
        where their sum tells that there are some."""
        if math.isfinite(self.total):
            return 0, 0
        return totals.not_finite(self.cells, self.terms.grid)

    @cached_property
    def made(self) -> Number:
        """What the terms make: the number that `value` is, but for rounding and wrapping."""
        if self.how == "sum":
            return self.total
        if self.how == "mean":
            return _mean(self.total, self.count, self.dtype)
        numbers = [one.reshape(()) for one in self.cells]
        if self.how == "function" and self.terms.function is not None:
            with np.errstate(all="ignore"):
                return number(self.terms.function.compute(*numbers))
        return number(numbers[0]) if numbers else self.value

    @property
    def difference(self) -> float | int:
        """How far `value` is from what the terms make; 0 where both are NaN or one infinity."""
        if self.value == self.made or (self.value != self.value and self.made != self.made):
            return 0
        return self.value - self.made

    @property
    def wraps(self) -> bool:
        """Whether the whole number that the terms make has no room in the dtype."""
        if not isinstance(self.made, int) or isinstance(self.made, bool):
            return False
        room = np.iinfo(DTYPES[self.dtype])
        return not room.min <= self.made <= room.max


def explain(
    op: Op,
    inputs: Sequence[Array | None],
    outputs: Sequence[Array],
    attrs: Mapping[str, Any],
    index: Sequence[int],
    port: str | None = None,
) -> Explanation:
    """Where the number in one cell of an output comes from.

    `inputs` and `outputs` are the arrays of the op's ports in order, None for what is not wired;
    `port` is an output, which may be left out where there is one alone. Raises TraceRefused for an
    output or cell that does not exist and for an op that cannot say.
    """
    traces = traces_of(op)
    name, output = output_of(op, outputs, port)
    at = cell(name, output.shape, index)
    terms = traces.terms(call_of(op, inputs, output, attrs), at)
    given = dict(zip((one.name for one in op.inputs), inputs, strict=True))
    tensors = tuple(_there(given[factor.port]) for factor in terms.factors)
    return Explanation(op.name, name, at, output.dtype.name, number(output[at]), terms, tensors)


def number(one: Any) -> Number:
    """A scalar of NumPy or ml_dtypes as Python's number."""
    if isinstance(one, int):  # It may be of more than 64 bits.
        return one
    one = np.asarray(one)
    if one.dtype.kind in "iub":
        found: int | bool = one.item()
        return found
    return float(one)


def _there(array: Array | None) -> Array:
    assert array is not None, "an op reads no cells of what is not wired"
    return array


def _mean(total: float | int, count: int, dtype: str) -> float | int:
    """As the op has it: the sum of whole numbers is kept in 64 bits, their mean cut off."""
    if isinstance(total, float):
        return total / count if count else math.nan
    total %= 2**64
    if DTYPES[dtype].kind == "i" and total >= 2**63:
        total -= 2**64
    return abs(total) // max(count, 1) * (1 if total >= 0 else -1)
