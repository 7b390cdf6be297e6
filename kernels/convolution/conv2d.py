"""2-D convolution and its gradients: TensorFlow's ops, on NumPy arrays.

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
    NCHW. filter: (height, width, in_channels / groups, out_channels). Where the input has a
    multiple of the filter's input channels, they form so many groups, each with its share of
    out_channels. Output: as input, with out_channels.

    With stride s, dilation d and k taps, which reach over K = (k - 1) d + 1, an axis of n inputs
    has ceil(n / s) outputs for SAME and floor((n - K) / s) + 1 for VALID, for EXPLICIT with both
    pads added to n. SAME pads no more than it must, the larger half behind. Example: (1, 5, 5, 3)
    with a (3, 3, 3, 8) filter, strides (1, 2, 2, 1) and SAME gives (1, 3, 3, 8).

    float16 and bfloat16 are summed in float32 and rounded once; int32 wraps around. NCHW, dilations
    and groups are computed for every dtype, of which TensorFlow's CPU refuses a part.
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
    """The gradient of Conv2D by its input; also a transposed convolution.

    input_sizes: the shape of that input in data_format order, or its (height, width) alone; the
    batch is out_backprop's then and the channels are the filter's. filter: (height, width,
    in_channels / groups, out_channels). out_backprop: the gradient by the output of Conv2D, of its
    shape. Output: of shape input_sizes.

    Several sizes of an input give the same number of outputs, which is why input_sizes is needed.
    With o outputs, stride s, dilation d and k taps, which reach over K = (k - 1) d + 1, an axis may
    have from (o - 1) s + 1 to o s inputs for SAME, from (o - 1) s + K to o s + K - 1 for VALID, and
    as many less both pads for EXPLICIT. What no tap reaches has the gradient 0.

    float16 and bfloat16 are summed in float32 and rounded once; int32 wraps around. NCHW, dilations
    and groups are computed for every dtype, of which TensorFlow's CPU refuses a part.
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
    """The gradient of Conv2D by its input, of which only the shape is used.

    input: (batch, height, width, in_channels) for NHWC, (batch, in_channels, height, width) for
    NCHW; its numbers are never read. filter: (height, width, in_channels / groups, out_channels).
    out_backprop: the gradient by the output of Conv2D, of its shape. Output: as input.

    The input must be one that gives so many outputs. With o outputs, stride s, dilation d and k
    taps, which reach over K = (k - 1) d + 1, an axis may have from (o - 1) s + 1 to o s inputs for
    SAME, from (o - 1) s + K to o s + K - 1 for VALID, and as many less both pads for EXPLICIT. What
    no tap reaches has the gradient 0.

    float16 and bfloat16 are summed in float32 and rounded once; int32 wraps around. TensorFlow has
    no kernel of this op for a CPU.
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
    """The gradient of Conv2D by its filter.

    input: (batch, height, width, in_channels) for NHWC, (batch, in_channels, height, width) for
    NCHW. filter_sizes: the shape of the filter, (height, width, in_channels / groups,
    out_channels). out_backprop: the gradient by the output of Conv2D, of its shape: with stride s,
    dilation d and k taps, which reach over K = (k - 1) d + 1, ceil(n / s) of n inputs for SAME,
    floor((n - K) / s) + 1 for VALID, for EXPLICIT with both pads added to n. Output: of shape
    filter_sizes.

    float16 and bfloat16 are summed in float32 and rounded once; as in TensorFlow there is no int32.
    NCHW, dilations and groups are computed for every dtype, of which TensorFlow's CPU refuses a
    part.
    """
    call = attributes(CONV2D, strides, padding, explicit_paddings, data_format, dilations)
    return calls.run_filter_gradient(
        call, dtypes.CONV2D_FILTER_GRADIENT, input, filter_sizes, out_backprop
    )
