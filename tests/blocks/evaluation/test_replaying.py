"""Blocks that run others again."""

from __future__ import annotations

import numpy as np
import pytest

import blocks
from blocks.declaration.op import Op, Port
from blocks.editing.gradients import add_gradients
from blocks.errors import RunFailed
from blocks.evaluation import Cache, execute, plan
from blocks.page import Block, Page

ATTRS = {"strides": [1, 2, 2, 1], "padding": "SAME"}


def layer(dtype: str = "float32") -> Page:
    """x, w -> conv -> relu -> scaled (by 3), with its gradients and a check of that by w."""
    random = np.random.default_rng(1)
    page = Page("layer")
    page.add_block("Const", {"value": random.normal(size=(1, 5, 5, 2)).astype(dtype)}, id="x")
    page.add_block("Const", {"value": random.normal(size=(2, 2, 2, 3)).astype(dtype)}, id="w")
    page.add_block("Const", {"value": np.array(3, dtype)}, id="three")
    page.add_block("Conv2D", ATTRS, id="conv")
    page.add_block("Relu", id="relu")
    page.add_block("Multiply", id="scaled")
    for source, target in (
        ("x.output", "conv.input"),
        ("w.output", "conv.filter"),
        ("conv.output", "relu.features"),
        ("relu.activations", "scaled.x"),
        ("three.output", "scaled.y"),
    ):
        page.connect(source, target)
    add_gradients(blocks.Check(page), ["conv", "relu", "scaled"])
    page.add_block("GradientCheck", id="check")
    for source, target in (
        ("w.output", "check.x"),
        ("scaled.z", "check.y"),
        ("conv_by_filter.output", "check.gradient"),
        ("out_backprop.output", "check.out_backprop"),
    ):
        page.connect(source, target)
    return page


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_all_blocks_in_between_are_run_again(dtype: str) -> None:
    page = layer(dtype)
    assert blocks.check(page) == ()
    found = blocks.run(page, ["check"])
    assert found["check.met"]
    assert found["check.max_error"] < 1e-4
    assert found["check.tested"].tolist() == [24, 24]


def test_a_wrong_gradient_is_found() -> None:
    page = layer()
    page.connect("w.output", "check.gradient", replace=True)
    assert not blocks.run(page, ["check"])["check.met"]


def test_what_it_needs_is_held_and_what_has_changed_counts() -> None:
    """Everything before the check is in the cache, and nothing of it is fetched."""
    page, cache = layer(), Cache(1 << 30)
    execute(plan(page, ["scaled", "conv_by_filter"]), cache=cache)
    outcome = execute(plan(page, ["check"]), cache=cache)
    assert outcome.ok
    assert outcome.blocks["check"].state == "done"
    assert "conv" not in outcome.blocks or outcome.blocks["conv"].state == "cached"
    verdict = outcome.blocks["check"].verdict
    assert verdict is not None
    assert verdict.met
    assert "largest relative error" in verdict.words
    assert execute(plan(page, ["check"]), cache=cache).blocks["check"].state == "cached"
    page.set_attr("conv", "strides", [1, 1, 1, 1])
    page.connect("w.output", "check.gradient", replace=True)
    page.remove_blocks(["out_backprop"])
    outcome = execute(plan(page, ["check"]), cache=cache)
    assert outcome.blocks["check"].state == "done"


def test_a_feed_in_between_cuts_the_way() -> None:
    page = layer()
    fed = {"relu.activations": np.ones((1, 3, 3, 3), np.float32)}
    with pytest.raises(RunFailed, match=r"scaled.z does not depend on w.output"):
        blocks.run(page, ["check"], feeds=fed)


TWO = Op(
    name="Two",
    category="test",
    summary="Gives what it takes, and twice that.",
    kernel=lambda x: (x, 2 * x),
    shape=lambda x: (x.shape, x.shape),
    inputs=(Port("x"),),
    outputs=(Port("once"), Port("twice")),
    types={"T": ("float32", "float64")},
)


def test_an_output_that_is_fed_stays_what_it_is_fed() -> None:
    page = Page("two")
    x = np.array([1, 2, 3], np.float32)
    page.add_block("Const", {"value": x}, id="x")
    page.put_block(Block("two", "Two", TWO), (0, 0))
    page.add_block("Add", id="y")
    page.add_block("GradientCheck", id="check")
    for source, target in (
        ("x.output", "two.x"),
        ("two.once", "y.x"),
        ("two.twice", "y.y"),
        ("x.output", "check.x"),
        ("y.z", "check.y"),
        ("x.output", "check.gradient"),
    ):
        page.connect(source, target)
    assert np.allclose(blocks.run(page, ["check"])["check.numerical"], 3)
    fed = blocks.run(page, ["check"], feeds={"two.twice": x})
    assert np.allclose(fed["check.numerical"], 1)


def test_a_bypassed_block_lets_its_input_through() -> None:
    page = layer()
    page.modes.put("scaled", "bypassed")
    found = blocks.run(page, ["check"])
    assert not found["check.met"]  # the gradient still has the 3
    page.modes.put("relu", "bypassed")
    assert blocks.run(page, ["check"])["check.tested"].tolist() == [24, 24]


def test_a_disabled_block_in_between_disables_the_check() -> None:
    page = layer()
    page.modes.put("relu", "disabled")
    outcome = execute(plan(page, ["check"]))
    assert outcome.blocks["check"].state == "disabled"
