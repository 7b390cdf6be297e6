"""Attributes that are given by expressions: `"=H//2"`, alone, in a list, or in a tensor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.errors import ExpressionError, ValueRefused
from blocks.expressions import (
    evaluate_all,
    evaluate_raw,
    has_expressions,
    names_in,
    renamed_in,
)
from blocks.page.block import NOTHING, Block, Unread
from blocks.page.changes import AttributeSet
from blocks.page.rules import is_default


@dataclass(frozen=True, slots=True)
class Scope:
    """The variables that expressions can use: what each is, or why that cannot be worked out."""

    values: Mapping[str, Any]
    errors: Mapping[str, str]

    @classmethod
    def of(cls, sources: Mapping[str, object]) -> Scope:
        """The scope that the sources of variables make."""
        values, errors = evaluate_all(sources)
        return cls(MappingProxyType(values), MappingProxyType(errors))


NO_VARIABLES = Scope(NOTHING, NOTHING)


def read(attribute: Attribute, raw: object, scope: Scope) -> tuple[Any, object]:
    """The canonical value of an attribute and its formula, None for a value given as it is.

    Raises ValueRefused if an expression cannot be worked out, or gives what the attribute cannot
    be.
    """
    if not takes_formula(attribute) or not has_expressions(raw):
        return attribute.read(raw), None
    try:
        plain = evaluate_raw(raw, scope.values, scope.errors)
    except ExpressionError as why:
        raise ValueRefused(str(why)) from None
    return attribute.read(plain), raw


def raw_of_text(attribute: Attribute, text: str, scope: Scope) -> object:
    """What a text typed on a command line or in a field stands for, expressions as they are.

    Raises ValueRefused if the attribute cannot be that.
    """

    def checked(raw: object) -> object:
        read(attribute, raw, scope)
        return raw

    return attribute.read_text(text, checked)


def takes_formula(attribute: Attribute) -> bool:
    """Whether a text that begins with "=" is an expression there, not the text itself."""
    return attribute.editor not in ("text", "file")


def read_or_keep(attribute: Attribute, raw: object, scope: Scope) -> tuple[Any, object]:
    """As `read`, but what is refused is kept, as Unread."""
    try:
        return read(attribute, raw, scope)
    except ValueRefused as why:
        formula = raw if takes_formula(attribute) and has_expressions(raw) else None
        return Unread(raw, str(why)), formula


def worked_out_again(block: Block, scope: Scope) -> Iterator[tuple[str, Any]]:
    """The attributes of a block that are given by expressions, as they are with other variables;
    REQUIRED stands for one that is what it is by default."""
    for name, raw in block.formulas.items():
        attribute = block.op.attribute(name) if block.op is not None else None
        if block.op is not None and attribute is not None:
            value, _ = read_or_keep(attribute, raw, scope)
            yield name, REQUIRED if is_default(block.op, name, value) else value


def renamed_attributes(block: Block, old: str, new: str, scope: Scope) -> Iterator[AttributeSet]:
    """The changes that give a variable another name in the expressions of a block."""
    for name, raw in block.formulas.items():
        attribute = block.op.attribute(name) if block.op is not None else None
        if block.op is None or attribute is None or old not in names_in(raw):
            continue
        formula = renamed_in(raw, old, new)
        value, _ = read_or_keep(attribute, formula, scope)
        value = REQUIRED if is_default(block.op, name, value) else value
        yield AttributeSet(block.id, name, block.attrs.get(name, REQUIRED), value, raw, formula)


def worked_out(block: Block, scope: Scope) -> Block:
    """A block with its expressions worked out."""
    for name, value in worked_out_again(block, scope):
        block = block.with_attr(name, value, block.formulas[name])
    return block
