"""The convolutions themselves."""

from __future__ import annotations

from typing import Any

import kernels
from blocks.declaration.known import Known, Shape
from blocks.declaration.op import Op
from blocks.ops.convolution_parts import (
    DEPTHWISE_FILTER,
    FORWARD,
    INPUT,
    OUTPUT,
    PLANAR_FILTER,
    VOLUME_FILTER,
    filter_port,
    planar,
    volume,
)
from blocks.ops.convolution_words import DEPTHWISE_SIZES, FORWARD_SIZES
from kernels import shapes
from kernels.dtypes import CONV2D, CONV3D, DEPTHWISE


def _conv2d(input: Known, filter: Known, **attributes: Any) -> Shape:
    return shapes.conv2d(input.shape, filter.shape, **attributes)


def _depthwise(input: Known, filter: Known, **attributes: Any) -> Shape:
    return shapes.depthwise_conv2d_native(input.shape, filter.shape, **attributes)


def _conv3d(input: Known, filter: Known, **attributes: Any) -> Shape:
    return shapes.conv3d(input.shape, filter.shape, **attributes)


CONVOLUTION = (
    Op(
        name="Conv2D",
        category=FORWARD,
        summary="Filters slid over images; each output is one filter times what lies under it.",
        formula=(
            "output[n, i, j, o] = Σ input[n, i·s + a·d − p, j·s + b·d − p, c] · filter[a, "
            "b, c, o] over a, b, c"
        ),
        sizes=FORWARD_SIZES,
        kernel=kernels.conv2d,
        traces="convolution.CONV_2D",
        shape=_conv2d,
        inputs=(INPUT, filter_port(PLANAR_FILTER)),
        outputs=(OUTPUT,),
        attributes=planar(cudnn=True),
        types={"T": CONV2D},
        synonyms=(
            "convolution",
            "conv",
            "Convolution2D",
            "correlation",
            "filter",
            "layer",
            "grouped",
            "dilated",
            "atrous",
            "cnn",
        ),
    ),
    Op(
        name="DepthwiseConv2dNative",
        category=FORWARD,
        summary="Filters slid over images, each channel with filters of its own.",
        formula=(
            "output[n, i, j, c·M + m] = Σ input[n, i·s + a·d − p, j·s + b·d − p, c] · "
            "filter[a, b, c, m] over a, b"
        ),
        sizes=DEPTHWISE_SIZES,
        kernel=kernels.depthwise_conv2d_native,
        traces="convolution.DEPTHWISE_2D",
        shape=_depthwise,
        inputs=(INPUT, filter_port(DEPTHWISE_FILTER)),
        outputs=(OUTPUT,),
        attributes=planar(cudnn=False),
        types={"T": DEPTHWISE},
        synonyms=(
            "convolution",
            "depthwise",
            "separable",
            "SeparableConv2D",
            "conv",
            "channelwise",
            "groups",
            "mobilenet",
        ),
    ),
    Op(
        name="Conv3D",
        category=FORWARD,
        summary="Filters slid over volumes or films, in depth, height and width.",
        formula=(
            "output[n, h, i, j, o] = Σ input[n, h·s + e·d − p, i·s + a·d − p, j·s + b·d − "
            "p, c] · filter[e, a, b, c, o] over e, a, b, c"
        ),
        sizes=FORWARD_SIZES,
        kernel=kernels.conv3d,
        traces="convolution.CONV_3D",
        shape=_conv3d,
        inputs=(INPUT, filter_port(VOLUME_FILTER)),
        outputs=(OUTPUT,),
        attributes=volume(),
        types={"T": CONV3D},
        synonyms=("convolution", "conv", "Convolution3D", "volume", "video", "3d", "voxel"),
    ),
)
