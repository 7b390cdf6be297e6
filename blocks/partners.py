"""What a port can be wired to: every other port of the page, each with the reason if it does not
fit. Whoever has no mouse chooses from this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from blocks.checking import Check
from blocks.page import End, Page, Wire
from blocks.page.rules import cycle_reason, takes_many


@dataclass(frozen=True, slots=True)
class Start:
    """A port of a block from which a wire can be made."""

    end: End
    is_input: bool


@dataclass(frozen=True, slots=True)
class Partner:
    """A port that a wire could go to. `present`: the wire is there already; `instead`: whose wire
    the new one would replace; `refusal`: why it does not fit."""

    end: End
    wire: Wire
    present: bool
    instead: End | None
    refusal: str | None

    @property
    def rank(self) -> int:
        """Where it stands among the others: what can be wired now comes first."""
        if self.present:
            return 2
        return 3 if self.refusal else 1 if self.instead else 0


def starts(page: Page, id: str) -> tuple[Start, ...]:
    """The ports of a block: its outputs, then its inputs."""
    block = page.blocks[id]
    if block.op is None:
        return ()
    return (
        *(Start(end, is_input=False) for end in block.outputs),
        *(Start(End(id, port.name), is_input=True) for port in block.op.inputs),
    )


def partners(page: Page, check: Check, start: Start) -> tuple[Partner, ...]:
    """Every port on the other side of all other blocks, what fits best first."""
    bound = _reached(page, start)
    found = [_partner(page, check, start, wire, bound) for wire in _wires(page, start)]
    return tuple(sorted(found, key=lambda one: one.rank))


def _reached(page: Page, start: Start) -> set[str]:
    """The blocks that a wire would close a cycle with: looked for once, not once a port."""
    seen, todo = {start.end.block}, [start.end.block]
    while todo:
        id = todo.pop()
        if start.is_input:
            beyond = [wire.target.block for wire in page.wires_out_of(id)]
        else:
            beyond = [wire.source.block for wire in page.wires_into(id)]
        todo += [one for one in beyond if one not in seen]
        seen.update(beyond)
    return seen


def _wires(page: Page, start: Start) -> Iterator[Wire]:
    for id, block in page.blocks.items():
        if id == start.end.block or block.op is None:
            continue
        if start.is_input:
            yield from (Wire(end, start.end) for end in block.outputs)
        else:
            yield from (Wire(start.end, End(id, port.name)) for port in block.op.inputs)


def _partner(page: Page, check: Check, start: Start, wire: Wire, bound: set[str]) -> Partner:
    end = wire.source if start.is_input else wire.target
    if page.has_wire(wire):
        return Partner(end, wire, present=True, instead=None, refusal=None)
    many = takes_many(page.blocks, wire.target)
    there = () if many else page.wires_into(*wire.target)
    return Partner(
        end,
        wire,
        present=False,
        instead=there[0].source if there else None,
        refusal=cycle_reason(wire) if end.block in bound else check.dtype_refusal(wire),
    )
