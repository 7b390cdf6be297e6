"""What disabled and bypassed blocks mean for a run: what is left out, and what comes from where."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from blocks.finding import Finding
from blocks.page import End, Page, Wire
from blocks.page.tables.modes import BYPASSED, DISABLED


class Modes:
    """The modes of a page's blocks. `off` names for each block that is not run the disabled block
    that it depends on, or itself. `fed` are outputs that other tensors stand in for."""

    def __init__(self, page: Page, fed: Container[End], finding: Callable[[str], Finding]) -> None:
        self._passed = {
            id: finding(id).passed for id, mode in page.modes.items() if mode == BYPASSED
        }
        self.off: Mapping[str, str] = self._off(page, fed)

    def along(self, wire: Wire) -> bool:
        """Whether a run takes the tensor of a wire; of what it leaves out, whether both ends are,
        so that what is told leads to the block that is disabled."""
        if wire.target.block in self.off:
            return wire.source.block in self.off
        passed = self._passed.get(wire.target.block)
        return not passed or wire in passed

    def _off(self, page: Page, fed: Container[End]) -> dict[str, str]:
        off = {id: id for id, mode in page.modes.items() if mode == DISABLED}
        todo = list(off)
        while todo:
            id = todo.pop()
            for wire in page.wires_out_of(id):
                target = wire.target.block
                if wire.source in fed or target in off:
                    continue
                passed = self._passed.get(target)
                if not passed or wire in passed:
                    off[target] = off[id]
                    todo.append(target)
        return off
