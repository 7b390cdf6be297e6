"""The gradients that are added are the derivatives of what is on the page."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import blocks
from blocks.checking import Check
from blocks.editing.gradient_rules import RULES
from blocks.editing.gradients import add_gradients, has_gradient
from blocks.errors import EditRefused
from blocks.file import dumps
from blocks.ops import OPS
from blocks.page import End, Page

Array = np.ndarray[Any, Any]
RANDOM = np.random.default_rng(5)
DELTA = 1e-5


def numbers(*shape: int) -> Array:
    """Float64 numbers away from 0, where Relu has no derivative."""
    return np.asarray(RANDOM.uniform(0.2, 2, shape) * RANDOM.choice([-1, 1], shape))


def vector(*values: int) -> Array:
    return np.array(values, np.int32)


PLANAR = {"strides": [1, 2, 1, 1], "padding": "SAME", "dilations": [1, 1, 2, 1]}
EXPLICIT = {
    "strides": [1, 2, 2, 1],
    "padding": "EXPLICIT",
    "explicit_paddings": [0, 0, 1, 2, 0, 1, 0, 0],
}
FIRST = {"strides": [1, 1, 1, 2], "padding": "VALID", "data_format": "NCHW"}
DEPTHWISE = {"strides": [1, 2, 2, 1], "padding": "SAME"}
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


def page_of(op: str, attrs: dict[str, object], inputs: dict[str, Array]) -> Page:
    page = Page("gradient of")
    for port, value in inputs.items():
        page.add_block("Const", {"value": value}, id=f"source_{port}")
    page.add_block(op, attrs, id="y", at=(300, 0))
    for port in inputs:
        page.connect(f"source_{port}.output", f"y.{port}")
    return page


def numerically(page: Page, source: str, output: End, weights: Array) -> Array:
    """The derivative of Σ weights · output by each number of a Const, by central differences."""
    value = page.blocks[source].value("value")
    found = np.zeros(value.shape)
    for at in np.ndindex(value.shape):
        ends = []
        for step in (DELTA, -DELTA):
            moved = value.copy()
            moved[at] += step
            result = blocks.run(page, [output], feeds={f"{source}.output": moved})[str(output)]
            ends.append(float((result * weights).sum()))
        found[at] = (ends[0] - ends[1]) / (2 * DELTA)
    return found


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


def a_layer() -> Page:
    """images, filter -> conv -> bias -> relu, where relu is also added to what came before it."""
    page = Page("layer")
    page.add_block("Const", {"value": numbers(1, 4, 4, 2)}, id="images")
    page.add_block("Const", {"value": numbers(2, 2, 2, 3)}, id="filter")
    page.add_block("Const", {"value": numbers(3)}, id="bias")
    page.add_block("Conv2D", DEPTHWISE, id="conv")
    page.add_block("BiasAdd", id="biased")
    page.add_block("Relu", id="relu")
    page.add_block("Add", id="residual")
    for source, target in (
        ("images.output", "conv.input"),
        ("filter.output", "conv.filter"),
        ("conv.output", "biased.value"),
        ("bias.output", "biased.bias"),
        ("biased.output", "relu.features"),
        ("relu.activations", "residual.x"),
        ("biased.output", "residual.y"),
    ):
        page.connect(source, target)
    return page


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


def test_the_blocks_are_wired_to_what_the_forward_block_has() -> None:
    page = page_of(
        "Conv2D", DEPTHWISE, {"input": numbers(1, 4, 4, 1), "filter": numbers(2, 2, 1, 1)}
    )
    page.variables.put("S", 2)
    page.set_attr("y", "strides", [1, "=S", "=S", 1])
    add_gradients(Check(page), ["y"])
    wires = {str(wire) for wire in page.wires}
    assert "source_filter.output -> y_by_input.filter" in wires
    assert "source_input.output -> y_by_filter.input" in wires
    assert "out_backprop.output -> y_by_input.out_backprop" in wires
    assert page.blocks["y_by_input"].formulas == {"strides": [1, "=S", "=S", 1]}
    assert page.history.can_undo == "Gradient of y"
    page.variables.put("S", 1)
    assert page.blocks["y_by_filter"].value("strides") == (1, 1, 1, 1)


def test_a_large_out_backprop_is_a_fill_that_follows_the_shape() -> None:
    page = page_of("Relu", {}, {"features": numbers(40, 40)})
    add_gradients(Check(page), ["y"])
    assert page.blocks["out_backprop"].op_name == "Fill"
    gradient = blocks.run(page, ["y_by_features"])["y_by_features.z"]
    assert np.array_equal(gradient, page.blocks["source_features"].value("value") > 0)


def test_new_blocks_cover_no_others_and_are_in_the_same_group() -> None:
    page = page_of(
        "Conv2D", DEPTHWISE, {"input": numbers(1, 4, 4, 1), "filter": numbers(2, 2, 1, 1)}
    )
    page.add_block("Relu", id="after", at=(640, 20))
    group = page.groups.add((0, 0), "layer")
    page.members.put("y", group)
    added = add_gradients(Check(page), ["y"])
    assert {page.members.get(id) for id in added} == {group}
    places = [page.position(id) for id in (*added, "after", "y")]
    for number, one in enumerate(places):
        for two in places[:number]:
            assert abs(one.x - two.x) >= 200 or abs(one.y - two.y) >= 80


@pytest.mark.parametrize(
    ("page", "ids", "why"),
    [
        (page_of("Relu", {}, {"features": vector(1, 2)}), ["y"], r"y.activations is int32; grad"),
        (page_of("Range", {}, {}), ["y"], "there is no gradient of Range"),
        (page_of("Relu", {}, {}), ["y"], r"y.features has no wire"),
        (Page("empty"), ["nothing"], "select the blocks"),
    ],
)
def test_what_has_no_gradient_is_refused_and_nothing_changes(
    page: Page, ids: list[str], why: str
) -> None:
    before = dumps(page)
    with pytest.raises(EditRefused, match=why):
        add_gradients(Check(page), ids)
    assert dumps(page) == before


def test_an_unknown_shape_is_refused_where_it_is_needed() -> None:
    page = page_of("Add", {}, {"x": numbers(2, 3), "y": numbers(3)})
    page.add_block("RandomUniform", {"dtype": "float64"}, id="unknown")
    page.connect("unknown.output", "y.x", replace=True)
    before = dumps(page)
    with pytest.raises(EditRefused, match=r"the shape of (unknown|y)\.\w+ must be known"):
        add_gradients(Check(page), ["y"])
    assert dumps(page) == before


def test_whether_there_is_a_gradient_is_known_beforehand() -> None:
    page = a_layer()
    assert has_gradient(page, ["conv", "relu"])
    assert not has_gradient(page, ["conv", "images"])
    assert not has_gradient(page, [])


def test_with_checks_each_gradient_is_confirmed() -> None:
    page = a_layer()
    added = add_gradients(Check(page), ["conv", "biased", "relu", "residual"], checked=True)
    checks = [id for id in added if page.blocks[id].op_name == "GradientCheck"]
    assert sorted(checks) == ["check_bias", "check_filter", "check_images"]
    assert Check(page).problems == ()
    results = blocks.run(page, checks)
    assert all(results[f"{id}.met"] for id in checks)
    assert max(results[f"{id}.max_error"] for id in checks) < 1e-5
    assert page.history.can_undo == "Gradient of 4 blocks"


def test_a_tensor_at_two_inputs_has_one_gradient_that_is_checked() -> None:
    page = page_of("Multiply", {}, {"x": numbers(3), "y": numbers(3)})
    page.connect("source_x.output", "y.y", replace=True)
    add_gradients(Check(page), ["y"], checked=True)
    (wire,) = page.wires_into("check_source_x", "gradient")
    assert page.blocks[wire.source.block].op_name == "Add"
    assert blocks.run(page, ["check_source_x"])["check_source_x.met"]


def test_a_check_of_two_outputs_is_refused() -> None:
    page = a_layer()
    before = dumps(page)
    page.add_block("Identity", id="other")
    page.connect("images.output", "other.input")
    with pytest.raises(EditRefused, match=r"here are other.output, conv.output|here are conv"):
        add_gradients(Check(page), ["conv", "other"], checked=True)
    page.history.undo()
    page.history.undo()
    assert dumps(page) == before
