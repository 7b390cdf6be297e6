"""enuSpace's own text forms, for people who come from there and type them by heart.

Its `attrs` pin holds `data_format_ = NHWC;dilations_ = {1,1,1,1};`: keys end in an underscore and
are otherwise TensorFlow's attribute names; spaces and line breaks do not count; an empty value is
the default; types are written `DT_FLOAT`. Source: enuSpace-Tensorflow's pages and plug-in.
"""

from __future__ import annotations

import re
from typing import Any

from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.declaration.op import Op
from blocks.declaration.values import shown
from blocks.dtypes import DTYPES, TENSORFLOW_NAMES
from blocks.errors import ValueRefused
from blocks.literal import read_literal
from blocks.page.block import Block, Unread

__all__ = ["attrs_text", "attrs_texts", "in_attrs", "read_attrs", "read_literal", "value_text"]

_TYPE_NAMES = {name: dt for dt, name in TENSORFLOW_NAMES.items()}
_LISTS = ("window_vector", "paddings", "integers")
_FLAGS = {"true": True, "1": True, "false": False, "0": False}

_MISSPELT = "dialtions"
"""As three of enuSpace's own defaults write `dilations`. enuSpace reads past it."""


def in_attrs(op: Op) -> tuple[Attribute, ...]:
    """The attributes that go into the `attrs` line: those that have no pin of their own."""
    return tuple(
        one
        for one in op.attributes
        if not one.shown and one.name != "name" and one.editor not in ("tensor", "file")
    )


def attrs_text(block: Block) -> str:
    """A block's `attrs` line, defaults written out: `data_format_ = NHWC;dilations_ = {1,1,1,1};`.

    An empty list that is the default has no form there and is left out, as is a value that the
    op cannot take. Empty for a block of an unknown op.
    """
    return "".join(_parts(block).values())


def attrs_texts(block: Block) -> tuple[str, str]:
    """The `attrs` line in two: what differs from the defaults, and what does not."""
    changed: dict[bool, str] = {True: "", False: ""}
    for attribute, text in _parts(block).items():
        changed[not attribute.same(block.value(attribute.name), attribute.default)] += text
    return changed[True], changed[False]


def _parts(block: Block) -> dict[Attribute, str]:
    found = {}
    for attribute in in_attrs(block.op) if block.op is not None else ():
        value = block.value(attribute.name)
        unsaid = value is REQUIRED or isinstance(value, Unread)
        if not unsaid and not (value == () and attribute.default == ()):
            found[attribute] = f"{attribute.name}_ = {value_text(attribute, value)};"
    return found


def value_text(attribute: Attribute, value: Any) -> str:
    """A canonical value in enuSpace's form: `true`, `{1,2,2,1}`, `DT_FLOAT`, `SAME`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "{" + ",".join(str(one) for one in value) + "}"
    return _TYPE_NAMES[value] if is_dtype(attribute) else str(value)


def is_dtype(attribute: Attribute) -> bool:
    """Whether an attribute is a choice of element types."""
    return bool(attribute.options) and set(attribute.options) <= set(DTYPES)


def read_attrs(op: Op, text: str) -> dict[str, Any]:
    """The canonical value of every attribute of the `attrs` line, by name.

    What the text does not name has its default; what has none is left out. Raises ValueRefused
    for a key that the op does not have, one said twice, and a value that it cannot take.
    """
    known = {one.name: one for one in in_attrs(op)}
    values = {name: one.default for name, one in known.items() if not one.required}
    said: set[str] = set()
    for part in text.split(";"):
        if not part.strip():
            continue
        key, equals, raw = part.partition("=")
        name = re.sub(r"\s+", "", key).removesuffix("_")
        if not equals:
            raise ValueRefused(f"{shown(part.strip())} is no key_ = value")
        if name in said:
            raise ValueRefused(f"{name}_ is said twice")
        said.add(name)
        if name == _MISSPELT and name not in known:
            _refuse_unless_ones(raw)
        elif name not in known:
            raise ValueRefused(_no_such_key(op, name, known))
        elif raw.strip():
            values[name] = _read(known[name], raw.strip())
    return values


def _read(attribute: Attribute, text: str) -> Any:
    try:
        return attribute.read(_raw(attribute, text))
    except ValueRefused as why:
        raise ValueRefused(f"{attribute.name}_: {why}") from None


def _raw(attribute: Attribute, text: str) -> object:
    """The text as the attribute's reader expects it, or as it is for the reader to refuse."""
    packed = re.sub(r"\s+", "", text)
    if attribute.editor == "flag":
        return _FLAGS.get(packed.lower(), packed)
    if attribute.editor == "integer":
        return _whole(packed)
    if attribute.editor == "number":
        return _real(packed)
    if attribute.editor in _LISTS:
        return _numbers(packed)
    if attribute.editor == "choice":
        return packed
    return text


def _numbers(packed: str) -> list[object]:
    inner = packed
    if re.fullmatch(r"\{.*\}|\[.*\]|\(.*\)", packed):
        inner = packed[1:-1]
    return [_whole(one) for one in inner.removesuffix(",").split(",")] if inner else []


def _whole(word: str) -> object:
    return int(word) if re.fullmatch(r"[+-]?[0-9]{1,30}", word) else word


def _real(word: str) -> object:
    digits = r"[+-]?([0-9]{1,30}\.?[0-9]{0,30}|\.[0-9]{1,30})([eE][+-]?[0-9]{1,4})?"
    return float(word) if re.fullmatch(digits, word) else word


def _refuse_unless_ones(raw: str) -> None:
    if any(one != 1 for one in _numbers(re.sub(r"\s+", "", raw))):
        raise ValueRefused(f"{_MISSPELT}_ is misspelt and has no effect in enuSpace; dilations_?")


def _no_such_key(op: Op, name: str, known: dict[str, Attribute]) -> str:
    if op.attribute(name) is not None:
        return f"{name}_ does not go here; {name} has a field of its own"
    possible = ", ".join(f"{one}_" for one in known)
    return f"{op.name} has no {name}_; " + (f"{possible} is possible" if known else "it has none")
