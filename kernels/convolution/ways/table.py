"""Small calls of every op: two lookups and one matmul.

Where a few numbers are computed, what takes time is the number of steps in Python and not the
sums. Here a table, made once for each call's sizes, says for every factor of every sum where it
stands in the flat tensors, whatever the op, layout, strides, dilations and groups are. A call is
then a lookup in each tensor, one product of matrices for each group, and a lookup that brings the
result in order.

A factor that no tap reaches is looked up as zero. Where that zero meets an infinity or a NaN the
sums are made again without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from kernels.blas import most_products_of_one_thread
from kernels.convolution.geometry import Geometry
from kernels.convolution.ways.correlations import by_group
from kernels.convolution.ways.gather import reached
from kernels.convolution.ways.way import FORWARD, INPUT_GRADIENT, Call, Way
from kernels.kept import Kept

Array = np.ndarray[Any, Any]

MOST_FACTORS = 2**16  # numbers in all matrices, of which each is eight bytes of the table
MOST_TABLES_BYTES = 2**24  # that are kept at one time


@dataclass(frozen=True)
class Lookup:
    """Where the numbers of an array stand in a flat one."""

    shape: tuple[int, ...]
    places: Array | None  # None where they stand in order
    gaps: Array | None = None  # True for numbers that are not there; their place is the first after

    @property
    def nbytes(self) -> int:
        return sum(array.nbytes for array in (self.places, self.gaps) if array is not None)

    def of(self, values: Array, zero: Array) -> Array:
        """The numbers of a tensor, in the dtype of `zero`; zero for those that are not there."""
        if self.gaps is not None:
            flat = np.concatenate((values.ravel(), zero))
        else:
            flat = values.ravel().astype(zero.dtype, copy=False)
        if self.places is None:
            return flat.reshape(self.shape)
        return flat.take(self.places, mode="clip")  # no place is outside; this asks the least


@dataclass(frozen=True)
class Table:
    """For each group a matrix of each tensor, (rows, depth) and (depth, columns); their product
    holds all numbers of the result."""

    first: Lookup
    second: Lookup
    result: Lookup
    zero: Array  # one number, of the dtype in which products are summed

    @property
    def nbytes(self) -> int:
        return self.first.nbytes + self.second.nbytes + self.result.nbytes


def takes(call: Call) -> bool:
    """Every op, where the table is small and BLAS needs no thread but the caller's."""
    groups, rows, depth, columns = matrices(call)
    factors = groups * (rows * depth + depth * columns + rows * columns)
    return (
        factors <= MOST_FACTORS
        and groups * rows * depth * columns <= most_products_of_one_thread(rows, columns)
    )


def cost(call: Call) -> float:
    """Nothing to speak of: of what it takes, no other way has computed anything sooner.

    Measured on 2,600 random calls: from a tenth of the time of the others for a few numbers up to
    six tenths at the limit.
    """
    return 0.0


def matrices(call: Call) -> tuple[int, int, int, int]:
    """Groups, and in each the rows, depth and columns of the product."""
    geometry, batch = call.geometry, call.geometry.input_shape[0]
    taps = prod(axis.taps for axis in geometry.axes)
    outputs = batch * prod(axis.targets for axis in geometry.axes)
    inputs = batch * prod(axis.source for axis in geometry.axes)
    read, made = geometry.group_inputs, geometry.group_outputs
    if call.op == FORWARD:
        return geometry.groups, outputs, taps * read, made
    if call.op == INPUT_GRADIENT:
        return geometry.groups, read, taps * made, inputs
    return geometry.groups, taps * read, outputs, made


def compute(call: Call, first: Array, second: Array, result: Array) -> None:
    """Look up, multiply, bring in order."""
    table = _tables.of(call)
    left, right = table.first.of(first, table.zero), table.second.of(second, table.zero)
    # Overflow to infinity and NaN are results here; they are no news to warn of.
    with np.errstate(all="ignore"):
        product = np.matmul(left, right)
        if table.first.gaps is not None or table.second.gaps is not None:
            flat = product.ravel()
            squares = flat.dot(flat)
            if squares != squares:  # a NaN; infinities alone make an infinity
                product = _without_gaps(table, left, right)
        result[...] = table.result.of(product, table.zero)


def _without_gaps(table: Table, left: Array, right: Array) -> Array:
    """The product of the matrices, of what is there alone."""
    terms = left[..., None] * right[:, None]
    if table.first.gaps is not None:
        terms[table.first.gaps] = 0
    if table.second.gaps is not None:
        terms[np.broadcast_to(table.second.gaps[:, None], terms.shape)] = 0
    total: Array = terms.sum(axis=2)
    return total


def _make(call: Call) -> Table:
    groups, rows, depth, columns = matrices(call)
    first, second, result = _arranged(call)
    first_shape, second_shape, result_shape = call.shapes
    # `result` says for each number of the product where it goes; its order, where each comes from.
    order = np.argsort(result, axis=None).reshape(result_shape)
    return Table(
        _lookup(first.reshape(groups, rows, depth), prod(first_shape)),
        _lookup(second.reshape(groups, depth, columns), prod(second_shape)),
        _lookup(order, order.size),
        np.zeros(1, call.sum_dtype),
    )


def _arranged(call: Call) -> tuple[Array, Array, Array]:
    """The places of both tensors and of the result, in the order of the groups' matrices."""
    geometry = call.geometry
    inputs = geometry.inputs(_places(geometry.input_shape))
    filters = np.moveaxis(by_group(geometry, _places(geometry.filter_shape)), -2, 0)
    outputs = geometry.outputs(_places(geometry.output_shape))
    if call.op == FORWARD:
        return _windows(geometry, inputs), filters, np.moveaxis(outputs, -2, 0)
    if call.op == INPUT_GRADIENT:
        windows = _windows(geometry, outputs, of_inputs=True).swapaxes(1, 2)
        return np.moveaxis(filters, -2, 1), windows, np.moveaxis(inputs, (-2, -1), (0, 1))
    return _windows(geometry, inputs).swapaxes(1, 2), np.moveaxis(outputs, -2, 0), filters


def _places(shape: tuple[int, ...]) -> Array:
    """Each number's place in the flat tensor."""
    return np.arange(prod(shape)).reshape(shape)


def _windows(geometry: Geometry, places: Array, *, of_inputs: bool = False) -> Array:
    """What each output reads of the inputs or, `of_inputs`, each input of the outputs.

    places: (batch, *spatial, groups, channels). Returns (groups, batch x spatial, taps x channels),
    with the first place after the tensor where a tap reaches nothing.
    """
    axes = geometry.axes
    sums = [axis.source if of_inputs else axis.targets for axis in axes]
    batch, (groups, channels) = places.shape[0], places.shape[-2:]
    windows = np.full((groups, batch, *sums, *(axis.taps for axis in axes), channels), places.size)
    for tap, targets, sources in reached(axes):
        written, read = (sources, targets) if of_inputs else (targets, sources)
        there = np.moveaxis(places[(slice(None), *read)], -2, 0)
        place: tuple[slice | int, ...] = (slice(None), slice(None), *written, *tap)
        windows[place] = there
    return windows.reshape(groups, batch * prod(sums), -1)


def _lookup(places: Array, size: int) -> Lookup:
    """The lookup in a tensor of this size."""
    gaps = places == size
    in_order = np.array_equal(places.ravel(), np.arange(size))
    return Lookup(
        places.shape,
        None if in_order else np.ascontiguousarray(places),
        np.ascontiguousarray(gaps) if gaps.any() else None,
    )


_tables = Kept(_make, MOST_TABLES_BYTES)

WAY = Way("table", exact=True, takes=takes, cost=cost, compute=compute)
