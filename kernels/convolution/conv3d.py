"""3-D convolution and its gradients: TensorFlow's ops, on NumPy arrays.

Results are new arrays in C order, of the one dtype of the tensors; inputs are never changed.
Nothing is read beyond the edges of an input, so that an infinity or NaN in a filter or a gradient
spoils only what it is part of. strides and dilations have one number an axis in data_format order.
Every wrong argument raises `ArgumentError`, with what would be right. Source of the definitions:
TensorFlow's ops of the same names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kernels import dtypes
from kernels.convolution import calls
from kernels.convolution.attributes import CONV3D, attributes

Array = np.ndarray[Any, Any]
Sizes = Sequence[int] | Array


def conv3d(
    input: Array,
    filter: Array,
    *,
    strides: Sizes,
    padding: str,
    data_format: str = "NDHWC",
    dilations: Sizes = (1, 1, 1, 1, 1),
) -> Array:
    """3-D convolution (in truth a correlation: the filter is not flipped).

    input: (batch, depth, height, width, in_channels) for NDHWC, with the channels second for NCDHW.
    filter: (depth, height, width, in_channels, out_channels); there are no groups. Output: as
    input, with out_channels.

    With stride s, dilation d and k taps, which reach over K = (k - 1) d + 1, an axis of n inputs
    has ceil(n / s) outputs for SAME and floor((n - K) / s) + 1 for VALID. SAME pads no more than it
    must, the larger half behind.

    float16 and bfloat16 are summed in float32 and rounded once. NCDHW and dilations are computed
    for every dtype, of which TensorFlow's CPU refuses a part.
    """
    call = attributes(CONV3D, strides, padding, (), data_format, dilations)
    return calls.run_forward(call, dtypes.CONV3D, input, filter)


def conv3d_backprop_input_v2(
    input_sizes: Sizes,
    filter: Array,
    out_backprop: Array,
    *,
    strides: Sizes,
    padding: str,
    data_format: str = "NDHWC",
    dilations: Sizes = (1, 1, 1, 1, 1),
) -> Array:
    """The gradient of Conv3D by its input; also a transposed 3-D convolution.

    input_sizes: the shape of that input in data_format order, int32 or int64. filter: (depth,
    height, width, in_channels, out_channels). out_backprop: the gradient by the output of Conv3D,
    of its shape. Output: of shape input_sizes.

    Several sizes of an input give the same number of outputs, which is why input_sizes is needed.
    With o outputs, stride s, dilation d and k taps, which reach over K = (k - 1) d + 1, an axis may
    have from (o - 1) s + 1 to o s inputs for SAME and from (o - 1) s + K to o s + K - 1 for VALID.
    What no tap reaches has the gradient 0.

    float16 and bfloat16 are summed in float32 and rounded once. NCDHW and dilations are computed
    for every dtype, of which TensorFlow's CPU refuses a part.
    """
    call = attributes(CONV3D, strides, padding, (), data_format, dilations)
    return calls.run_input_gradient(call, dtypes.CONV3D, input_sizes, filter, out_backprop)


def conv3d_backprop_filter_v2(
    input: Array,
    filter_sizes: Sizes,
    out_backprop: Array,
    *,
    strides: Sizes,
    padding: str,
    data_format: str = "NDHWC",
    dilations: Sizes = (1, 1, 1, 1, 1),
) -> Array:
    """The gradient of Conv3D by its filter.

    input: (batch, depth, height, width, in_channels) for NDHWC, with the channels second for NCDHW.
    filter_sizes: the shape of the filter, (depth, height, width, in_channels, out_channels).
    out_backprop: the gradient by the output of Conv3D, of its shape: with stride s, dilation d and
    k taps, which reach over K = (k - 1) d + 1, ceil(n / s) of n inputs for SAME and floor((n - K) /
    s) + 1 for VALID. Output: of shape filter_sizes.

    float16 and bfloat16 are summed in float32 and rounded once. NCDHW and dilations are computed
    for every dtype, of which TensorFlow's CPU refuses a part.
    """
    call = attributes(CONV3D, strides, padding, (), data_format, dilations)
    return calls.run_filter_gradient(call, dtypes.CONV3D, input, filter_sizes, out_backprop)
