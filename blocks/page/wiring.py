"""The wires of a page, kept so that every question about them is answered without a search."""

from __future__ import annotations

from collections.abc import Iterable

from blocks.page.block import Wire


class Wiring:
    """An ordered set of wires with an index by block on either side."""

    def __init__(self) -> None:
        self._wires: dict[Wire, None] = {}
        self._into: dict[str, dict[Wire, None]] = {}
        self._out_of: dict[str, dict[Wire, None]] = {}

    def __len__(self) -> int:
        return len(self._wires)

    def __contains__(self, wire: Wire) -> bool:
        return wire in self._wires

    @property
    def wires(self) -> tuple[Wire, ...]:
        """All wires in order."""
        return tuple(self._wires)

    def index(self, wire: Wire) -> int:
        """The wire's place in the order."""
        return list(self._wires).index(wire)

    def into(self, block: str, port: str | None = None) -> tuple[Wire, ...]:
        """The wires into a block or one of its ports, in order."""
        wires = self._into.get(block, ())
        return tuple(one for one in wires if port is None or one.target.port == port)

    def out_of(self, block: str, port: str | None = None) -> tuple[Wire, ...]:
        """The wires out of a block or one of its ports, in order."""
        wires = self._out_of.get(block, ())
        return tuple(one for one in wires if port is None or one.source.port == port)

    def insert(self, wire: Wire, index: int) -> None:
        """Put a wire at a place in the order."""
        if index >= len(self._wires):
            self._wires[wire] = None
            self._into.setdefault(wire.target.block, {})[wire] = None
            self._out_of.setdefault(wire.source.block, {})[wire] = None
            return
        wires = list(self._wires)
        wires.insert(index, wire)
        self._rebuild(wires)

    def remove(self, wire: Wire) -> None:
        """Take a wire out."""
        del self._wires[wire]
        del self._into[wire.target.block][wire]
        del self._out_of[wire.source.block][wire]

    def reaches(self, start: str, goal: str) -> bool:
        """Whether a way along the wires leads from one block to another."""
        seen, todo = {start}, [start]
        while todo:
            block = todo.pop()
            if block == goal:
                return True
            for wire in self._out_of.get(block, ()):
                if wire.target.block not in seen:
                    seen.add(wire.target.block)
                    todo.append(wire.target.block)
        return False

    def _rebuild(self, wires: Iterable[Wire]) -> None:
        self._wires, self._into, self._out_of = {}, {}, {}
        for wire in wires:
            self.insert(wire, len(self._wires))
