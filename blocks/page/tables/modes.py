"""Blocks that a run leaves out, or lets its input through."""

from __future__ import annotations

from blocks.page.tables.table import BlockTable

DISABLED = "disabled"
BYPASSED = "bypassed"
MODES = (DISABLED, BYPASSED)


class Modes(BlockTable[str]):
    """ "disabled" or "bypassed" by the block's id; a block that has no item runs as usual."""

    name = "modes"
    counts = True

    def refusal(self, key: str, item: str) -> str | None:
        if item not in MODES:
            return f"a block is {' or '.join(MODES)}, not {item!r:.60}"
        return super().refusal(key, item)

    def label(self, key: str, item: str | None) -> str:
        words = {DISABLED: "Disable", BYPASSED: "Bypass", None: "Enable"}
        return f"{words[item]} {key}"
