"""3-D convolution and its gradients: TensorFlow's ops, on NumPy arrays.

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

    input: (batch, depth, height, width, in_channels) for NDHWC, channels second for NCDHW.
    filter: (depth, height, width, in_channels, out_channels). Output: as input, with out_channels.
    padding: SAME or VALID; there are no groups.
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
    """Gradient of conv3d by its input.

    input_sizes: the input's shape in data_format order, int32 or int64. filter: as in conv3d.
    out_backprop: the gradient by conv3d's output. Output: shape input_sizes.
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
    """Gradient of conv3d by its filter.

    input: as in conv3d. filter_sizes: the filter's shape. out_backprop: the gradient by conv3d's
    output. Output: shape filter_sizes.
    """
    call = attributes(CONV3D, strides, padding, (), data_format, dilations)
    return calls.run_filter_gradient(call, dtypes.CONV3D, input, filter_sizes, out_backprop)
