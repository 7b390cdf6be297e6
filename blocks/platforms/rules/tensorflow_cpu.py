"""What TensorFlow's kernels for a CPU do not do, or do wrongly, in the order in which they look."""

from __future__ import annotations

from blocks.platforms.convolution import FILTER_GRADIENT, INPUT_GRADIENT, Convolution
from blocks.platforms.rule import Rule
from blocks.platforms.rules.tensorflow_devices import BOTH, DEPTHWISE_SIZES, LARGE
from blocks.platforms.rules.tensorflow_facts import (
    CODE,
    ISSUES,
    MEASURED,
    adds_nothing,
    dilation_counts,
    is_empty,
    is_first,
    is_grouped_gradient,
    is_planar,
    skips,
)
from blocks.platforms.verdict import Verdict

CPU: tuple[Rule[Convolution], ...] = (
    *BOTH,
    Rule(
        name="Conv2D gradient by the input, channels first",
        when=lambda call: call.op == "Conv2DBackpropInput" and is_first(call),
        verdict=Verdict.REFUSES,
        words="On a CPU TensorFlow's gradients of Conv2D take NHWC alone.",
        message="Conv2DCustomBackpropInputOp only supports NHWC.",
        source=f"{MEASURED}; {ISSUES}/20405",
    ),
    Rule(
        name="Conv2D gradient by the filter, channels first",
        when=lambda call: call.op == "Conv2DBackpropFilter" and is_first(call),
        verdict=Verdict.REFUSES,
        words="On a CPU TensorFlow's gradients of Conv2D take NHWC alone.",
        message="Conv2DCustomBackpropFilterOp only supports NHWC.",
        source=f"{MEASURED}; {ISSUES}/20405",
    ),
    Rule(
        name="Conv2D gradient, dilated",
        when=lambda call: is_planar(call) and call.is_gradient and call.is_dilated,
        verdict=Verdict.REFUSES,
        words="On a CPU TensorFlow has no gradients of dilated convolutions; Conv2D itself it has.",
        message="Current CPU implementations do not yet support dilation rates larger than 1.",
        source=f"{MEASURED}; {ISSUES}/28264",
    ),
    Rule(
        name="Conv3D, no output channels",
        when=lambda call: call.op == "Conv3D" and 0 in call.sizes.filter,
        verdict=Verdict.REFUSES,
        words="TensorFlow's Conv3D takes no filter without output channels.",
        message="filter must not have zero elements",
        source=MEASURED,
        needs_sizes=True,
    ),
    Rule(
        name="Conv3D gradient, channels first",
        when=lambda call: call.rank == 3 and call.is_gradient and is_first(call),
        verdict=Verdict.REFUSES,
        words="On a CPU TensorFlow's gradients of Conv3D take NDHWC alone.",
        message="only supports NDHWC on the CPU.",
        source=MEASURED,
    ),
    Rule(
        name="Conv3D gradient, dilated",
        when=lambda call: call.rank == 3 and call.is_gradient and call.is_dilated,
        verdict=Verdict.REFUSES,
        words="On a CPU TensorFlow's gradients of Conv3D take no dilations.",
        message="Current CPU implementation does not yet support dilation rates larger than 1.",
        source=MEASURED,
    ),
    LARGE,
    *DEPTHWISE_SIZES,
    Rule(
        name="depthwise gradient, nothing to add",
        when=lambda call: (
            call.depthwise
            and call.is_gradient
            and adds_nothing(call)
            and (call.kind == FILTER_GRADIENT or 0 in call.sizes.filter)
        ),
        verdict=Verdict.WRONG,
        words="With nothing to add up TensorFlow answers with whatever is in memory; zeros would "
        "be right.",
        source=MEASURED,
        needs_sizes=True,
        is_erratic=True,
    ),
    Rule(
        name="gradient, nothing to add",
        when=lambda call: (
            (call.rank == 3 or call.op == "Conv2DBackpropFilter")
            and call.is_gradient
            and call.sizes.batch > 0
            and adds_nothing(call)
        ),
        verdict=Verdict.WRONG,
        words="With nothing to add up TensorFlow ends the process, refuses, or answers with "
        "whatever is in memory; zeros would be right.",
        source=MEASURED,
        needs_sizes=True,
        is_erratic=True,
    ),
    Rule(
        name="Conv2D, channels first",
        when=lambda call: (
            call.op == "Conv2D"
            and is_first(call)
            and not (call.known is not None and call.known.is_empty)
        ),
        verdict=Verdict.REFUSES,
        words="On a CPU TensorFlow's Conv2D takes NHWC alone.",
        message="The Conv2D op currently only supports the NHWC tensor format on the CPU.",
        source=f"{MEASURED}; {ISSUES}/20405",
    ),
    Rule(
        name="depthwise, channels first",
        when=lambda call: call.depthwise and is_first(call) and not is_empty(call),
        verdict=Verdict.REFUSES,
        words="On a CPU TensorFlow's depthwise kernels take NHWC alone.",
        message="Depthwise convolution on CPU is only supported for NHWC format",
        source=MEASURED,
    ),
    Rule(
        name="Conv3D, channels first",
        when=lambda call: call.op == "Conv3D" and is_first(call) and not is_empty(call),
        verdict=Verdict.REFUSES,
        words="On a CPU TensorFlow's Conv3D takes NDHWC alone.",
        message="CPU implementation of Conv3D currently only supports the NHWC tensor format.",
        source=f"{MEASURED}; {ISSUES}/18460",
    ),
    Rule(
        name="Conv3D, dilated",
        when=lambda call: call.op == "Conv3D" and call.is_dilated and not is_empty(call),
        verdict=Verdict.REFUSES,
        words="On a CPU TensorFlow's Conv3D takes no dilations.",
        message="CPU implementation of Conv3D currently only supports dilated rates of 1.",
        source=MEASURED,
    ),
    Rule(
        name="depthwise gradient, dilated",
        when=lambda call: (
            call.depthwise
            and call.is_gradient
            and not call.sizes.is_empty
            and dilation_counts(call)
        ),
        verdict=Verdict.WRONG,
        words="TensorFlow computes as if the dilations were 1, and says nothing.",
        source=f"{MEASURED}; {CODE}/depthwise_conv_grad_op.cc",
        needs_sizes=True,
    ),
    Rule(
        name="grouped gradient by the input",
        when=lambda call: is_grouped_gradient(call) and call.kind == INPUT_GRADIENT,
        verdict=Verdict.REFUSES,
        words="On a CPU TensorFlow has no gradients of convolutions in groups; Conv2D itself it "
        "has.",
        message="Gradients for grouped convolutions are not supported on CPU.",
        source=MEASURED,
        needs_sizes=True,
    ),
    Rule(
        name="grouped gradient by the filter",
        when=lambda call: (
            is_grouped_gradient(call) and call.kind == FILTER_GRADIENT and not is_empty(call)
        ),
        verdict=Verdict.REFUSES,
        words="On a CPU TensorFlow has no gradients of convolutions in groups, and says so as if "
        "the filter were too small.",
        message="filter_size does not have enough elements",
        source=MEASURED,
        needs_sizes=True,
    ),
    Rule(
        name="Conv3D, strides larger than the filter",
        when=lambda call: call.op == "Conv3D" and not call.sizes.is_empty and skips(call),
        verdict=Verdict.WRONG,
        words="Where SAME needs no zeros and the strides skip two or more at the end, TensorFlow "
        "reads the input at the wrong places, and says nothing.",
        source=MEASURED,
        needs_sizes=True,
    ),
)
