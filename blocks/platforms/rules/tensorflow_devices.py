"""What TensorFlow's kernels for CPU and GPU have in common."""

from __future__ import annotations

from blocks.platforms.convolution import FORWARD, Convolution
from blocks.platforms.rule import Rule
from blocks.platforms.rules.tensorflow_facts import (
    CODE,
    ISSUES,
    MEASURED,
    too_large,
    undilated,
    unequal,
)
from blocks.platforms.verdict import Verdict

# The kernels of both devices share the classes that these come from.
BOTH: tuple[Rule[Convolution], ...] = (
    Rule(
        name="no kernel",
        when=lambda call: call.op == "Conv2DBackpropInputV2",
        verdict=Verdict.REFUSES,
        words="TensorFlow declares this op and has no kernel for it. Conv2DBackpropInput, which "
        "takes the shape as a vector, computes the same.",
        message="Could not find device for node",
        source=MEASURED,
    ),
    Rule(
        name="depthwise, unequal strides",
        when=unequal,
        verdict=Verdict.REFUSES,
        words="TensorFlow's depthwise kernels take the same stride for height and width alone.",
        message="Current implementation only supports equal length strides in the row and column "
        "dimensions.",
        source=f"{MEASURED}; {ISSUES}/33005",
    ),
    Rule(
        name="depthwise, dilated",
        when=lambda call: call.depthwise and call.is_dilated and call.kind == FORWARD,
        verdict=Verdict.REFUSES,
        words="TensorFlow's depthwise kernel takes no dilations. tf.nn.depthwise_conv2d does, for "
        "it moves the pixels apart first.",
        message="Current kernel implementation does not support dilations",
        source=f"{MEASURED}; {ISSUES}/53055",
    ),
)

LARGE: Rule[Convolution] = Rule(
    name="filter too large",
    when=too_large,
    verdict=Verdict.REFUSES,
    words="The filter is larger than the padded input by more than the stride. blockprop gives no "
    "outputs then; TensorFlow refuses.",
    message="Computed output size would be negative",
    source=MEASURED,
    needs_sizes=True,
)

# TensorFlow's depthwise gradients take every dilation for 1, and look whether that can be.
DEPTHWISE_SIZES: tuple[Rule[Convolution], ...] = (
    Rule(
        name="depthwise gradient, filter too large",
        when=lambda call: undilated(call) == "negative",
        verdict=Verdict.REFUSES,
        words=LARGE.words,
        message=LARGE.message,
        source=MEASURED,
        needs_sizes=True,
    ),
    Rule(
        name="depthwise gradient, dilated, other sizes",
        when=lambda call: undilated(call) == "other",
        verdict=Verdict.REFUSES,
        words="TensorFlow's depthwise gradients take every dilation for 1, and with that the sizes "
        "do not fit.",
        message="of out_backprop doesn't match computed",
        source=f"{MEASURED}; {CODE}/depthwise_conv_grad_op.cc",
        needs_sizes=True,
    ),
)
