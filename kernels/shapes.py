"""Shape rules: what is known of an op's output before it runs.

One function an op, named as the kernel and with its parameters, but a tensor is given by its
shape: a tuple with None for a size that is not known, or None where not even the rank is.
`input_sizes` and `filter_sizes` are given by value, None where it is not known yet. The answer is
the output's shape, as far as it can be known. Whatever is certainly wrong raises `ArgumentError`,
in the words of the kernel, which makes the same checks.
"""

from __future__ import annotations

from collections.abc import Sequence

from kernels.arguments import choice, integer, integers
from kernels.convolution import rules
from kernels.convolution.attributes import CONV2D, CONV3D, DEPTHWISE, attributes
from kernels.convolution.given import Shape
from kernels.convolution.window import Window
from kernels.errors import ArgumentError

__all__ = [
    "Shape",
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
    "legal_input_sizes",
    "resolved_padding",
]

Numbers = Sequence[int]
ONES_2D = (1, 1, 1, 1)
ONES_3D = (1, 1, 1, 1, 1)


def legal_input_sizes(
    output: int, filter: int, stride: int, dilation: int, padding: str, pads: Numbers = (0, 0)
) -> range:
    """Every input size of one axis that gives `output` outputs; empty if none does.

    `pads` are the zeros before and after, for EXPLICIT alone.
    """
    window, taps = _window(filter, stride, dilation, padding, pads)
    return window.legal_inputs(_at_least(0, "output", output), taps)


def resolved_padding(
    input: int, filter: int, stride: int, dilation: int, padding: str, pads: Numbers = (0, 0)
) -> tuple[int, int]:
    """The zeros that stand before and after the input on one axis. SAME depends on all sizes."""
    window, taps = _window(filter, stride, dilation, padding, pads)
    return window.resolved(_at_least(0, "input", input), taps)


def _window(
    filter: int, stride: int, dilation: int, padding: str, pads: Numbers
) -> tuple[Window, int]:
    mode = choice("padding", padding, CONV2D.paddings)
    pair = integers("pads", pads, "two numbers (before, after)")
    if len(pair) != 2 or min(pair) < 0:
        raise ArgumentError(
            "pads", f"pads needs two numbers (before, after) from 0 up, {pair} came"
        )
    step, gap = _at_least(1, "stride", stride), _at_least(1, "dilation", dilation)
    explicit = pair if mode == "EXPLICIT" else (0, 0)
    window = Window("size", step, gap, mode, (explicit[0], explicit[1]))
    return window, _at_least(1, "filter", filter)


def _at_least(least: int, argument: str, value: int) -> int:
    number = integer(argument, value)
    if number < least:
        raise ArgumentError(argument, f"{argument} must be {least} or more, {number} came")
    return number


def conv2d(
    input: Shape,
    filter: Shape,
    *,
    strides: Numbers,
    padding: str,
    explicit_paddings: Numbers = (),
    data_format: str = "NHWC",
    dilations: Numbers = ONES_2D,
) -> Shape:
    """Shape of the output, in data_format order."""
    call = attributes(CONV2D, strides, padding, explicit_paddings, data_format, dilations)
    return rules.forward(call, input, filter).output_shape


def conv2d_backprop_input(
    input_sizes: Numbers | None,
    filter: Shape,
    out_backprop: Shape,
    *,
    strides: Numbers,
    padding: str,
    explicit_paddings: Numbers = (),
    data_format: str = "NHWC",
    dilations: Numbers = ONES_2D,
) -> Shape:
    """As the other gradients by the input; `input_sizes` may be (height, width) alone."""
    call = attributes(CONV2D, strides, padding, explicit_paddings, data_format, dilations)
    return rules.input_gradient(
        call, input_sizes, filter, out_backprop, two_numbers=True
    ).input_shape


def conv2d_backprop_input_v2(
    input: Shape,
    filter: Shape,
    out_backprop: Shape,
    *,
    strides: Numbers,
    padding: str,
    explicit_paddings: Numbers = (),
    data_format: str = "NHWC",
    dilations: Numbers = ONES_2D,
) -> Shape:
    """Shape of the gradient by the input: that of `input`, whose values are not used."""
    call = attributes(CONV2D, strides, padding, explicit_paddings, data_format, dilations)
    return rules.input_gradient_like(call, input, filter, out_backprop).input_shape


def conv2d_backprop_filter(
    input: Shape,
    filter_sizes: Numbers | None,
    out_backprop: Shape,
    *,
    strides: Numbers,
    padding: str,
    explicit_paddings: Numbers = (),
    data_format: str = "NHWC",
    dilations: Numbers = ONES_2D,
) -> Shape:
    """Shape of the gradient by the filter."""
    call = attributes(CONV2D, strides, padding, explicit_paddings, data_format, dilations)
    return rules.filter_gradient(call, input, filter_sizes, out_backprop).filter_shape


def depthwise_conv2d_native(
    input: Shape,
    filter: Shape,
    *,
    strides: Numbers,
    padding: str,
    explicit_paddings: Numbers = (),
    data_format: str = "NHWC",
    dilations: Numbers = ONES_2D,
) -> Shape:
    """Shape of the output, in data_format order."""
    call = attributes(DEPTHWISE, strides, padding, explicit_paddings, data_format, dilations)
    return rules.forward(call, input, filter).output_shape


def depthwise_conv2d_native_backprop_input(
    input_sizes: Numbers | None,
    filter: Shape,
    out_backprop: Shape,
    *,
    strides: Numbers,
    padding: str,
    explicit_paddings: Numbers = (),
    data_format: str = "NHWC",
    dilations: Numbers = ONES_2D,
) -> Shape:
    """Shape of the gradient by the input, in data_format order."""
    call = attributes(DEPTHWISE, strides, padding, explicit_paddings, data_format, dilations)
    return rules.input_gradient(call, input_sizes, filter, out_backprop).input_shape


def depthwise_conv2d_native_backprop_filter(
    input: Shape,
    filter_sizes: Numbers | None,
    out_backprop: Shape,
    *,
    strides: Numbers,
    padding: str,
    explicit_paddings: Numbers = (),
    data_format: str = "NHWC",
    dilations: Numbers = ONES_2D,
) -> Shape:
    """Shape of the gradient by the filter."""
    call = attributes(DEPTHWISE, strides, padding, explicit_paddings, data_format, dilations)
    return rules.filter_gradient(call, input, filter_sizes, out_backprop).filter_shape


def conv3d(
    input: Shape,
    filter: Shape,
    *,
    strides: Numbers,
    padding: str,
    data_format: str = "NDHWC",
    dilations: Numbers = ONES_3D,
) -> Shape:
    """Shape of the output, in data_format order."""
    call = attributes(CONV3D, strides, padding, (), data_format, dilations)
    return rules.forward(call, input, filter).output_shape


def conv3d_backprop_input_v2(
    input_sizes: Numbers | None,
    filter: Shape,
    out_backprop: Shape,
    *,
    strides: Numbers,
    padding: str,
    data_format: str = "NDHWC",
    dilations: Numbers = ONES_3D,
) -> Shape:
    """Shape of the gradient by the input, in data_format order."""
    call = attributes(CONV3D, strides, padding, (), data_format, dilations)
    return rules.input_gradient(call, input_sizes, filter, out_backprop).input_shape


def conv3d_backprop_filter_v2(
    input: Shape,
    filter_sizes: Numbers | None,
    out_backprop: Shape,
    *,
    strides: Numbers,
    padding: str,
    data_format: str = "NDHWC",
    dilations: Numbers = ONES_3D,
) -> Shape:
    """Shape of the gradient by the filter."""
    call = attributes(CONV3D, strides, padding, (), data_format, dilations)
    return rules.filter_gradient(call, input, filter_sizes, out_backprop).filter_shape
