"""The gradients of the convolutions by their input."""

from __future__ import annotations

from typing import Any

import kernels
from blocks.declaration.known import Known, Shape
from blocks.declaration.op import Op, Port
from blocks.ops.convolution_parts import (
    DEPTHWISE_FILTER,
    GRADIENTS,
    INPUT_GRADIENT,
    OUT_BACKPROP,
    PLANAR_FILTER,
    VOLUME_FILTER,
    filter_port,
    planar,
    sizes_port,
    sizes_value,
    volume,
)
from blocks.ops.convolution_words import (
    INPUT_SYNONYMS,
    PLANAR_INPUT_GRADIENT,
    PLANAR_TRANSPOSED,
    VOLUME_TRANSPOSED,
    gradient_sizes,
)
from kernels import shapes
from kernels.dtypes import CONV2D, CONV3D, DEPTHWISE, INDEX


def _conv2d(input_sizes: Known, filter: Known, out_backprop: Known, **attributes: Any) -> Shape:
    # Two numbers are height and width alone.
    sizes = sizes_value("input_sizes", input_sizes, 4, 2)
    return shapes.conv2d_backprop_input(sizes, filter.shape, out_backprop.shape, **attributes)


def _conv2d_v2(input: Known, filter: Known, out_backprop: Known, **attributes: Any) -> Shape:
    return shapes.conv2d_backprop_input_v2(
        input.shape, filter.shape, out_backprop.shape, **attributes
    )


def _depthwise(input_sizes: Known, filter: Known, out_backprop: Known, **attributes: Any) -> Shape:
    sizes = sizes_value("input_sizes", input_sizes, 4)
    return shapes.depthwise_conv2d_native_backprop_input(
        sizes, filter.shape, out_backprop.shape, **attributes
    )


def _conv3d(input_sizes: Known, filter: Known, out_backprop: Known, **attributes: Any) -> Shape:
    sizes = sizes_value("input_sizes", input_sizes, 5)
    return shapes.conv3d_backprop_input_v2(sizes, filter.shape, out_backprop.shape, **attributes)


INPUT_GRADIENTS = (
    Op(
        name="Conv2DBackpropInput",
        category=GRADIENTS,
        summary="The gradient of Conv2D by its input; also a transposed convolution.",
        formula=PLANAR_INPUT_GRADIENT,
        sizes=gradient_sizes("input_sizes is the shape", "Conv2D"),
        kernel=kernels.conv2d_backprop_input,
        traces="convolution.CONV_2D_INPUT",
        shape=_conv2d,
        inputs=(
            sizes_port("input_sizes", "int32", "data_format"),
            filter_port(PLANAR_FILTER),
            OUT_BACKPROP,
        ),
        outputs=(INPUT_GRADIENT,),
        attributes=planar(cudnn=True),
        types={"T": CONV2D},
        synonyms=(*INPUT_SYNONYMS, *PLANAR_TRANSPOSED),
    ),
    Op(
        name="Conv2DBackpropInputV2",
        category=GRADIENTS,
        summary="The gradient of Conv2D by its input, whose shape a tensor gives.",
        formula=PLANAR_INPUT_GRADIENT,
        sizes=gradient_sizes("The shape of input", "Conv2D"),
        kernel=kernels.conv2d_backprop_input_v2,
        traces="convolution.CONV_2D_INPUT",
        shape=_conv2d_v2,
        inputs=(
            Port(
                "input",
                "T",
                "A tensor of the input's shape; its numbers do not matter.",
                axes="data_format",
            ),
            filter_port(PLANAR_FILTER),
            OUT_BACKPROP,
        ),
        outputs=(INPUT_GRADIENT,),
        attributes=planar(cudnn=True),
        types={"T": CONV2D},
        synonyms=(*INPUT_SYNONYMS, *PLANAR_TRANSPOSED),
    ),
    Op(
        name="DepthwiseConv2dNativeBackpropInput",
        category=GRADIENTS,
        summary="The gradient of DepthwiseConv2dNative by its input.",
        formula=(
            "output[n, y, x, c] = Σ out_backprop[n, i, j, c·M + m] · filter[a, b, c, m] "
            "where y = i·s + a·d − p, x = j·s + b·d − p"
        ),
        sizes=gradient_sizes("input_sizes is the shape", "DepthwiseConv2dNative"),
        kernel=kernels.depthwise_conv2d_native_backprop_input,
        traces="convolution.DEPTHWISE_2D_INPUT",
        shape=_depthwise,
        inputs=(
            sizes_port("input_sizes", "int32", "data_format"),
            filter_port(DEPTHWISE_FILTER),
            OUT_BACKPROP,
        ),
        outputs=(INPUT_GRADIENT,),
        attributes=planar(cudnn=False),
        types={"T": DEPTHWISE},
        synonyms=(*INPUT_SYNONYMS, "separable"),
    ),
    Op(
        name="Conv3DBackpropInputV2",
        category=GRADIENTS,
        summary="The gradient of Conv3D by its input; also a transposed 3-D convolution.",
        formula=(
            "output[n, z, y, x, c] = Σ out_backprop[n, h, i, j, o] · filter[e, a, b, c, o] "
            "where z = h·s + e·d − p, y = i·s + a·d − p, x = j·s + b·d − p"
        ),
        sizes=gradient_sizes("input_sizes is the shape", "Conv3D"),
        kernel=kernels.conv3d_backprop_input_v2,
        traces="convolution.CONV_3D_INPUT",
        shape=_conv3d,
        inputs=(
            sizes_port("input_sizes", "Tshape", "data_format"),
            filter_port(VOLUME_FILTER),
            OUT_BACKPROP,
        ),
        outputs=(INPUT_GRADIENT,),
        attributes=volume(),
        types={"T": CONV3D, "Tshape": INDEX},
        synonyms=(*INPUT_SYNONYMS, *VOLUME_TRANSPOSED, "volume", "video"),
    ),
)
