"""TensorFlow's ops in NumPy: one function an op, named as the op in snake case.

Tensors come first, under TensorFlow's argument names; attributes are keyword-only, under
TensorFlow's names and with its defaults. Every function takes and returns NumPy arrays (bfloat16 is
`ml_dtypes.bfloat16`), never changes an input, and raises `kernels.errors.ArgumentError`, a
ValueError, for what it cannot use.

Beside the ops there are two settings: `precision`, which says how exact sums must be, and
`set_thread_count`.
"""

from kernels.arrays import client_session, const, fill, identity, reshape, shape, transpose
from kernels.casting import cast
from kernels.comparing import expect
from kernels.convolution.conv2d import (
    conv2d,
    conv2d_backprop_filter,
    conv2d_backprop_input,
    conv2d_backprop_input_v2,
)
from kernels.convolution.conv3d import (
    conv3d,
    conv3d_backprop_filter_v2,
    conv3d_backprop_input_v2,
)
from kernels.convolution.depthwise_conv2d import (
    depthwise_conv2d_native,
    depthwise_conv2d_native_backprop_filter,
    depthwise_conv2d_native_backprop_input,
)
from kernels.elementwise import add, bias_add, multiply, relu, subtract
from kernels.gradient_checking import gradient_check
from kernels.matrix import mat_mul
from kernels.npy import read_npy
from kernels.precision import chosen_precision, precision
from kernels.random import random_normal, random_uniform
from kernels.ranges import range
from kernels.reduction import mean, sum
from kernels.threads import set_thread_count, thread_count

__all__ = [
    "add",
    "bias_add",
    "cast",
    "chosen_precision",
    "client_session",
    "const",
    "conv2d",
    "conv2d_backprop_filter",
    "conv2d_backprop_input",
    "conv2d_backprop_input_v2",
    "conv3d",
    "conv3d_backprop_filter_v2",
    "conv3d_backprop_input_v2",
    "depthwise_conv2d_native",
    "depthwise_conv2d_native_backprop_filter",
    "depthwise_conv2d_native_backprop_input",
    "expect",
    "fill",
    "gradient_check",
    "identity",
    "mat_mul",
    "mean",
    "multiply",
    "precision",
    "random_normal",
    "random_uniform",
    "range",
    "read_npy",
    "relu",
    "reshape",
    "set_thread_count",
    "shape",
    "subtract",
    "sum",
    "thread_count",
    "transpose",
]
