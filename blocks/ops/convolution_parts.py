"""The attributes and ports that the ops of the convolution family share."""

from __future__ import annotations

from blocks.declaration.attribute import Attribute, choice, flag, paddings, window_vector
from blocks.declaration.known import Known
from blocks.declaration.op import Port
from blocks.ops.vectors import length, numbers
from kernels.arguments import alternatives
from kernels.errors import ArgumentError

FORWARD = "Convolution"
GRADIENTS = "Convolution gradients"

PLANAR_FILTER = "HWIO"
DEPTHWISE_FILTER = "HWIM"
VOLUME_FILTER = "DHWIO"

INPUT = Port("input", "T", "Images, or the layer before.", axes="data_format")
OUTPUT = Port("output", "T", "What each filter answers.", axes="data_format")
OUT_BACKPROP = Port(
    "out_backprop", "T", "The gradient by the output of the convolution.", axes="data_format"
)
INPUT_GRADIENT = Port("output", "T", "The gradient by the input.", axes="data_format")


def filter_port(axes: str) -> Port:
    """The filters of a convolution."""
    return Port("filter", "T", "The filters, also called weights or kernel.", axes=axes)


def filter_gradient_port(axes: str) -> Port:
    """The gradient by the filters."""
    return Port("output", "T", "The gradient by the filter.", axes=axes)


def sizes_port(name: str, type: str, axes: str) -> Port:
    """The shape that the result shall have, as a vector."""
    of = "input" if name == "input_sizes" else "filter"
    order = "in data_format order" if axes == "data_format" else f"in the order {axes}"
    return Port(name, type, f"The shape of the {of}, as a vector {order}.")


def sizes_value(port: str, known: Known, *counts: int) -> tuple[int, ...] | None:
    """The numbers of such a port, None while they are not known.

    Raises ArgumentError if how many there are is known already, and is none of `counts`.
    """
    found, count = numbers(port, known), length(port, known)
    if found is None and count is not None and count not in counts:
        wanted = alternatives([str(one) for one in counts])
        raise ArgumentError(port, f"{port} needs {wanted} numbers, {count} will come")
    return found


def planar(*, cudnn: bool) -> tuple[Attribute, ...]:
    """The attributes of a 2-D op; `cudnn` where TensorFlow's op has a word to say to the GPU."""
    return (
        *_window(4, "SAME", "VALID", "EXPLICIT"),
        paddings(
            "explicit_paddings",
            4,
            help="With EXPLICIT: zeros before and after each axis, in data_format order.",
        ),
        *_layout("NHWC", "NCHW", rank=4),
        *([_CUDNN] if cudnn else []),
    )


def volume() -> tuple[Attribute, ...]:
    """The attributes of a 3-D op."""
    return (*_window(5, "SAME", "VALID"), *_layout("NDHWC", "NCDHW", rank=5))


_CUDNN = flag(
    "use_cudnn_on_gpu", True, in_kernel=False, help="Kept for TensorFlow; no effect on a CPU."
)


def _window(rank: int, *modes: str) -> tuple[Attribute, Attribute]:
    return (
        window_vector(
            "strides",
            rank,
            initial=(1,) * rank,
            shown=True,
            help="How far the filter moves along each axis, in data_format order.",
        ),
        choice(
            "padding",
            *modes,
            initial="SAME",
            shown=True,
            help="Zeros around the input: SAME as many as the strides need, VALID none"
            + (", EXPLICIT those of explicit_paddings." if "EXPLICIT" in modes else "."),
        ),
    )


def _layout(last: str, first: str, *, rank: int) -> tuple[Attribute, Attribute]:
    return (
        choice(
            "data_format",
            last,
            first,
            default=last,
            help=f"Where the channels are: last ({last}) or second ({first}).",
        ),
        window_vector(
            "dilations",
            rank,
            default=(1,) * rank,
            help="How far apart the taps of the filter are, in data_format order.",
        ),
    )
