"""An op that disagrees with its kernel, its rule or itself does not import."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from blocks.declaration.attribute import flag
from blocks.declaration.known import Known, Shape
from blocks.declaration.op import Op, Port
from blocks.ops import OPS, join


def kernel(x: Any, *, up: bool = False) -> Any:
    """Nothing."""
    return x


def rule(x: Known, *, up: bool) -> Shape:
    return x.shape


RIGHT: dict[str, Any] = {
    "name": "Example",
    "category": "Arrays",
    "summary": "An example.",
    "kernel": kernel,
    "shape": rule,
    "inputs": (Port("x", "T"),),
    "outputs": (Port("y", "T"),),
    "attributes": (flag("up", False, help=""), flag("aside", False, help="", in_kernel=False)),
    "types": {"T": ("float32",)},
}


def test_a_declaration_that_agrees_is_taken() -> None:
    op = Op(**RIGHT)
    assert op.input("x") is op.inputs[0]
    assert op.input("y") is None
    assert op.output("y") is op.outputs[0]
    assert op.attribute("up") is op.attributes[0]
    assert op.for_kernel({"up": True, "aside": True}) == {"up": True}
    assert op.run([1], {"up": True}) == (1,)


@pytest.mark.parametrize(
    "planted",
    [
        {"kernel": lambda y, *, up: y},
        {"kernel": lambda x: x},
        {"kernel": lambda x, *, up, more: x},
        {"kernel": lambda x, z, *, up: x},
        {"kernel": lambda x, *, aside, up: x},
        {"kernel": lambda x, *, more, **rest: x},
        {"shape": lambda x, *, down: x},
        {"shape": lambda **rest: None},
        {"inputs": (Port("z", "T"),)},
        {"inputs": (Port("x", "U"),)},
        {"outputs": (Port("y", "float31"),)},
        {"attributes": ()},
        {"attributes": (flag("x", False, help=""),)},
    ],
)
def test_a_planted_disagreement_does_not_import(planted: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="Example"):
        Op(**{**RIGHT, **planted})


def test_every_declared_op_would_notice_a_renamed_port() -> None:
    for op in OPS.values():
        if op.inputs:
            renamed = (replace(op.inputs[0], name="renamed"), *op.inputs[1:])
            with pytest.raises(TypeError, match=op.name):
                replace(op, inputs=renamed)


def test_a_name_used_twice_does_not_import() -> None:
    op = Op(**RIGHT)
    assert list(join([op])) == ["Example"]
    with pytest.raises(TypeError, match="two ops are named Example"):
        join([op], [op])
