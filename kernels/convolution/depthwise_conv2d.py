"""Depthwise 2-D convolution and its gradients: TensorFlow's ops, on NumPy arrays.

Results are new arrays in C order; inputs are never changed. float16 and bfloat16 are summed in
float32 and rounded once. Nothing is read beyond the edges of an input, so that an infinity or NaN
in a filter or a gradient spoils only what it is part of. Every wrong argument raises
`ArgumentError`.
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
    multiplier channels; those of one input channel stand together. Strides may differ.
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
    """Gradient of depthwise_conv2d_native by its input.

    input_sizes: the input's shape in data_format order. filter: as there. out_backprop: the
    gradient by its output. Output: shape input_sizes.
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
    """Gradient of depthwise_conv2d_native by its filter.

    input: as there. filter_sizes: the filter's shape. out_backprop: the gradient by its output.
    Output: shape filter_sizes.
    """
    call = attributes(DEPTHWISE, strides, padding, explicit_paddings, data_format, dilations)
    return calls.run_filter_gradient(call, dtypes.DEPTHWISE, input, filter_sizes, out_backprop)
