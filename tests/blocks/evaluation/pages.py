"""Small pages for the evaluator's tests, with ops of the tests' own beside the real ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.evaluation import Event
from blocks.page import Block, Page


def const(page: Page, id: str, value: Any, dtype: str = "float32") -> None:
    """A Const block of a value."""
    page.add_block("Const", {"value": np.asarray(value, dtype)}, id=id)


def add(page: Page, id: str, x: str, y: str) -> None:
    """An Add block of two blocks' outputs, by their ids."""
    page.add_block("Add", id=id)
    for port, source in (("x", x), ("y", y)):
        page.connect(f"{source}.{output_of(page, source)}", f"{id}.{port}")


def put(page: Page, id: str, op: Op, *sources: str) -> None:
    """A block of an op, known to the page or not, wired to the only outputs of other blocks."""
    page.put_block(Block(id, op.name, op), (0, 0))
    for port, source in zip(op.inputs, sources, strict=True):
        page.connect(f"{source}.{output_of(page, source)}", f"{id}.{port.name}")


def output_of(page: Page, id: str) -> str:
    """The name of a block's only output."""
    op = page.blocks[id].op
    assert op is not None
    (port,) = op.outputs
    return port.name


def diamond() -> Page:
    """Two constants; left and right are sums of them; bottom is the sum of those."""
    page = Page()
    const(page, "one", [1, 2])
    const(page, "two", [10, 20])
    add(page, "left", "one", "two")
    add(page, "right", "two", "one")
    add(page, "bottom", "left", "right")
    return page


def op_of(
    kernel: Callable[..., Any],
    shape: Callable[..., Any] = lambda x: x.shape,
    outputs: tuple[str, ...] = ("output",),
) -> Op:
    """An op with the input x of any of a few dtypes."""
    return Op(
        name=kernel.__name__.capitalize(),
        category="Tests",
        summary="",
        kernel=kernel,
        shape=shape,
        inputs=(Port("x", "T"),),
        outputs=tuple(Port(name, "T") for name in outputs),
        types={"T": ("float32", "float64", "int32")},
    )


def unknown_shape(x: Known) -> None:
    """A shape rule that knows nothing beforehand."""
    return


class Events(list[Event]):
    """What a run told, to be asked by kind."""

    def of(self, kind: str) -> list[str]:
        """The blocks of that kind of event, in order."""
        return [event.block for event in self if event.kind == kind]

    @property
    def ran(self) -> set[str]:
        """The blocks that were computed."""
        return set(self.of("finished"))
