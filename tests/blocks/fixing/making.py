"""Pages with one block of the convolution family, right or wrong in a chosen way."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from blocks.fixing.call import member_of
from blocks.geometry.members import Member
from blocks.ops import OPS
from blocks.page import Page

FAMILY = tuple(name for name, op in OPS.items() if member_of(op) is not None)
GRADIENTS = tuple(one for one in FAMILY if "Backprop" in one)


def zeros(shape: Sequence[int], dtype: str = "float32") -> np.ndarray[Any, Any]:
    """A tensor of which the shape alone matters."""
    return np.zeros(shape, dtype)


def page_of(
    op: str, inputs: Mapping[str, np.ndarray[Any, Any]], attrs: Mapping[str, object]
) -> Page:
    """The block "it" with a Const at each input port."""
    page = Page("Fixing")
    page.add_block(op, attrs, id="it", at=(500, 0))
    for number, (port, value) in enumerate(inputs.items()):
        page.add_block("Const", {"value": value}, id=port, at=(0, 200 * number))
        page.connect(f"{port}.output", f"it.{port}")
    page.history.clear()
    return page


def gradient(
    sizes: Sequence[int], filter: Sequence[int], out_backprop: Sequence[int], **attrs: object
) -> Page:
    """A Conv2DBackpropInput of these shapes."""
    inputs = {
        "input_sizes": np.array(sizes, np.int32),
        "filter": zeros(filter),
        "out_backprop": zeros(out_backprop),
    }
    given = {"strides": [1, 2, 2, 1], "padding": "SAME", **attrs}
    return page_of("Conv2DBackpropInput", inputs, given)


def random_page(chance: random.Random, name: str = "") -> Page:
    """A block of an op of the family, any if none is named, with sizes, attributes and dtypes that
    fit or do not."""
    name = name or chance.choice(FAMILY)
    member = member_of(OPS[name])
    assert member is not None
    rank = len(member.family.formats[0])
    shapes = _shapes(member, rank, chance)
    inputs = {}
    for port, shape in shapes.items():
        if OPS[name].input(port) is None or chance.random() < 0.04:
            continue
        dtype = "float64" if chance.random() < 0.05 else "float32"
        inputs[port] = zeros(shape, dtype)
        if port.endswith("_sizes"):
            inputs[port] = np.array(shape, "int64" if chance.random() < 0.1 else "int32")
    return page_of(name, inputs, _attrs(member, rank, chance))


def _shapes(member: Member, rank: int, chance: random.Random) -> dict[str, list[int]]:
    space = rank - 2
    many, fewer, batch = chance.choice((2, 4, 6)), chance.choice((1, 2, 4)), chance.randint(1, 2)
    shapes = {
        member.input: [batch, *(chance.randint(3, 9) for _ in range(space)), many],
        member.filter: [
            *(chance.randint(1, 3) for _ in range(space)),
            chance.choice((many, 2)),
            fewer,
        ],
        member.output or "output": [batch, *(chance.randint(1, 5) for _ in range(space)), fewer],
    }
    if member.family.depthwise:
        shapes[member.output or "output"][-1] = many * fewer
    if chance.random() < 0.3:
        for shape in (shapes[member.input], shapes[member.output or "output"]):
            if chance.random() < 0.8:
                shape.insert(1, shape.pop())
    if chance.random() < 0.1:
        del shapes[chance.choice(list(shapes))][0]
    return shapes


def _attrs(member: Member, rank: int, chance: random.Random) -> dict[str, object]:
    attrs: dict[str, object] = {"padding": chance.choice(member.family.paddings)}
    for name in ("strides", "dilations"):
        numbers = [1, *(chance.randint(1, 3) for _ in range(rank - 2)), 1]
        if chance.random() < 0.25:
            chance.shuffle(numbers)
        attrs[name] = numbers if name == "strides" or chance.random() < 0.3 else [1] * rank
    if "EXPLICIT" in member.family.paddings and (
        chance.random() < (0.8 if attrs["padding"] == "EXPLICIT" else 0.1)
    ):
        pads = [[0, 0], *([chance.randint(0, 2), chance.randint(0, 2)] for _ in "HW"), [0, 0]]
        if chance.random() < 0.2:
            chance.shuffle(pads)
        attrs["explicit_paddings"] = [one for pair in pads for one in pair]
    if chance.random() < 0.4:
        attrs["data_format"] = chance.choice(member.family.formats)
    return attrs
