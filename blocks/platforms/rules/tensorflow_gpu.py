"""What TensorFlow's kernels for a GPU do not do: read in their source, for no GPU was at hand."""

from __future__ import annotations

from blocks.platforms.convolution import Convolution
from blocks.platforms.rule import Rule
from blocks.platforms.rules.tensorflow_devices import BOTH, DEPTHWISE_SIZES, LARGE
from blocks.platforms.rules.tensorflow_facts import CODE, READ, dilation_counts
from blocks.platforms.verdict import Verdict

GPU: tuple[Rule[Convolution], ...] = (
    *BOTH,
    LARGE,
    *DEPTHWISE_SIZES,
    Rule(
        name="depthwise gradient, dilated",
        when=lambda call: call.depthwise and call.is_gradient and dilation_counts(call),
        verdict=Verdict.WRONG,
        words="TensorFlow hands the GPU dilations of 1, and says nothing.",
        source=f"{READ}: {CODE}/depthwise_conv_grad_op.cc",
        needs_sizes=True,
    ),
    Rule(
        name="int32",
        when=lambda call: call.dtype == "int32",
        verdict=Verdict.UNKNOWN,
        words="What TensorFlow does with int32 on a GPU has not been measured.",
        source=READ,
    ),
)
