"""The gradients of the convolutions by their filter."""

from __future__ import annotations

from typing import Any

import kernels
from blocks.declaration.known import Known, Shape
from blocks.declaration.op import Op
from blocks.ops.convolution_parts import (
    DEPTHWISE_FILTER,
    GRADIENTS,
    INPUT,
    OUT_BACKPROP,
    PLANAR_FILTER,
    VOLUME_FILTER,
    filter_gradient_port,
    planar,
    sizes_port,
    sizes_value,
    volume,
)
from blocks.ops.convolution_words import FILTER_SYNONYMS, gradient_sizes
from kernels import shapes
from kernels.dtypes import CONV2D_FILTER_GRADIENT, CONV3D, DEPTHWISE


def _conv2d(input: Known, filter_sizes: Known, out_backprop: Known, **attributes: Any) -> Shape:
    sizes = sizes_value("filter_sizes", filter_sizes, 4)
    return shapes.conv2d_backprop_filter(input.shape, sizes, out_backprop.shape, **attributes)


def _depthwise(input: Known, filter_sizes: Known, out_backprop: Known, **attributes: Any) -> Shape:
    sizes = sizes_value("filter_sizes", filter_sizes, 4)
    return shapes.depthwise_conv2d_native_backprop_filter(
        input.shape, sizes, out_backprop.shape, **attributes
    )


def _conv3d(input: Known, filter_sizes: Known, out_backprop: Known, **attributes: Any) -> Shape:
    sizes = sizes_value("filter_sizes", filter_sizes, 5)
    return shapes.conv3d_backprop_filter_v2(input.shape, sizes, out_backprop.shape, **attributes)


FILTER_GRADIENTS = (
    Op(
        name="Conv2DBackpropFilter",
        category=GRADIENTS,
        summary="The gradient of Conv2D by its filter.",
        formula=(
            "output[a, b, c, o] = Σ input[n, i·s + a·d − p, j·s + b·d − p, c] · "
            "out_backprop[n, i, j, o] over n, i, j"
        ),
        sizes=gradient_sizes("filter_sizes is the shape", "Conv2D"),
        kernel=kernels.conv2d_backprop_filter,
        traces="convolution.CONV_2D_FILTER",
        shape=_conv2d,
        inputs=(INPUT, sizes_port("filter_sizes", "int32", PLANAR_FILTER), OUT_BACKPROP),
        outputs=(filter_gradient_port(PLANAR_FILTER),),
        attributes=planar(cudnn=True),
        types={"T": CONV2D_FILTER_GRADIENT},
        synonyms=FILTER_SYNONYMS,
    ),
    Op(
        name="DepthwiseConv2dNativeBackpropFilter",
        category=GRADIENTS,
        summary="The gradient of DepthwiseConv2dNative by its filter.",
        formula=(
            "output[a, b, c, m] = Σ input[n, i·s + a·d − p, j·s + b·d − p, c] · "
            "out_backprop[n, i, j, c·M + m] over n, i, j"
        ),
        sizes=gradient_sizes("filter_sizes is the shape", "DepthwiseConv2dNative"),
        kernel=kernels.depthwise_conv2d_native_backprop_filter,
        traces="convolution.DEPTHWISE_2D_FILTER",
        shape=_depthwise,
        inputs=(INPUT, sizes_port("filter_sizes", "int32", DEPTHWISE_FILTER), OUT_BACKPROP),
        outputs=(filter_gradient_port(DEPTHWISE_FILTER),),
        attributes=planar(cudnn=False),
        types={"T": DEPTHWISE},
        synonyms=(*FILTER_SYNONYMS, "separable"),
    ),
    Op(
        name="Conv3DBackpropFilterV2",
        category=GRADIENTS,
        summary="The gradient of Conv3D by its filter.",
        formula=(
            "output[e, a, b, c, o] = Σ input[n, h·s + e·d − p, i·s + a·d − p, j·s + b·d − "
            "p, c] · out_backprop[n, h, i, j, o] over n, h, i, j"
        ),
        sizes=gradient_sizes("filter_sizes is the shape", "Conv3D"),
        kernel=kernels.conv3d_backprop_filter_v2,
        traces="convolution.CONV_3D_FILTER",
        shape=_conv3d,
        inputs=(INPUT, sizes_port("filter_sizes", "int32", VOLUME_FILTER), OUT_BACKPROP),
        outputs=(filter_gradient_port(VOLUME_FILTER),),
        attributes=volume(),
        types={"T": CONV3D},
        synonyms=(*FILTER_SYNONYMS, "volume", "video"),
    ),
)
