"""What TensorFlow's kernels look at in a call, as questions with yes or no."""

from __future__ import annotations

import numpy as np

from blocks.platforms.convolution import FORWARD, INPUT_GRADIENT, Convolution, Spatial
from kernels.convolution.window import Window

ISSUES = "https://github.com/tensorflow/tensorflow/issues"
CODE = "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/kernels"
MEASURED = "measured with TensorFlow 2.21.0"
READ = "read in TensorFlow's source, not measured"


def is_planar(call: Convolution) -> bool:
    """Is it Conv2D or one of its gradients?"""
    return call.rank == 2 and not call.depthwise


def is_first(call: Convolution) -> bool:
    """NCHW and NCDHW."""
    return not call.channels_last


def is_grouped_gradient(call: Convolution) -> bool:
    """Is it a gradient of a Conv2D in groups?"""
    return is_planar(call) and call.is_gradient and call.sizes.groups > 1


def _is_far_too_large(axis: Spatial, reach: int) -> bool:
    """Is the filter so much larger than the padded input that TensorFlow's formula goes below 0?

    It divides as C++ does, towards 0, so that a filter a little too large gives no outputs instead.
    """
    return axis.n + axis.before + axis.after - reach + axis.stride <= -axis.stride


def too_large(call: Convolution) -> bool:
    """Is the filter far too large along any axis?"""
    if call.padding == "SAME" or (call.depthwise and call.is_gradient):
        return False
    return any(_is_far_too_large(axis, axis.reach) for axis in call.sizes.axes)


def undilated(call: Convolution) -> str:
    """What TensorFlow's depthwise gradients, which take every dilation for 1, say of the sizes."""
    if not (call.depthwise and call.is_gradient) or call.padding == "SAME":
        return ""
    if any(_is_far_too_large(axis, axis.k) for axis in call.sizes.axes):
        return "negative"
    for axis in call.sizes.axes:
        room = axis.n + axis.before + axis.after - axis.k
        if max(0, room // axis.stride + 1) != axis.o:
            return "other"
    return ""


def unequal(call: Convolution) -> bool:
    """Is it depthwise, with strides that differ in height and width?"""
    return call.depthwise and call.strides[0] != call.strides[1]


def _result(call: Convolution) -> tuple[int, ...]:
    sizes = call.sizes
    made = {FORWARD: sizes.output, INPUT_GRADIENT: sizes.input}
    return made.get(call.kind, sizes.filter)


def is_empty(call: Convolution) -> bool:
    """Is there no result to compute? TensorFlow looks at that before much else."""
    return call.known is not None and 0 in _result(call)


def adds_nothing(call: Convolution) -> bool:
    """Is there a result, but not one product to add up in it?"""
    return call.sizes.is_empty and 0 not in _result(call)


def dilation_counts(call: Convolution) -> bool:
    """Does any tap lie elsewhere than it would with dilations of 1?"""
    return any(_taps_differ(axis, call.padding) for axis in call.sizes.axes)


def _taps_differ(axis: Spatial, padding: str) -> bool:
    if axis.dilation == 1 or axis.k == 1:
        return False
    plain = Window(axis.name, axis.stride, 1, padding, (axis.before, axis.after))
    before, _ = plain.resolved(axis.n, axis.k)
    starts = np.arange(axis.o)[:, np.newaxis] * axis.stride
    taps = np.arange(axis.k)
    right = starts + taps * axis.dilation - axis.before
    taken = starts + taps - before
    right, taken = (np.where((read >= 0) & (read < axis.n), read, -1) for read in (right, taken))
    return not np.array_equal(right, taken)


def skips(call: Convolution) -> bool:
    """Does SAME leave out two or more at the end of an axis, for the strides are that large?"""
    return call.padding == "SAME" and any(axis.rest >= 2 for axis in call.sizes.axes)
