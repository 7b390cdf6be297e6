"""From arguments to result: the one path that every op of the family takes.

Check the tensors, relate their sizes, make the result, let the way that choice.py names fill it.
What follows from sizes alone is worked out once and kept, for it takes longer than a small kernel.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from kernels import parts
from kernels.arguments import plain_integers, same_dtype, tensor
from kernels.convolution import rules
from kernels.convolution.attributes import Attributes
from kernels.convolution.choice import choose
from kernels.convolution.geometry import geometry, new
from kernels.convolution.ways.way import FILTER_GRADIENT, FORWARD, INPUT_GRADIENT, Call
from kernels.dtypes import name_of
from kernels.errors import ArgumentError

Array = np.ndarray[Any, Any]
Shape = tuple[int, ...]

CALLS_KEPT = 1024  # of each kind; one is a few KiB


def run_forward(
    attributes: Attributes, dtypes: Sequence[str], input: Array, filter: Array
) -> Array:
    """The op itself."""
    input = tensor("input", input, attributes.layout.axes, dtypes)
    filter = tensor("filter", filter, attributes.family.filter_axes, dtypes)
    dtype = same_dtype({"input": input, "filter": filter})
    call = _forward(attributes, input.shape, filter.shape, name_of(dtype))
    return _compute(call, new("input", call.shapes[2], dtype), input, filter)


def run_input_gradient(
    attributes: Attributes,
    dtypes: Sequence[str],
    input_sizes: object,
    filter: Array,
    out_backprop: Array,
    *,
    two_numbers: bool = False,
) -> Array:
    """The gradient by the input, whose sizes are given as a vector."""
    _refuse_none("input_sizes", input_sizes)
    filter = tensor("filter", filter, attributes.family.filter_axes, dtypes)
    out_backprop = tensor("out_backprop", out_backprop, attributes.layout.axes, dtypes)
    dtype = same_dtype({"filter": filter, "out_backprop": out_backprop})
    shapes, name = (filter.shape, out_backprop.shape), name_of(dtype)
    sizes = plain_integers(input_sizes)
    if sizes is not None:
        call = _input_gradient(attributes, sizes, *shapes, name, two_numbers)
    else:
        call = _input_gradient.__wrapped__(attributes, input_sizes, *shapes, name, two_numbers)
    result = new("input_sizes", call.shapes[2], dtype)
    return _compute(call, result, filter, out_backprop)


def run_input_gradient_like(
    attributes: Attributes, dtypes: Sequence[str], input: Array, filter: Array, out_backprop: Array
) -> Array:
    """The gradient by the input, whose sizes are those of a tensor. Its values are not read."""
    input = tensor("input", input, attributes.layout.axes, dtypes)
    filter = tensor("filter", filter, attributes.family.filter_axes, dtypes)
    out_backprop = tensor("out_backprop", out_backprop, attributes.layout.axes, dtypes)
    dtype = same_dtype({"input": input, "filter": filter, "out_backprop": out_backprop})
    call = _input_gradient_like(
        attributes, input.shape, filter.shape, out_backprop.shape, name_of(dtype)
    )
    result = new("input", call.shapes[2], dtype)
    return _compute(call, result, filter, out_backprop)


def run_filter_gradient(
    attributes: Attributes,
    dtypes: Sequence[str],
    input: Array,
    filter_sizes: object,
    out_backprop: Array,
) -> Array:
    """The gradient by the filter, whose sizes are given as a vector."""
    _refuse_none("filter_sizes", filter_sizes)
    input = tensor("input", input, attributes.layout.axes, dtypes)
    out_backprop = tensor("out_backprop", out_backprop, attributes.layout.axes, dtypes)
    dtype = same_dtype({"input": input, "out_backprop": out_backprop})
    shapes, name = (input.shape, out_backprop.shape), name_of(dtype)
    sizes = plain_integers(filter_sizes)
    if sizes is not None:
        call = _filter_gradient(attributes, sizes, *shapes, name)
    else:
        call = _filter_gradient.__wrapped__(attributes, filter_sizes, *shapes, name)
    result = new("filter_sizes", call.shapes[2], dtype)
    return _compute(call, result, input, out_backprop)


@lru_cache(maxsize=CALLS_KEPT)
def _forward(attributes: Attributes, input: Shape, filter: Shape, dtype: str) -> Call:
    return Call(FORWARD, geometry(rules.forward(attributes, input, filter)), dtype)


@lru_cache(maxsize=CALLS_KEPT)
def _input_gradient(
    attributes: Attributes,
    input_sizes: object,
    filter: Shape,
    out_backprop: Shape,
    dtype: str,
    two_numbers: bool,
) -> Call:
    relation = rules.input_gradient(
        attributes, input_sizes, filter, out_backprop, two_numbers=two_numbers
    )
    return Call(INPUT_GRADIENT, geometry(relation), dtype)


@lru_cache(maxsize=CALLS_KEPT)
def _input_gradient_like(
    attributes: Attributes, input: Shape, filter: Shape, out_backprop: Shape, dtype: str
) -> Call:
    relation = rules.input_gradient_like(attributes, input, filter, out_backprop)
    return Call(INPUT_GRADIENT, geometry(relation), dtype)


@lru_cache(maxsize=CALLS_KEPT)
def _filter_gradient(
    attributes: Attributes, filter_sizes: object, input: Shape, out_backprop: Shape, dtype: str
) -> Call:
    relation = rules.filter_gradient(attributes, input, filter_sizes, out_backprop)
    return Call(FILTER_GRADIENT, geometry(relation), dtype)


def _compute(call: Call, result: Array, first: Array, second: Array) -> Array:
    """Fill the result; a sum of nothing is zero."""
    empty = not (result.size and first.size and second.size)
    if empty or call.leaves_out:
        parts.fill(result, 0)
    if not empty:
        choose(call).compute(call, first, second, result)
    return result


def _refuse_none(argument: str, value: object) -> None:
    """A shape rule takes None for sizes that are not known yet; a kernel must know them."""
    if value is None:
        raise ArgumentError(argument, f"{argument} needs a vector of sizes, None came")
