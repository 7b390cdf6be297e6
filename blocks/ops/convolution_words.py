"""What people read of, and type for, the ops of the convolution family."""

from __future__ import annotations

LETTERS = "s is the stride, d the dilation, p the zeros before the first number."

_WINDOWS = (
    "SAME gives ⌈n / s⌉ along an axis of n, VALID ⌊(n − K) / s⌋ + 1, with K = (k − 1) · d + 1 for "
    "k taps."
)

FORWARD_SIZES = f"{_WINDOWS} The batch stays; channels are the last axis of filter. {LETTERS}"
DEPTHWISE_SIZES = (
    f"{_WINDOWS} The batch stays; each channel becomes M, the last axis of filter. {LETTERS}"
)

PLANAR_INPUT_GRADIENT = (
    "output[n, y, x, c] = Σ out_backprop[n, i, j, o] · filter[a, b, c, o] "
    "where y = i·s + a·d − p, x = j·s + b·d − p"
)

INPUT_SYNONYMS = (
    "deconv",
    "deconvolution",
    "transposed conv",
    "transposed convolution",
    "conv transpose",
    "conv grad",
    "gradient",
    "input gradient",
    "data gradient",
    "dgrad",
    "backprop",
    "backward",
    "upsample",
    "upsampling",
    "fractionally strided",
)
PLANAR_TRANSPOSED = (
    "ConvTranspose2d",
    "Conv2DTranspose",
    "conv2d_transpose",
    "conv_transpose2d",
    "Deconvolution2D",
    "conv2d_input",
)
VOLUME_TRANSPOSED = (
    "ConvTranspose3d",
    "Conv3DTranspose",
    "conv3d_transpose",
    "conv_transpose3d",
    "conv3d_input",
)
FILTER_SYNONYMS = (
    "conv grad",
    "gradient",
    "backprop",
    "backward",
    "weight gradient",
    "kernel gradient",
    "filter gradient",
    "wgrad",
)


def gradient_sizes(told: str, forward: str) -> str:
    """The shape rule of a gradient, whose shape is told by an input."""
    return f"{told}; {forward} of it must give the shape of out_backprop. {LETTERS}"
