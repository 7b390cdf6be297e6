"""Which blocks Gradient Of adds: their wires, places, checks, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

import blocks
from blocks.checking import Check
from blocks.editing.gradients import add_gradients, has_gradient
from blocks.errors import EditRefused
from blocks.file import dumps
from blocks.page import Page
from tests.blocks.editing.deriving import DEPTHWISE, a_layer, numbers, page_of, vector


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
