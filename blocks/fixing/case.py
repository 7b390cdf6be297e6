"""A block with a problem, as those look at it who propose fixes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from blocks.declaration.known import Known, Shape, shape_text
from blocks.finding import Given, Problem
from blocks.fixing.call import Call, Look, call_of
from blocks.fixing.fix import Fix, Through
from blocks.fixing.forward import forward_input
from blocks.fixing.making import can_make, what_becomes
from blocks.fixing.numbers import Numbers
from blocks.page import Block, End, Page
from kernels.convolution.window import Window


class Along(NamedTuple):
    """One spatial axis of a call whose sizes are known: of input, filter and output."""

    window: Window
    n: int
    k: int
    o: int

    @property
    def fits(self) -> bool:
        """Whether the sizes belong together."""
        return self.window.outputs(self.n, self.k) == self.o


@dataclass(frozen=True)
class Case:
    """A problem of a block on a page, and what is known around it."""

    page: Page
    given: Given
    problem: Problem
    look: Look

    @property
    def block(self) -> Block:
        """The block."""
        return self.given.block

    @cached_property
    def inputs(self) -> Mapping[str, Known]:
        """What is known at each wired input port."""
        return {one.wire.target.port: one.known for one in self.given.sources}

    @cached_property
    def call(self) -> Call:
        """The call that the block makes."""
        call = call_of(self.block, self.inputs)
        assert call is not None, "only blocks of the family are looked at"
        return call

    def otherwise(self, attrs: Mapping[str, Any]) -> Call:
        """The call that the block would make with other attributes."""
        return Call(self.call.member, {**self.call.attrs, **attrs}, self.inputs)

    @cached_property
    def forward(self) -> tuple[End, tuple[int, ...]] | None:
        """The input of the forward op on the page, and its shape."""
        return forward_input(self.page, self.block.id, self.look)

    @cached_property
    def axes(self) -> tuple[Along, ...]:
        """The spatial axes, if attributes and ranks are right and all their sizes are known."""
        call, member = self.call, self.call.member
        if call.attributes is None:
            return ()
        layout, windows = call.attributes.layout, call.attributes.windows
        input, filter, output = (
            call.shape(port) for port in (member.input, member.filter, member.output)
        )
        if input is None or filter is None or output is None:
            return ()
        if not len(input) == len(filter) == len(output) == len(windows) + 2:
            return ()
        sizes = zip(
            windows, layout.split(input)[1], filter[:-2], layout.split(output)[1], strict=True
        )
        found = tuple(
            Along(window, n, k, o)
            for window, n, k, o in sizes
            if n is not None and k is not None and o is not None and k > 0
        )
        return found if len(found) == len(windows) else ()

    # ---- what is proposed ------------------------------------------------------------------

    def set(self, attrs: Mapping[str, Any], why: str = "") -> Fix:
        """A fix that gives attributes of the block other values."""
        parts = [f"{name} to {_text(value)}" for name, value in attrs.items() if value != ()]
        cleared = [name for name, value in attrs.items() if value == ()]
        words = [f"set {_joined(parts)}"] if parts else []
        words += [f"clear {_joined(cleared)}"] if cleared else []
        said = _joined(words) if words else ""
        return Fix(f"{said[:1].upper()}{said[1:]}{why}", self.block.id, attrs=attrs)

    def set_windows(self, attrs: Mapping[str, Any], why: str = "") -> Fix:
        """The same for those vectors that differ from what they are; `attrs` has one number, or a
        pair, for each spatial axis where it is about one."""
        layout = self.call.attributes.layout if self.call.attributes else None
        changed = {}
        for name, value in attrs.items():
            whole = value
            if layout is not None and name in ("strides", "dilations"):
                whole = layout.join(1, value, 1)
            elif layout is not None and name == "explicit_paddings" and value:
                pairs = layout.join((0, 0), value, (0, 0))
                whole = tuple(number for pair in pairs for number in pair)
            if whole != self.block.value(name):
                changed[name] = whole
        return self.set(changed, why)

    def numbers(self, port: str, numbers: Numbers, why: str = "") -> Fix:
        """A fix that has a vector of sizes come to a port, or one number."""
        text = str(numbers) if isinstance(numbers, int) else shape_text(numbers)
        words = f"Set {port} to {text}{why}"
        return Fix(words, self.block.id, numbers={port: numbers})

    def lead_through(self, port: str, through: Through, words: str) -> Fix:
        """A fix that leads the wire into a port through a new block."""
        return Fix(words, self.block.id, through={port: through})

    def reshape(self, port: str, shape: tuple[int, ...]) -> Fix:
        """A fix that leads the wire into a port through a Reshape."""
        through = Through("Reshape", others={"shape": shape})
        return self.lead_through(port, through, f"Reshape {port} to {shape_text(shape)}")

    def transpose(self, port: str, perm: tuple[int, ...]) -> Fix:
        """A fix that leads the wire into a port through a Transpose."""
        through = Through("Transpose", others={"perm": perm})
        return self.lead_through(port, through, f"Transpose {port} by {shape_text(perm)}")

    def make_anew(self, port: str, shape: tuple[int, ...]) -> Iterator[Fix]:
        """A fix that has the tensor at a port made in another shape; none where it cannot be."""
        maker = can_make(self.page, End(self.block.id, port), shape)
        if maker is not None:
            becomes = what_becomes(maker, sure(self.inputs[port].shape) or (), shape)
            words = f"Give {maker.id} the shape {shape_text(shape)}{becomes}"
            yield Fix(words, self.block.id, anew={port: shape})

    def shape_of(self, port: str, end: End, why: str = "") -> Iterator[Fix]:
        """A fix that has the shape of an output come to a port; none where the block leads there
        already, so that it would close a circle."""
        if not self.page.leads(self.block.id, end.block):
            words = f"Take {port} from the shape of {end}{why}"
            yield Fix(words, self.block.id, shape_of={port: end})

    def swap(self, one: str, other: str, ends: Mapping[str, End]) -> Fix:
        """A fix that changes the wires of two ports round."""
        sources = {one: ends[other], other: ends[one]}
        return Fix(f"Swap {one} and {other}", self.block.id, sources=sources)

    def wire(self, port: str, end: End, why: str = "") -> Fix:
        """A fix that wires a port to another output."""
        return Fix(f"Wire {port} to {end}{why}", self.block.id, sources={port: end})


Proposed = Iterator[Fix]


def sure(shape: Shape) -> tuple[int, ...] | None:
    """A shape of which every size is known; else None."""
    if shape is None:
        return None
    sizes = tuple(one for one in shape if one is not None)
    return sizes if len(sizes) == len(shape) else None


def _text(value: Any) -> str:
    return shape_text(value) if isinstance(value, tuple) else str(value)


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) < 2 else f"{', '.join(parts[:-1])} and {parts[-1]}"
