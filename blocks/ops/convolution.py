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
        kernel=kernels.conv2d,
        shape=_conv2d,
        inputs=(INPUT, filter_port(PLANAR_FILTER)),
        outputs=(OUTPUT,),
        attributes=planar(cudnn=True),
        types={"T": CONV2D},
        synonyms=("convolution", "conv", "correlation", "filter", "layer", "grouped", "dilated"),
    ),
    Op(
        name="DepthwiseConv2dNative",
        category=FORWARD,
        summary="Filters slid over images, each channel with filters of its own.",
        kernel=kernels.depthwise_conv2d_native,
        shape=_depthwise,
        inputs=(INPUT, filter_port(DEPTHWISE_FILTER)),
        outputs=(OUTPUT,),
        attributes=planar(cudnn=False),
        types={"T": DEPTHWISE},
        synonyms=("convolution", "depthwise", "separable", "conv", "channelwise", "mobilenet"),
    ),
    Op(
        name="Conv3D",
        category=FORWARD,
        summary="Filters slid over volumes or films, in depth, height and width.",
        kernel=kernels.conv3d,
        shape=_conv3d,
        inputs=(INPUT, filter_port(VOLUME_FILTER)),
        outputs=(OUTPUT,),
        attributes=volume(),
        types={"T": CONV3D},
        synonyms=("convolution", "conv", "volume", "video", "3d", "voxel"),
    ),
)
