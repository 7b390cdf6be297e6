"""2-D convolution and its gradients: TensorFlow's ops, on NumPy arrays.

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
from kernels.convolution.attributes import CONV2D, attributes

Array = np.ndarray[Any, Any]
Sizes = Sequence[int] | Array


def conv2d(
    input: Array,
    filter: Array,
    *,
    strides: Sizes,
    padding: str,
    explicit_paddings: Sizes = (),
    data_format: str = "NHWC",
    dilations: Sizes = (1, 1, 1, 1),
) -> Array:
    """2-D convolution (in truth a correlation: the filter is not flipped).

    input: (batch, height, width, in_channels) for NHWC, (batch, in_channels, height, width) for
    NCHW. filter: (height, width, in_channels / groups, out_channels). Output: as input, with
    out_channels. Where the input has a multiple of the filter's input channels, it is a grouped
    convolution. strides and dilations: one number an axis in data_format order; explicit_paddings:
    two, for padding EXPLICIT alone. Example: (1, 5, 5, 3) with a (3, 3, 3, 8) filter, strides
    (1, 2, 2, 1) and SAME gives (1, 3, 3, 8).
    """
    call = attributes(CONV2D, strides, padding, explicit_paddings, data_format, dilations)
    return calls.run_forward(call, dtypes.CONV2D, input, filter)


def conv2d_backprop_input(
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
    """Gradient of conv2d by its input.

    input_sizes: the input's shape in data_format order, or its (height, width) alone; the batch is
    out_backprop's then and the channels are the filter's. filter: as in conv2d. out_backprop: the
    gradient by conv2d's output. Output: shape input_sizes.
    """
    call = attributes(CONV2D, strides, padding, explicit_paddings, data_format, dilations)
    return calls.run_input_gradient(
        call, dtypes.CONV2D, input_sizes, filter, out_backprop, two_numbers=True
    )


def conv2d_backprop_input_v2(
    input: Array,
    filter: Array,
    out_backprop: Array,
    *,
    strides: Sizes,
    padding: str,
    explicit_paddings: Sizes = (),
    data_format: str = "NHWC",
    dilations: Sizes = (1, 1, 1, 1),
) -> Array:
    """Gradient of conv2d by its input, of which only the shape is used.

    input, filter: as in conv2d; out_backprop: the gradient by its output. Output: as input.
    """
    call = attributes(CONV2D, strides, padding, explicit_paddings, data_format, dilations)
    return calls.run_input_gradient_like(call, dtypes.CONV2D, input, filter, out_backprop)


def conv2d_backprop_filter(
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
    """Gradient of conv2d by its filter.

    input: as in conv2d. filter_sizes: the filter's shape. out_backprop: the gradient by conv2d's
    output. Output: shape filter_sizes. As in TensorFlow there is no int32.
    """
    call = attributes(CONV2D, strides, padding, explicit_paddings, data_format, dilations)
    return calls.run_filter_gradient(
        call, dtypes.CONV2D_FILTER_GRADIENT, input, filter_sizes, out_backprop
    )
