"""Depthwise 2-D convolution and its gradients: TensorFlow's ops, on NumPy arrays.

Results are new arrays in C order, of the one dtype of the tensors; inputs are never changed.
Nothing is read beyond the edges of an input, so that an infinity or NaN in a filter or a gradient
spoils only what it is part of. strides and dilations have one number an axis in data_format order,
explicit_paddings two, for EXPLICIT alone. Every wrong argument raises `ArgumentError`, with what
would be right. Source of the definitions: TensorFlow's ops of the same names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kernels import dtypes
from kernels.convolution import calls
from kernels.convolution.attributes import DEPTHWISE, attributes

Array = np.ndarray[Any, Any]
Sizes = Sequence[int] | Array


def depthwise_conv2d_native(
    input: Array,
    filter: Array,
    *,
    strides: Sizes,
    padding: str,
    explicit_paddings: Sizes = (),
    data_format: str = "NHWC",
    dilations: Sizes = (1, 1, 1, 1),
) -> Array:
    """Depthwise 2-D convolution: each input channel has filters of its own.

    input: (batch, height, width, in_channels) for NHWC, (batch, in_channels, height, width) for
    NCHW. filter: (height, width, in_channels, multiplier). Output: as input, with in_channels x
    multiplier channels; those of one input channel stand together.

    With stride s, dilation d and k taps, which reach over K = (k - 1) d + 1, an axis of n inputs
    has ceil(n / s) outputs for SAME and floor((n - K) / s) + 1 for VALID, for EXPLICIT with both
    pads added to n.

    float16 and bfloat16 are summed in float32 and rounded once. NCHW, dilations and strides that
    differ are computed for every dtype, of which TensorFlow's CPU refuses a part.
    """
    call = attributes(DEPTHWISE, strides, padding, explicit_paddings, data_format, dilations)
    return calls.run_forward(call, dtypes.DEPTHWISE, input, filter)


def depthwise_conv2d_native_backprop_input(
    input_sizes: Sizes,
    filter: Array,
    out_backprop: Array,
    *,
    strides: Sizes,
    padding: str,
    explicit_paddings: Sizes = (),
    data_format: str = "NHWC",
    dilations: Sizes = (1, 1, 1, 1),
) -> Array:
    """The gradient of DepthwiseConv2dNative by its input.

    input_sizes: the shape of that input in data_format order. filter: (height, width, in_channels,
    multiplier). out_backprop: the gradient by the output, of its shape, with in_channels x
    multiplier channels. Output: of shape input_sizes.

    With o outputs, stride s, dilation d and k taps, which reach over K = (k - 1) d + 1, an axis may
    have from (o - 1) s + 1 to o s inputs for SAME, from (o - 1) s + K to o s + K - 1 for VALID, and
    as many less both pads for EXPLICIT. What no tap reaches has the gradient 0.

    float16 and bfloat16 are summed in float32 and rounded once. Dilations are taken at their word;
    TensorFlow's CPU answers as if they were 1. NCHW and strides that differ are computed for every
    dtype, of which TensorFlow's CPU refuses a part.
    """
    call = attributes(DEPTHWISE, strides, padding, explicit_paddings, data_format, dilations)
    return calls.run_input_gradient(call, dtypes.DEPTHWISE, input_sizes, filter, out_backprop)


def depthwise_conv2d_native_backprop_filter(
    input: Array,
    filter_sizes: Sizes,
    out_backprop: Array,
    *,
    strides: Sizes,
    padding: str,
    explicit_paddings: Sizes = (),
    data_format: str = "NHWC",
    dilations: Sizes = (1, 1, 1, 1),
) -> Array:
    """The gradient of DepthwiseConv2dNative by its filter.

    input: (batch, height, width, in_channels) for NHWC, (batch, in_channels, height, width) for
    NCHW. filter_sizes: the shape of the filter, (height, width, in_channels, multiplier).
    out_backprop: the gradient by the output, of its shape: with stride s, dilation d and k taps,
    which reach over K = (k - 1) d + 1, ceil(n / s) of n inputs for SAME, floor((n - K) / s) + 1 for
    VALID, for EXPLICIT with both pads added to n. Output: of shape filter_sizes.

    float16 and bfloat16 are summed in float32 and rounded once. Dilations are taken at their word;
    TensorFlow's CPU answers as if they were 1. NCHW and strides that differ are computed for every
    dtype, of which TensorFlow's CPU refuses a part.
    """
    call = attributes(DEPTHWISE, strides, padding, explicit_paddings, data_format, dilations)
    return calls.run_filter_gradient(call, dtypes.DEPTHWISE, input, filter_sizes, out_backprop)
