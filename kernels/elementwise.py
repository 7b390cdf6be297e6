"""Ops that work element by element, with TensorFlow's broadcasting and no change of dtype."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from kernels import parts
from kernels.arguments import any_rank, choice, same_dtype, shape_text
from kernels.convolution.axis import Box
from kernels.dtypes import FLOATS, NUMERIC, SIGNED, name_of
from kernels.errors import ArgumentError
from kernels.operands import Array, Shape

ADD = (*FLOATS, *SIGNED, "uint8")
"""The dtypes of TensorFlow's Add, which knows one unsigned type only."""

SUBTRACT = MULTIPLY = RELU = BIAS_ADD = NUMERIC


def add(x: Array, y: Array) -> Array:
    """x + y element by element.

    x and y have one dtype; their shapes are broadcast from the right, as in NumPy and TensorFlow.
    Integers wrap around at the ends of their range; floats go to infinity.
    """
    x, y = _pair(x, y, ADD)
    return _applied(np.add, x, y)


def subtract(x: Array, y: Array) -> Array:
    """x - y element by element.

    x and y have one dtype; their shapes are broadcast from the right, as in NumPy and TensorFlow.
    Integers wrap around at the ends of their range; floats go to infinity.
    """
    x, y = _pair(x, y, SUBTRACT)
    return _applied(np.subtract, x, y)


def multiply(x: Array, y: Array) -> Array:
    """x * y element by element.

    x and y have one dtype; their shapes are broadcast from the right, as in NumPy and TensorFlow.
    Integers wrap around at the ends of their range; floats go to infinity.
    """
    x, y = _pair(x, y, MULTIPLY)
    return _applied(np.multiply, x, y)


def relu(features: Array) -> Array:
    """max(features, 0) element by element, in the dtype and shape of `features`.

    NaN stays NaN, and -0.0 becomes 0.0 (in TensorFlow that depends on the size of the tensor).
    """
    features = any_rank("features", features, RELU)
    zero = features.dtype.type(0)
    if features.size > parts.LARGE:
        result = np.empty_like(features)

        def rectify(part: Box) -> None:
            _rectified(features[part], zero, result[part])

        parts.each(features.shape, rectify)
        return result
    with np.errstate(all="ignore"):
        return _rectified(features, zero, None)


def bias_add(value: Array, bias: Array, *, data_format: str = "NHWC") -> Array:
    """value + bias, one number of `bias` for each channel of `value`.

    `value` has two dimensions or more, of which the last (NHWC) or the second (NCHW) are the
    channels; `bias` is a vector of that length and of the same dtype.
    """
    value = any_rank("value", value, BIAS_ADD)
    bias = any_rank("bias", bias, BIAS_ADD)
    same_dtype({"value": value, "bias": bias})
    bias_add_shape(value.shape, bias.shape, data_format=data_format)
    behind = value.ndim - 1 - channel_axis(data_format, value.ndim)
    return _applied(np.add, value, bias.reshape(bias.shape + (1,) * behind))


def broadcast_shape(x: Shape, y: Shape) -> Shape:
    """The shape of x and y broadcast together, as far as it can be known.

    Raises ArgumentError if they can never fit: an axis, counted from the right, on which both
    sizes are known, differ, and neither is 1.
    """
    if x is None or y is None:
        return None
    rank = max(len(x), len(y))
    left, right = (1,) * (rank - len(x)) + x, (1,) * (rank - len(y)) + y
    sizes = []
    for axis, (one, other) in enumerate(zip(left, right, strict=True)):
        if one is not None and other is not None and one != other and 1 not in (one, other):
            raise ArgumentError(
                "y",
                f"y has shape {shape_text(y)}, which does not broadcast with x's {shape_text(x)}: "
                f"on axis {axis - rank}, counted from the right, x has {one} and y has {other}; "
                f"{one} or 1 would fit",
            )
        sizes.append(_broadcast_size(one, other))
    return tuple(sizes)


def bias_add_shape(value: Shape, bias: Shape, *, data_format: str = "NHWC") -> Shape:
    """The shape of `value`, with the channels known from `bias` where `value` leaves them open."""
    if value is not None and len(value) < 2:
        raise ArgumentError(
            "value", f"value needs two dimensions or more, shape {shape_text(value)} came"
        )
    if bias is not None and len(bias) != 1:
        raise ArgumentError(
            "bias", f"bias needs one dimension (channels), shape {shape_text(bias)} came"
        )
    if value is None:
        return None
    axis = channel_axis(data_format, len(value))
    channels, given = value[axis], None if bias is None else bias[0]
    if channels is not None and given is not None and channels != given:
        raise ArgumentError(
            "bias",
            f"bias has {given} numbers, but value {shape_text(value)} has {channels} channels "
            f"on axis {axis} ({data_format}); {channels} would fit",
        )
    return (*value[:axis], given if channels is None else channels, *value[axis + 1 :])


def channel_axis(data_format: str, rank: int) -> int:
    """Which axis of a tensor are the channels that BiasAdd speaks of."""
    return 1 if choice("data_format", data_format, ("NHWC", "NCHW")) == "NCHW" else rank - 1


def _broadcast_size(one: int | None, other: int | None) -> int | None:
    if one is not None and other is not None:
        return other if one == 1 else one
    # An unknown size against 1 stays unknown; against another number it can only be that or 1.
    known = one if other is None else other
    return None if known == 1 else known


def _pair(x: Array, y: Array, dtypes: tuple[str, ...]) -> tuple[Array, Array]:
    x, y = any_rank("x", x, dtypes), any_rank("y", y, dtypes)
    same_dtype({"x": x, "y": y})
    broadcast_shape(x.shape, y.shape)
    return x, y


def _rectified(features: Array, zero: Any, result: Array | None) -> Array:
    result = np.asarray(np.maximum(features, zero, out=result))
    if name_of(features.dtype) in FLOATS:
        # Which zero maximum takes of -0.0 and 0.0 depends on the processor; their sum is 0.0.
        result += zero
    return result


def _applied(function: Any, x: Array, y: Array) -> Array:
    """What a ufunc makes of two arrays."""
    # No result is larger than the product of the sizes, which is known sooner than its shape.
    is_small = x.size * y.size <= parts.LARGE
    if is_small or prod(np.broadcast_shapes(x.shape, y.shape)) <= parts.LARGE:
        with np.errstate(all="ignore"):
            return np.asarray(function(x, y))
    shape = np.broadcast_shapes(x.shape, y.shape)
    like = x if x.shape == shape else y if y.shape == shape else np.empty(0, x.dtype)
    result = np.empty_like(like, shape=shape)
    left, right = np.broadcast_to(x, shape), np.broadcast_to(y, shape)

    def apply(part: Box) -> None:
        function(left[part], right[part], out=result[part])

    parts.each(shape, apply)
    return result
