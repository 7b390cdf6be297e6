"""Calls made from a seed: the same ones for the recorded observations as for the rules. They need
neither pytest nor hypothesis, for they run beside the other libraries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from blocks.declaration.known import Known
from blocks.dtypes import DTYPES
from blocks.ops import OPS
from blocks.platforms.call import Call
from tests.blocks.platforms import convolution_calls, other_calls

Array = np.ndarray[Any, Any]

COUNT = 1000

CONVOLUTIONS, OTHERS = "convolutions", "others"
SEEDS = {CONVOLUTIONS: 20260, OTHERS: 20282}
"""Of the calls that are recorded: those by which every rule comes to hold."""

KINDS = {CONVOLUTIONS: convolution_calls.drawn, OTHERS: other_calls.drawn}

INDEX = ("input_sizes", "filter_sizes", "dims", "perm", "reduction_indices")
"""The ports whose numbers are sizes or axes, and so are mostly known before a run."""

NEEDED = ("input_sizes", "filter_sizes", "reduction_indices")
"""Those without which there is nothing to say."""


@dataclass(frozen=True)
class Case:
    """One call, and the tensors that it is tried with; lists of them at ports that take many."""

    number: int
    op: str
    attrs: dict[str, Any]
    tensors: dict[str, Any]

    @property
    def call(self) -> Call:
        """As the platforms are asked: dtypes and shapes, and the numbers of sizes and axes alone.
        Of every third call even those are not known, where there is something to say without."""
        op, given = OPS[self.op], dict(self.all_attrs)
        vague = self.number % 3 == 0
        known: dict[str, Known | tuple[Known, ...]] = {}
        for port in op.inputs:
            array = self.tensors.get(port.name)
            if array is None:
                known[port.name] = Known()
            elif isinstance(array, list):
                known[port.name] = tuple(_without_numbers(one) for one in array)
            elif self.is_index(port.name) and (port.name in NEEDED or not vague):
                known[port.name] = Known.of(array)
            else:
                known[port.name] = _without_numbers(array)
        if not op.outputs:
            return Call(op, known, given)
        made = self.expected if self.op not in ("Expect", "GradientCheck") else np.array(True)
        seen = Known(made.dtype.name, None if vague else made.shape)
        return Call(op, known, given, {op.outputs[0].name: seen})

    @property
    def all_attrs(self) -> dict[str, Any]:
        """Those that are not given too."""
        op = OPS[self.op]
        rest = {one.name: one.initial if one.required else one.default for one in op.attributes}
        return rest | self.attrs

    def is_index(self, port: str) -> bool:
        """Does a port take sizes or axes?"""
        return port in INDEX or (port == "shape" and self.op != "Shape")

    @property
    def is_extreme(self) -> bool:
        """Are there numbers whose sums may leave the range of the dtype?"""
        arrays = [one for array in self.tensors.values() for one in _each(array)]
        return any(one.dtype.kind in "iu" and (one > 100).any() for one in arrays)

    @property
    def file(self) -> Array | None:
        """What is in the file that the call reads."""
        if self.op != "ReadNpy":
            return None
        _, dtype = other_calls.kinds()[self.number % len(other_calls.kinds())]
        numbers = np.random.default_rng(self.number).integers(0, 2, (2, 3))
        return numbers.astype(DTYPES[dtype])

    @property
    def expected(self) -> Any:
        """blockprop's own answer: of the first output, of a session all that it fetches."""
        if self.op == "ClientSession":
            return self.tensors["fetch_outputs"]
        if self.op == "GradientCheck":  # of the function that stands in the code to copy
            return np.array(True)
        if (array := self.file) is not None:
            return array
        op = OPS[self.op]
        arrays = [self.tensors.get(port.name) for port in op.inputs]
        return op.run(arrays, self.all_attrs)[0]

    def __str__(self) -> str:
        told = {
            name: array.tolist()
            if self.is_index(name)
            else [f"{one.dtype.name} {list(one.shape)}" for one in _each(array)]
            for name, array in self.tensors.items()
        }
        attrs = {
            name: f"{one.dtype.name} {list(one.shape)}" if isinstance(one, np.ndarray) else one
            for name, one in self.attrs.items()
        }
        return f"{self.number}: {self.op} {told} {attrs}"


def _each(array: Any) -> list[Array]:
    return array if isinstance(array, list) else [array]


def _without_numbers(array: Array) -> Known:
    return Known(array.dtype.name, array.shape)


@cache
def cases(kind: str, seed: int, count: int) -> tuple[Case, ...]:
    """So many calls, the same each time for a seed."""
    random = np.random.default_rng(seed)
    return tuple(Case(number, *KINDS[kind](number, random)) for number in range(count))


def every_case(kind: str) -> tuple[Case, ...]:
    """Those that are recorded."""
    return cases(kind, SEEDS[kind], COUNT)
