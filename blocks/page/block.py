"""A block and a wire: values that never change. An edit puts a new one in the place of the old."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NamedTuple

from blocks.declaration.attribute import REQUIRED
from blocks.declaration.op import Op

NOTHING: Mapping[Any, Any] = MappingProxyType({})


def nothing() -> Mapping[Any, Any]:
    """NOTHING, as a default: before Python 3.12 a dataclass takes only hashable ones."""
    return NOTHING


class Position(NamedTuple):
    """Where a block stands on the page: its top left corner, in pixels at zoom 1."""

    x: float
    y: float


class End(NamedTuple):
    """One end of a wire: a block's id and the name of one of its ports."""

    block: str
    port: str

    def __str__(self) -> str:
        return f"{self.block}.{self.port}"


class Wire(NamedTuple):
    """From an output port to an input port."""

    source: End
    target: End

    def __str__(self) -> str:
        return f"{self.source} -> {self.target}"


@dataclass(frozen=True, slots=True)
class Unread:
    """An attribute value that the op cannot take, or an attribute that it does not have.

    It is kept as it came, so that saving gives it back, and it keeps the block from running.
    """

    raw: object
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """One use of an op.

    `attrs` holds what differs from the defaults, in canonical form, or as Unread. `op` is None if
    the page names an op that does not exist here. `extra` is what else the file said of it.
    `formulas` are the attributes that are given by expressions, in the form that the file holds;
    `attrs` has what they were worked out to be, or Unread. `outputs` are its outputs as far as
    they are known, in the op's order.
    """

    id: str
    op_name: str
    op: Op | None
    attrs: Mapping[str, Any] = field(default_factory=nothing)
    extra: Mapping[str, object] = field(default_factory=nothing)
    formulas: Mapping[str, object] = field(default_factory=nothing)
    outputs: tuple[End, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ports = () if self.op is None else self.op.outputs
        object.__setattr__(self, "outputs", tuple([End(self.id, port.name) for port in ports]))

    def end(self, port: str) -> End:
        """The end at a port; for an output the one in `outputs`, for tables of tensors are quicker
        with the very same key."""
        for one in self.outputs:
            if one.port == port:
                return one
        return End(self.id, port)

    def value(self, name: str) -> Any:
        """An attribute's value or default; REQUIRED if it has neither."""
        if name in self.attrs:
            return self.attrs[name]
        attribute = self.op.attribute(name) if self.op else None
        return REQUIRED if attribute is None else attribute.default

    def values(self) -> Mapping[str, Any]:
        """All attributes of the op with their values, for its rules and its kernel."""
        assert self.op is not None
        if not self.attrs:
            return self.op.defaults
        return {one.name: self.attrs.get(one.name, one.default) for one in self.op.attributes}

    def with_attr(self, name: str, value: Any, formula: object = None) -> Block:
        """This block with one attribute set, or left out if the value is REQUIRED; `formula` is
        what the value was worked out from, if it was."""
        attrs = {key: one for key, one in self.attrs.items() if key != name}
        if value is not REQUIRED:
            attrs[name] = value
        formulas = self.formulas
        if formula is not None or name in formulas:
            kept = {key: one for key, one in formulas.items() if key != name}
            formulas = MappingProxyType(kept if formula is None else kept | {name: formula})
        return replace(self, attrs=MappingProxyType(attrs), formulas=formulas)

    @property
    def name(self) -> str:
        """What it is called within its page: the attribute `name`, or its id."""
        name = self.attrs.get("name", "")
        return name if isinstance(name, str) and name else self.id
