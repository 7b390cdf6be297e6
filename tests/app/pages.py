"""Small pages, and ops that no page would have: one that waits, one that fails."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

from blocks import file
from blocks.declaration.op import Op, Port
from blocks.dtypes import ALL
from blocks.page import Block, Page

ONES = np.arange(1, 17, dtype=np.float32).reshape(2, 2, 2, 2)
ATTRS = {"strides": [1, 3, 2, 1], "padding": "SAME"}


def gradient_page() -> Page:
    """Sample page 1 without its session: input, filter -> y -> dx."""
    page = Page("Gradient")
    page.add_block("Const", {"value": ONES}, id="input")
    page.add_block("Const", {"value": ONES}, id="filter")
    page.add_block("Const", {"value": np.array([2, 2, 2, 2], np.int32)}, id="input_sizes")
    page.add_block("Conv2D", ATTRS, id="y", at=(300, 0))
    page.add_block("Conv2DBackpropInput", ATTRS, id="dx", at=(600, 0))
    for source, target in (
        ("input.output", "y.input"),
        ("filter.output", "y.filter"),
        ("input_sizes.output", "dx.input_sizes"),
        ("filter.output", "dx.filter"),
        ("y.output", "dx.out_backprop"),
    ):
        page.connect(source, target)
    return file.loads(file.dumps(page))  # as from a file: nothing to undo


def const_page(value: Any, id: str = "x") -> Page:
    """A page with one Const, whose value goes through an Identity that must run."""
    page = Page("One tensor")
    page.add_block("Const", {"value": value}, id="const")
    page.put_block(Block(id, "Same", SAME), (300, 0))
    page.connect("const.output", f"{id}.x")
    return page


class Gate:
    """An op whose kernel waits until it is let through."""

    def __init__(self) -> None:
        self.is_reached = threading.Event()
        self.is_open = threading.Event()
        self.runs = 0
        self.op = Op(
            name="Wait",
            category="test",
            summary="Waits.",
            kernel=self._kernel,
            shape=lambda x: x.shape,
            inputs=(Port("x"),),
            types={"T": ("float32",)},
        )

    def _kernel(self, x: Any) -> Any:
        self.runs += 1
        self.is_reached.set()
        assert self.is_open.wait(20)
        return x + 1

    def page(self, behind: int = 1) -> Page:
        """A Const, the op, and some Relu blocks behind it."""
        page = Page("Gate")
        page.add_block("Const", {"value": ONES}, id="const")
        page.put_block(Block("wait", "Wait", self.op), (300, 0))
        page.connect("const.output", "wait.x")
        before = "wait.output"
        for number in range(behind):
            id = f"relu{number}"
            page.add_block("Relu", id=id, at=(600 + 300 * number, 0))
            page.connect(before, f"{id}.features")
            before = f"{id}.activations"
        page.history.mark_clean()
        return page


def _fails(x: Any) -> Any:
    raise ValueError("x: this never works")


FAILS = Op(
    name="Fails",
    category="test",
    summary="Fails.",
    kernel=_fails,
    shape=lambda x: x.shape,
    inputs=(Port("x"),),
    types={"T": ("float32",)},
)

SAME = Op(
    name="Same",
    category="test",
    summary="Gives what it takes.",
    kernel=lambda x: x.copy(),
    shape=lambda x: x.shape,
    inputs=(Port("x"),),
    types={"T": ALL},
)
