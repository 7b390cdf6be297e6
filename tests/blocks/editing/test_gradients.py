"""The gradients that are added are the derivatives of what is on the page."""

from __future__ import annotations

import numpy as np
import pytest

import blocks
from blocks.checking import Check
from blocks.editing.gradient_rules import RULES
from blocks.editing.gradients import add_gradients
from blocks.file import dumps
from blocks.ops import OPS
from blocks.page import End
from tests.blocks.editing.deriving import (
    DEPTHWISE,
    Array,
    a_layer,
    numbers,
    numerically,
    page_of,
    vector,
)

PLANAR = {"strides": [1, 2, 1, 1], "padding": "SAME", "dilations": [1, 1, 2, 1]}
EXPLICIT = {
    "strides": [1, 2, 2, 1],
    "padding": "EXPLICIT",
    "explicit_paddings": [0, 0, 1, 2, 0, 1, 0, 0],
}
FIRST = {"strides": [1, 1, 1, 2], "padding": "VALID", "data_format": "NCHW"}
VOLUME = {"strides": [1, 2, 1, 1, 1], "padding": "SAME"}


CASES: list[tuple[str, dict[str, object], dict[str, Array]]] = [
    ("Conv2D", PLANAR, {"input": numbers(2, 5, 6, 3), "filter": numbers(3, 2, 3, 2)}),
    ("Conv2D", EXPLICIT, {"input": numbers(1, 5, 6, 2), "filter": numbers(3, 2, 2, 2)}),
    ("Conv2D", FIRST, {"input": numbers(2, 3, 5, 6), "filter": numbers(3, 2, 3, 2)}),
    ("Conv2D", DEPTHWISE, {"input": numbers(1, 4, 4, 4), "filter": numbers(2, 2, 2, 2)}),
    (
        "DepthwiseConv2dNative",
        DEPTHWISE,
        {"input": numbers(2, 5, 5, 2), "filter": numbers(3, 3, 2, 2)},
    ),
    ("Conv3D", VOLUME, {"input": numbers(1, 3, 4, 3, 2), "filter": numbers(2, 2, 2, 2, 2)}),
    (
        "Conv2DBackpropInput",
        PLANAR,
        {
            "input_sizes": vector(2, 5, 6, 3),
            "filter": numbers(3, 2, 3, 2),
            "out_backprop": numbers(2, 3, 6, 2),
        },
    ),
    (
        "Conv2DBackpropInputV2",
        PLANAR,
        {
            "input": numbers(2, 5, 6, 3),
            "filter": numbers(3, 2, 3, 2),
            "out_backprop": numbers(2, 3, 6, 2),
        },
    ),
    (
        "Conv2DBackpropFilter",
        PLANAR,
        {
            "input": numbers(2, 5, 6, 3),
            "filter_sizes": vector(3, 2, 3, 2),
            "out_backprop": numbers(2, 3, 6, 2),
        },
    ),
    (
        "DepthwiseConv2dNativeBackpropInput",
        DEPTHWISE,
        {
            "input_sizes": vector(2, 5, 5, 2),
            "filter": numbers(3, 3, 2, 2),
            "out_backprop": numbers(2, 3, 3, 4),
        },
    ),
    (
        "DepthwiseConv2dNativeBackpropFilter",
        DEPTHWISE,
        {
            "input": numbers(2, 5, 5, 2),
            "filter_sizes": vector(3, 3, 2, 2),
            "out_backprop": numbers(2, 3, 3, 4),
        },
    ),
    (
        "Conv3DBackpropInputV2",
        VOLUME,
        {
            "input_sizes": vector(1, 3, 4, 3, 2),
            "filter": numbers(2, 2, 2, 2, 2),
            "out_backprop": numbers(1, 2, 4, 3, 2),
        },
    ),
    (
        "Conv3DBackpropFilterV2",
        VOLUME,
        {
            "input": numbers(1, 3, 4, 3, 2),
            "filter_sizes": vector(2, 2, 2, 2, 2),
            "out_backprop": numbers(1, 2, 4, 3, 2),
        },
    ),
    ("Relu", {}, {"features": numbers(3, 4)}),
    *(
        (
            "MatMul",
            {"transpose_a": a, "transpose_b": b},
            {"a": numbers(*(4, 3) if a else (3, 4)), "b": numbers(*(2, 4) if b else (4, 2))},
        )
        for a in (False, True)
        for b in (False, True)
    ),
    *(
        (op, {}, {"x": numbers(*x), "y": numbers(*y)})
        for op in ("Add", "Subtract", "Multiply")
        for x, y in (((2, 3), (2, 3)), ((2, 3), (3,)), ((1, 3), (2, 1)), ((), (2, 3)))
    ),
    ("BiasAdd", {}, {"value": numbers(2, 3, 4), "bias": numbers(4)}),
    ("BiasAdd", {"data_format": "NCHW"}, {"value": numbers(2, 3, 4, 2), "bias": numbers(3)}),
    ("Sum", {}, {"input": numbers(2, 3, 4), "reduction_indices": vector(0, -1)}),
    ("Mean", {"keep_dims": True}, {"input": numbers(2, 3), "reduction_indices": vector(1)}),
    ("Mean", {}, {"input": numbers(2, 3), "reduction_indices": vector(0, 1)}),
    ("Reshape", {}, {"tensor": numbers(2, 6), "shape": vector(3, -1)}),
    ("Transpose", {}, {"x": numbers(2, 3, 4), "perm": vector(2, 0, 1)}),
    ("Identity", {}, {"input": numbers(2, 3)}),
    ("Cast", {"DstT": "float64"}, {"x": numbers(2, 3)}),
]


@pytest.mark.parametrize(("op", "attrs", "inputs"), CASES, ids=[case[0] for case in CASES])
def test_what_is_added_gives_the_derivatives(
    op: str, attrs: dict[str, object], inputs: dict[str, Array]
) -> None:
    page = page_of(op, attrs, inputs)
    output = page.blocks["y"].outputs[0]
    before = dumps(page)
    added = add_gradients(Check(page), ["y"])
    assert Check(page).problems == ()
    weights = numbers(*blocks.run(page, [output])[str(output)].shape)
    page.set_attr("out_backprop", "value", weights)
    by_port = {id.removeprefix("y_by_"): id for id in added if id.startswith("y_by_")}
    wanted = {port for port, value in inputs.items() if value.dtype.kind == "f"}
    if op == "Conv2DBackpropInputV2":
        wanted -= {"input"}  # its numbers do not matter
    if op == "Cast":
        wanted = {"x"}
    assert set(by_port) == wanted
    for port, id in by_port.items():
        gradient = blocks.run(page, [id])[str(page.blocks[id].outputs[0])]
        assert gradient.shape == inputs[port].shape
        assert np.allclose(
            gradient, numerically(page, f"source_{port}", output, weights), rtol=1e-6, atol=1e-8
        )
    page.history.undo()  # the weights
    page.history.undo()
    assert dumps(page) == before


def test_every_rule_is_tried() -> None:
    assert {case[0] for case in CASES} == set(RULES)
    assert set(RULES) <= set(OPS)


def test_of_several_blocks_it_is_the_whole_way_back() -> None:
    page = a_layer()
    add_gradients(Check(page), ["conv", "biased", "relu", "residual"])
    assert Check(page).problems == ()
    assert sum(id.startswith("out_backprop") for id in page.blocks) == 1
    weights = numbers(1, 2, 2, 3)
    page.set_attr("out_backprop", "value", weights)
    output = End("residual", "z")
    for source, id in (
        ("images", "conv_by_input"),
        ("filter", "conv_by_filter"),
        ("bias", "biased_by_bias"),
    ):
        gradient = blocks.run(page, [id])[f"{id}.output"]
        assert np.allclose(gradient, numerically(page, source, output, weights), rtol=1e-5)
