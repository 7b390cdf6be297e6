"""What can vary on a page, and values to begin with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.editing.variables import source_text
from blocks.evaluation import default_fetches, every_output
from blocks.page import Page, Unread
from blocks.sweeping.axes import TOGETHER
from blocks.sweeping.targets import Target

Array = np.ndarray[Any, Any]

_LEFT_OUT = ("text", "file")
"""Attributes of these editors make little sense in a sweep."""

_SHORT = 8
"""A tensor of so many elements is suggested as it is, to be changed."""


def can_vary(attribute: Attribute) -> bool:
    """Whether a sweep of it makes sense."""
    return attribute.in_kernel and attribute.editor not in _LEFT_OUT


def targets(page: Page) -> list[str]:
    """All that can vary: attributes block by block, then variables."""
    found = [
        f"{block.id}.{one.name}"
        for block in page.blocks.values()
        if block.op is not None
        for one in block.op.attributes
        if can_vary(one)
    ]
    return [*found, *page.variables]


def first_target(page: Page, block: str) -> str | None:
    """What of a block one would vary first: what is shown on it, else any attribute."""
    op = page.blocks[block].op
    mine = [one for one in targets(page) if one.startswith(f"{block}.")]
    shown = [f"{block}.{one.name}" for one in op.attributes if one.shown] if op else []
    return next((one for one in (*reversed(shown), *mine) if one in mine), None)


def together(page: Page, target: str) -> str | None:
    """The same attribute of all blocks that have it with the same value and are wired together, as
    a convolution and its gradients are; None if there is no other."""
    id, _, name = target.partition(".")
    block = page.blocks.get(id)
    if block is None or block.op is None or block.op.attribute(name) is None or name == "value":
        return None
    same = [
        one.id
        for one in page.blocks.values()
        if one.op is not None
        and (one.op.attribute(name) is not None)
        and one.op.category.startswith("Convolution") == block.op.category.startswith("Convolution")
        and _same(one.value(name), block.value(name))
        and (one.id == id or page.leads(one.id, id) or page.leads(id, one.id))
    ]
    return TOGETHER.join(f"{one}.{name}" for one in same) if len(same) > 1 else None


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and not isinstance(one, np.ndarray) and one == other


def suggestion(page: Page, text: str) -> str:
    """Values to begin with for what is to vary; empty for what is not on the page."""
    id, _, name = text.split(TOGETHER)[0].strip().partition(".")
    if not name:
        if id in page.variables:
            return _of_variable(page, id)
        name = "value"
    block = page.blocks.get(id)
    attribute = block.op.attribute(name) if block is not None and block.op is not None else None
    if block is None or attribute is None:
        return ""
    now = block.value(name)
    return _values(attribute, None if now is REQUIRED or isinstance(now, Unread) else now)


def _of_variable(page: Page, name: str) -> str:
    now = page.variables.worked_out.get(name)
    if isinstance(now, int) and not isinstance(now, bool):
        return f"{now}..{now + 3}"
    return source_text(page.variables[name])


def _values(attribute: Attribute, now: object) -> str:
    if attribute.options:
        return ",".join(attribute.options)
    fixed = {"flag": "true,false", "window_vector": "1,2,3", "paddings": "0,1,2"}
    if attribute.editor in fixed:
        return fixed[attribute.editor]
    if isinstance(now, np.ndarray):
        return _tensors(now)
    if isinstance(now, int) and attribute.editor == "integer":
        return f"{now}..{now + 3}"
    if isinstance(now, float):
        return ",".join(f"{one:g}" for one in (now / 2, now, now * 2))
    return "" if now is None else str(list(now) if isinstance(now, tuple) else now)


def _tensors(now: Array) -> str:
    whole = now.dtype.kind in "iu"
    if now.ndim == 0:
        one = now.item()
        return (
            f"{one}..{one + 3}" if whole else f"{one / 2 if one else -1:g},{one:g},{one * 2 or 1:g}"
        )
    if whole and now.size <= _SHORT:
        plus = now + (now > 1)
        return f"{_brackets(now)},{_brackets(plus)}"
    return "0..2" if whole else "-1,0,1"


def _brackets(array: Array) -> str:
    return str(array.tolist()).replace(" ", "")


def outputs(page: Page, blocks: Iterable[str]) -> list[str]:
    """The outputs that depend on some blocks, those that a run of the page gives first; all where
    no block is named, as for a variable."""
    starts = [one for one in blocks if one in page.blocks]
    found = [
        end
        for end in every_output(page)
        if not starts or any(one == end.block or page.leads(one, end.block) for one in starts)
    ]
    wanted = [end for end in default_fetches(page) if end in found]
    return [str(end) for end in dict.fromkeys([*wanted, *reversed(found)])]


def blocks_of(targets: Iterable[Target]) -> list[str]:
    """The blocks of targets."""
    return [one.block for one in targets if one.block is not None]
