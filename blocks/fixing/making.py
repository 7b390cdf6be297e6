"""Where the tensor at a port is made, and having it made in another shape."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from blocks.editing.beside import add_beside
from blocks.editing.tensor_formulas import TensorFormulas
from blocks.errors import EditRefused
from blocks.fixing.numbers import put_numbers
from blocks.page import Block, End, Page

_SIZES = {"Fill": "dims", "RandomNormal": "shape", "RandomUniform": "shape"}
"""The ops that make a tensor of any shape, and the port that says which."""

_MOST = 1_000_000
"""A Const of more numbers is no page's any longer; they belong into a file."""

Array = np.ndarray[Any, Any]


class Maker(NamedTuple):
    """The block that makes a tensor, and whether it does so for one port alone."""

    block: Block
    alone: bool


def maker_of(page: Page, end: End) -> Maker | None:
    """The block that makes the tensor at an input port, if it can make it in another shape; over
    reroute dots too."""
    wires, alone = page.wires_into(*end), True
    while len(wires) == 1:
        source = wires[0].source
        block = page.blocks[source.block]
        alone = alone and len(page.wires_out_of(block.id)) == 1
        if str(source) in page.pins or block.id in page.modes:
            return None
        if block.id in page.dots:
            wires = page.wires_into(block.id)
            continue
        found = Maker(block, alone)
        return found if _is_free(found) else None
    return None


def make_anew(page: Page, end: End, shape: tuple[int, ...]) -> None:
    """Have the tensor at a port made in another shape, as one edit. A Const that other ports use as
    well stays as it is, and the port gets one of its own."""
    maker = maker_of(page, end)
    if maker is None:
        raise EditRefused(f"{end}: nothing there makes a tensor of any shape")
    id = maker.block.id
    if maker.block.op_name in _SIZES:
        put_numbers(page, End(id, _SIZES[maker.block.op_name]), shape)
        return
    value = resized(maker.block.value("value"), shape)
    if maker.alone:
        page.set_attr(id, "value", value)
        return
    made = add_beside(page, end.block, "Const", {"value": value})
    page.connect(End(made, "output"), end, replace=True)


def resized(array: Array, shape: tuple[int, ...]) -> Array:
    """A tensor in another shape: as many numbers stay in their order; else each stays at its index
    where there is such a one, and what is new is 0."""
    if math.prod(shape) == array.size:
        return array.reshape(shape)
    made = np.zeros(shape, array.dtype)
    if len(shape) == array.ndim:
        kept = tuple(slice(min(one, two)) for one, two in zip(shape, array.shape, strict=True))
        made[kept] = array[kept]
    else:
        count = min(made.size, array.size)
        made.reshape(-1)[:count] = array.reshape(-1)[:count]
    return made


def what_becomes(block: Block, now: tuple[int, ...], shape: tuple[int, ...]) -> str:
    """What happens to the numbers of a Const in another shape, in words that go on; empty if all
    stay and none come, and for numbers that are made anew in any case."""
    if block.op_name != "Const":
        return ""
    old, new = math.prod(now), math.prod(shape)
    kept = min(old, new)
    if len(now) == len(shape) and old != new:
        kept = math.prod(map(min, now, shape))
    lost = f", {old - kept:,} of {old:,} numbers go" if kept < old else ""
    return lost + (", filled up with 0" if kept < new else "")


def can_make(page: Page, end: End, shape: tuple[int, ...]) -> Block | None:
    """The block that can make the tensor at a port in this shape; None if none can."""
    maker = maker_of(page, end)
    if maker is None or min(shape, default=0) < 0:
        return None
    if maker.block.op_name == "Const" and math.prod(shape) > _MOST:
        return None
    return maker.block


def _is_free(maker: Maker) -> bool:
    """Whether another shape changes nothing else, and overwrites no formula."""
    block = maker.block
    if block.op_name in _SIZES:
        return maker.alone
    if block.op_name != "Const" or not isinstance(block.value("value"), np.ndarray):
        return False
    formulas = TensorFormulas.of(block.formulas.get("value"))
    return not formulas.cells and not formulas.sizes
