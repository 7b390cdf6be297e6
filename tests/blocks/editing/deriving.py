"""Pages with a block to differentiate, and derivatives by central differences."""

from __future__ import annotations

from typing import Any

import numpy as np

import blocks
from blocks.page import End, Page

Array = np.ndarray[Any, Any]
RANDOM = np.random.default_rng(5)
DELTA = 1e-5  # of a central difference
DEPTHWISE = {"strides": [1, 2, 2, 1], "padding": "SAME"}


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


def numbers(*shape: int) -> Array:
    """Float64 numbers away from 0, where Relu has no derivative."""
    return np.asarray(RANDOM.uniform(0.2, 2, shape) * RANDOM.choice([-1, 1], shape))


def vector(*values: int) -> Array:
    return np.array(values, np.int32)


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
