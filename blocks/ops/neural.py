"""Ops around the layers of a neural network."""

from __future__ import annotations

import kernels
from blocks.declaration.attribute import choice
from blocks.declaration.known import Known, Shape
from blocks.declaration.op import Op, Port
from kernels.elementwise import BIAS_ADD, RELU, bias_add_shape

CATEGORY = "Neural network"


def _relu(features: Known) -> Shape:
    return features.shape


def _bias_add(value: Known, bias: Known, *, data_format: str) -> Shape:
    return bias_add_shape(value.shape, bias.shape, data_format=data_format)


NEURAL = (
    Op(
        name="Relu",
        category=CATEGORY,
        summary="What is above 0, and 0 for all else.",
        formula="activations = max(features, 0)",
        sizes="The shape of features.",
        kernel=kernels.relu,
        traces="elementwise.RELU",
        shape=_relu,
        inputs=(Port("features", "T", "The numbers before the activation."),),
        outputs=(Port("activations", "T", "max(features, 0).", axes="features"),),
        types={"T": RELU},
        synonyms=("activation", "rectifier", "rectified linear", "max 0", "clamp", "nonlinearity"),
    ),
    Op(
        name="BiasAdd",
        category=CATEGORY,
        summary="One number added to all of a channel.",
        formula="output[…, c] = value[…, c] + bias[c]",
        sizes="The shape of value; bias has one number for each channel.",
        kernel=kernels.bias_add,
        traces="elementwise.BIAS_ADD",
        shape=_bias_add,
        inputs=(
            Port("value", "T", "A tensor of two dimensions or more.", axes="data_format"),
            Port("bias", "T", "One number a channel, as a vector.", axes="channels"),
        ),
        outputs=(Port("output", "T", "value + bias.", axes="data_format"),),
        attributes=(
            choice(
                "data_format",
                "NHWC",
                "NCHW",
                default="NHWC",
                help="Which axis of value the channels are: the last (NHWC) or the second (NCHW).",
            ),
        ),
        types={"T": BIAS_ADD},
        synonyms=("bias", "add bias", "offset", "channel"),
    ),
)
