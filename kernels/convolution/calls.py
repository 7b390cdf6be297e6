"""From arguments to result: the one path that every op of the family takes.

Check the tensors, relate their sizes, make the result, let the way that choice.py names fill it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kernels.arguments import same_dtype, tensor
from kernels.convolution import rules
from kernels.convolution.attributes import Attributes
from kernels.convolution.choice import choose
from kernels.convolution.geometry import Geometry, geometry, new
from kernels.convolution.relation import Relation
from kernels.convolution.ways.way import FILTER_GRADIENT, FORWARD, INPUT_GRADIENT, Call
from kernels.dtypes import name_of
from kernels.errors import ArgumentError

Array = np.ndarray[Any, Any]


def run_forward(call: Attributes, dtypes: Sequence[str], input: Array, filter: Array) -> Array:
    """The op itself."""
    input = tensor("input", input, call.layout.axes, dtypes)
    filter = tensor("filter", filter, call.family.filter_axes, dtypes)
    dtype = same_dtype({"input": input, "filter": filter})
    sizes = geometry(rules.forward(call, input.shape, filter.shape))
    output = new("input", sizes.output_shape, dtype)
    _compute(FORWARD, sizes, input, filter, output)
    return output


def run_input_gradient(
    call: Attributes,
    dtypes: Sequence[str],
    input_sizes: object,
    filter: Array,
    out_backprop: Array,
    *,
    two_numbers: bool = False,
) -> Array:
    """The gradient by the input, whose sizes are given as a vector."""
    _refuse_none("input_sizes", input_sizes)
    filter = tensor("filter", filter, call.family.filter_axes, dtypes)
    out_backprop = tensor("out_backprop", out_backprop, call.layout.axes, dtypes)
    same_dtype({"filter": filter, "out_backprop": out_backprop})
    relation = rules.input_gradient(
        call, input_sizes, filter.shape, out_backprop.shape, two_numbers=two_numbers
    )
    return _input_gradient(relation, "input_sizes", filter, out_backprop)


def run_input_gradient_like(
    call: Attributes, dtypes: Sequence[str], input: Array, filter: Array, out_backprop: Array
) -> Array:
    """The gradient by the input, whose sizes are those of a tensor. Its values are not read."""
    input = tensor("input", input, call.layout.axes, dtypes)
    filter = tensor("filter", filter, call.family.filter_axes, dtypes)
    out_backprop = tensor("out_backprop", out_backprop, call.layout.axes, dtypes)
    same_dtype({"input": input, "filter": filter, "out_backprop": out_backprop})
    relation = rules.input_gradient_like(call, input.shape, filter.shape, out_backprop.shape)
    return _input_gradient(relation, "input", filter, out_backprop)


def run_filter_gradient(
    call: Attributes,
    dtypes: Sequence[str],
    input: Array,
    filter_sizes: object,
    out_backprop: Array,
) -> Array:
    """The gradient by the filter, whose sizes are given as a vector."""
    _refuse_none("filter_sizes", filter_sizes)
    input = tensor("input", input, call.layout.axes, dtypes)
    out_backprop = tensor("out_backprop", out_backprop, call.layout.axes, dtypes)
    dtype = same_dtype({"input": input, "out_backprop": out_backprop})
    sizes = geometry(rules.filter_gradient(call, input.shape, filter_sizes, out_backprop.shape))
    result = new("filter_sizes", sizes.filter_shape, dtype)
    _compute(FILTER_GRADIENT, sizes, input, out_backprop, result)
    return result


def _input_gradient(relation: Relation, argument: str, filter: Array, out_backprop: Array) -> Array:
    sizes = geometry(relation)
    result = new(argument, sizes.input_shape, filter.dtype)
    _compute(INPUT_GRADIENT, sizes, filter, out_backprop, result)
    return result


def _compute(op: str, sizes: Geometry, first: Array, second: Array, result: Array) -> None:
    """Fill the result, which comes as zeros: an empty sum stays as it is."""
    if 0 not in (result.size, first.size, second.size):
        call = Call(op, sizes, name_of(result.dtype))
        choose(call).compute(call, first, second, result)


def _refuse_none(argument: str, value: object) -> None:
    """A shape rule takes None for sizes that are not known yet; a kernel must know them."""
    if value is None:
        raise ArgumentError(argument, f"{argument} needs a vector of sizes, None came")
