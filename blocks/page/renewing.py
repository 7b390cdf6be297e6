"""Blocks of ops that have been declared anew, have gone or are back: what the page says of them is
read again, and nothing of it is lost.

It is no edit: nothing is undone by it, and the page's file need not be saved because of it. But the
history holds blocks and values of earlier declarations, which are read again when they come back.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from blocks.declaration import values
from blocks.declaration.attribute import REQUIRED
from blocks.declaration.op import Op
from blocks.ops import OPS
from blocks.page.block import NOTHING, Block, Unread
from blocks.page.changes import (
    AttributeSet,
    BlockAdded,
    Change,
)
from blocks.page.formulas import Scope, read_or_keep
from blocks.page.rules import is_default, may_change

if TYPE_CHECKING:
    from blocks.page.page import Page


def read_for(
    op: Op | None, op_name: str, name: str, raw: object, scope: Scope
) -> tuple[Any, object]:
    """The value and the formula of an attribute that a page says something of; Unread where the op,
    or the attribute, does not exist."""
    if op is None:
        return Unread(raw, f"there is no op named {op_name!r:.60} here"), None
    attribute = op.attribute(name)
    if attribute is None:
        return Unread(raw, f"{op_name} has no attribute {name!r:.60}"), None
    return read_or_keep(attribute, raw, scope)


def outdated(page: Page) -> list[Block]:
    """The blocks whose ops are not what they were any more."""
    return [block for block in page.blocks.values() if _is_outdated(block)]


def renewed(block: Block, scope: Scope) -> Block:
    """A block as its op is declared now, with all that the page says of it.

    A value that the page gives stays given, also where it is the default now, so that a default
    that changes back and forth changes nothing.
    """
    op = OPS.get(block.op_name)
    attrs, formulas = {}, {}
    for name in dict.fromkeys((*block.attrs, *block.formulas)):
        raw = block.formulas.get(name, _raw(block.attrs.get(name)))
        value, formula = read_for(op, block.op_name, name, raw, scope)
        if formula is not None:
            formulas[name] = formula
        if formula is None or op is None or not is_default(op, name, value):
            attrs[name] = value
    return replace(
        block,
        op=op,
        attrs=MappingProxyType(attrs) if attrs else NOTHING,
        formulas=MappingProxyType(formulas) if formulas else NOTHING,
    )


def up_to_date(page: Page, change: Change) -> Change:
    """A change of the history in terms of the ops as they are declared now."""
    match change:
        case BlockAdded(block) if _is_outdated(block):
            return replace(change, block=renewed(block, page.variables.scope))
        case AttributeSet(id, name, _, new, _, formula) if may_change(page.blocks[id].op):
            if new is REQUIRED and formula is None:
                return change
            block, raw = page.blocks[id], _raw(new) if formula is None else formula
            value, kept = read_for(block.op, block.op_name, name, raw, page.variables.scope)
            if kept is not None and block.op is not None and is_default(block.op, name, value):
                value = REQUIRED
            return replace(change, new=value, new_formula=kept)
    return change


def _is_outdated(block: Block) -> bool:
    return may_change(block.op) and OPS.get(block.op_name) is not block.op


def _raw(value: Any) -> object:
    """A canonical value, of whatever attribute, as a page's file holds it."""
    if isinstance(value, Unread):
        return value.raw
    if isinstance(value, np.ndarray):
        return values.tensor_as_json(value)
    return values.as_json(value)
