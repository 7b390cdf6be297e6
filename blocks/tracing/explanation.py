"""One number of a result, taken apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from blocks.declaration.op import Op
from blocks.tracing import totals
from blocks.tracing.calls import Array, Index, call_of, cell, traces_of
from kernels.tracing.terms import Factor, Terms


@dataclass(frozen=True, eq=False)
class Explanation:
    """Where the number in one output cell comes from.

    `value` is what the kernel gave, as Python's number. What stands in the cells of each of
    `terms.factors` is in `tensors`, in the same order.
    """

    op: str
    port: str
    index: Index
    dtype: str
    value: float | int | bool
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

    @cached_property
    def cells(self) -> tuple[Array, ...]:
        """What stands in the cells of each factor, as views that broadcast to the terms' grid."""
        pairs = zip(self.factors, self.tensors, strict=True)
        return tuple(factor.taken(tensor) for factor, tensor in pairs)

    @cached_property
    def values(self) -> Array:
        """The value of every term, in order: float64, or exact integers."""
        return totals.products(self.cells, self.terms.grid).ravel()

    @cached_property
    def total(self) -> float | int:
        """The sum of the terms, in float64 or exact."""
        return totals.total(self.cells, self.terms.grid)

    @cached_property
    def made(self) -> float | int | bool:
        """What the terms make: the number that `value` is, but for rounding and wrapping."""
        if self.how == "sum":
            return self.total
        if self.how == "mean":
            return _mean(self.total, self.count)
        numbers = [one.reshape(()) for one in self.cells]
        if self.how == "function" and self.terms.function is not None:
            computed: float | int | bool = self.terms.function.compute(*numbers).item()
            return computed
        copied: float | int | bool = numbers[0].item() if numbers else self.value
        return copied


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
    `port` is an output, which may be left out where there is one alone. Raises TraceRefused for a
    cell that does not exist and for an op that cannot say.
    """
    traces = traces_of(op)
    names = [one.name for one in op.outputs]
    port = names[0] if port is None else port
    output = outputs[names.index(port)]
    at = cell(port, output.shape, index)
    terms = traces.terms(call_of(op, inputs, output, attrs), at)
    given = dict(zip((one.name for one in op.inputs), inputs, strict=True))
    tensors = tuple(_there(given[factor.port]) for factor in terms.factors)
    return Explanation(op.name, port, at, output.dtype.name, output[at].item(), terms, tensors)


def _there(array: Array | None) -> Array:
    assert array is not None, "an op reads no cells of what is not wired"
    return array


def _mean(total: float | int, count: int) -> float | int:
    if isinstance(total, int):
        return 0 if not count else abs(total) // count * (1 if total >= 0 else -1)
    return total / count if count else math.nan
