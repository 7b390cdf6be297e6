"""Attributes: the settings of a block, each with its type, its default and its one way in.

`read` is the only door for values, from a page file, the command line and the panel alike; it
gives the canonical value or raises ValueRefused. `write` gives back what JSON holds. `editor` is
a word that the window maps to a widget, so that nothing here knows of Qt.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from blocks.declaration import values
from blocks.errors import ValueRefused

Value = Any
"""A canonical attribute value: str, bool, int, float, tuple of ints, or a read-only array."""


class Required:
    """The default of an attribute that has none."""

    def __repr__(self) -> str:
        return "required"


REQUIRED = Required()


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """One attribute of an op.

    `name` is TensorFlow's. `initial` is what a new block gets where there is no default.
    `in_kernel` is False for what belongs to the block alone, as `name` does. `shown` marks those
    that enuSpace draws on the block by themselves; all others go into its `attrs` line.
    """

    name: str
    editor: str
    read: Callable[[object], Value]
    help: str
    default: Value = REQUIRED
    initial: Value = None
    write: Callable[[Value], object] = values.as_json
    options: tuple[str, ...] = ()
    in_kernel: bool = True
    shown: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def required(self) -> bool:
        """Whether a block is incomplete without it."""
        return self.default is REQUIRED

    def read_text(self, text: str, read: Callable[[object], Value] | None = None) -> Value:
        """The value of a text as typed on a command line or in a field.

        JSON where it is JSON (`[1, 2, 2, 1]`, `true`), enuSpace's braces (`{1,2,2,1}`), else the
        text itself (`SAME`). `read` takes the place of the attribute's own, for expressions.
        """
        read = read or self.read
        stripped = text.strip()
        if stripped.startswith("{") and not stripped.startswith('{"'):
            stripped = stripped.replace("{", "[").replace("}", "]")
        try:
            raw = json.loads(stripped)
        except (ValueError, RecursionError):
            raw = text
        try:
            return read(raw)
        except ValueRefused:
            if isinstance(raw, str):
                raise
            try:
                return read(text)
            except ValueRefused:
                pass
            raise

    def same(self, one: Value, other: Value) -> bool:
        """Whether two canonical values are the same, to the bit for tensors."""
        return values.same(one, other)


def choice(name: str, *options: str, help: str, **more: Any) -> Attribute:
    """One of a few words, exactly as TensorFlow writes them."""
    return Attribute(name, "choice", values.one_of(options), help, options=options, **more)


def dtype(name: str, *options: str, help: str, **more: Any) -> Attribute:
    """One of a few dtypes; TensorFlow's names ("DT_FLOAT") are read as ours."""
    return Attribute(name, "choice", values.dtype_of(options), help, options=options, **more)


def flag(name: str, default: bool, *, help: str, **more: Any) -> Attribute:
    """True or false; the texts "true" and "false" count, other texts and numbers do not."""
    return Attribute(name, "flag", values.flag, help, default=default, **more)


def integer(
    name: str, *, help: str, low: int = -(2**63), high: int = 2**63 - 1, **more: Any
) -> Attribute:
    """A whole number in a range."""
    return Attribute(
        name,
        "integer",
        values.integer(low, high),
        help,
        settings={"low": low, "high": high},
        **more,
    )


def number(
    name: str,
    *,
    help: str,
    low: float = -values.FARTHEST,
    high: float = values.FARTHEST,
    **more: Any,
) -> Attribute:
    """A finite number in a range, whole or not."""
    return Attribute(
        name,
        "number",
        values.number(low, high),
        help,
        settings={"low": low, "high": high},
        **more,
    )


def integers(
    name: str, count: int | None = None, *, help: str, low: int = -(2**31), **more: Any
) -> Attribute:
    """A list of `count` whole numbers from `low` up; of any length without a count."""
    return Attribute(
        name,
        "integers",
        values.integers(count, low=low),
        help,
        settings={"count": count, "low": low},
        **more,
    )


def text(name: str, *, help: str, pattern: str = "", says: str = "", **more: Any) -> Attribute:
    """A line of text; `pattern` is what it must match as a whole and `says` that in words."""
    read = values.line(pattern, says)
    return Attribute(name, "text", read, help, settings={"pattern": pattern}, **more)


def window_vector(name: str, rank: int, *, help: str, **more: Any) -> Attribute:
    """Strides or dilations: `rank` whole numbers in data_format order, 1 for batch and channels.

    The order depends on data_format, so what they must be for batch and channels is checked by
    the shape rule.
    """
    return Attribute(
        name,
        "window_vector",
        values.integers(rank, low=1),
        help,
        settings={"rank": rank},
        **more,
    )


def paddings(name: str, rank: int, *, help: str, **more: Any) -> Attribute:
    """explicit_paddings: before and after for each dimension in data_format order, or nothing."""
    return Attribute(
        name,
        "paddings",
        values.integers(2 * rank, low=0, or_empty=True),
        help,
        default=(),
        settings={"rank": rank},
        **more,
    )


def tensor(name: str, *, help: str, **more: Any) -> Attribute:
    """A whole tensor that the page holds."""
    return Attribute(name, "tensor", values.tensor, help, write=values.tensor_as_json, **more)


def file(name: str, *, help: str, **more: Any) -> Attribute:
    """A file named by a path relative to the page's folder, with `/` between the parts."""
    return Attribute(name, "file", values.relative_path, help, **more)
