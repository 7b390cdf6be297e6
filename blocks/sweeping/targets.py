"""What a sweep varies: an attribute of a block, the tensor of a Const among them, or a variable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from blocks.declaration.attribute import Attribute
from blocks.dtypes import name_of
from blocks.editing.variables import read_source
from blocks.errors import RequestRefused
from blocks.evaluation.requests import nearest
from blocks.expressions import is_expression
from blocks.literal import read_literal
from blocks.page import Page
from blocks.page.formulas import raw_of_text

Raw = Callable[[Page], object]
"""What a value is in the form that the page takes, on a page whose other attributes are set."""


@dataclass(frozen=True, slots=True)
class Target:
    """An attribute of a block, or a variable, which has no block."""

    block: str | None
    name: str

    def __str__(self) -> str:
        return self.name if self.block is None else f"{self.block}.{self.name}"

    def put(self, page: Page, raw: object) -> None:
        """Give it a value. Raises what the page raises if it cannot have it."""
        if self.block is None:
            page.variables.put(self.name, raw)  # type: ignore[arg-type]
        else:
            page.set_attr(self.block, self.name, raw)

    def reader(self, page: Page) -> Callable[[str], Raw]:
        """How a typed value of it is read. It raises ValueRefused for what can never be right."""
        if self.block is None:
            return lambda text: _always(read_source(text, page.variables))
        attribute = _attribute(page, self)
        if attribute.editor == "tensor":
            return lambda text: _always(_tensor(page, self, text))
        return lambda text: _attribute_value(page, self, attribute, text)


def read_target(page: Page, text: str) -> Target:
    """What `dx.padding`, `filter` (the Const's tensor) or `H` (a variable) means.

    Raises RequestRefused, with names that are near.
    """
    id, point, name = text.strip().partition(".")
    if not point:
        return _without_a_point(page, id)
    target = Target(id, name)
    _attribute(page, target)
    return target


def _without_a_point(page: Page, name: str) -> Target:
    if name in page.variables:
        return Target(None, name)
    block = page.blocks.get(name)
    if block is None:
        near = nearest(name, [*page.variables, *page.blocks])
        raise RequestRefused(f"there is no variable and no block {name!r}{near}")
    if block.op is None or block.op.attribute("value") is None:
        raise RequestRefused(f"{name} is a block; name one of its attributes too, as {name}.name")
    return Target(name, "value")


def _attribute(page: Page, target: Target) -> Attribute:
    assert target.block is not None
    block = page.blocks.get(target.block)
    if block is None:
        near = nearest(target.block, page.blocks)
        raise RequestRefused(f"there is no block {target.block!r}{near}")
    if block.op is None:
        raise RequestRefused(f"there is no op named {block.op_name!r} here", target.block)
    attribute = block.op.attribute(target.name)
    if attribute is None:
        near = nearest(target.name, [one.name for one in block.op.attributes])
        raise RequestRefused(f"{block.op_name} has no attribute {target.name!r}{near}")
    return attribute


def _always(raw: object) -> Raw:
    return lambda _: raw


def _attribute_value(page: Page, target: Target, attribute: Attribute, text: str) -> Raw:
    """One number of a vector is meant for each of its spatial axes, wherever these are."""
    if attribute.editor in ("window_vector", "paddings") and _is_one_number(text):
        number: object = text if is_expression(text) else int(text)

        def spatial(page: Page) -> object:
            return _spatial(page, target, attribute, number)

        page.read(page.blocks[str(target.block)].op, target.name, spatial(page))
        return spatial
    return _always(raw_of_text(attribute, text, page.variables.scope))


def _is_one_number(text: str) -> bool:
    return is_expression(text) or text.lstrip("+-").isdecimal()


def _spatial(page: Page, target: Target, attribute: Attribute, number: object) -> list[object]:
    """A vector with the number at height and width (and depth), in the block's data_format."""
    axes = page.blocks[str(target.block)].value("data_format")
    pads = attribute.editor == "paddings"
    vector: list[object] = []
    for axis in axes if isinstance(axes, str) else "NHWC":
        one = number if axis not in "NC" else 0 if pads else 1
        vector += [one, one] if pads else [one]
    return vector


def _tensor(page: Page, target: Target, text: str) -> np.ndarray[Any, Any]:
    """A tensor in the dtype of the one that is there; a lone number fills its shape."""
    now = page.blocks[str(target.block)].value(target.name)
    if not isinstance(now, np.ndarray):
        return read_literal(text)
    array = read_literal(text, name_of(now.dtype))
    return np.full(now.shape, array) if array.ndim == 0 else array
