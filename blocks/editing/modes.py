"""Disabling, bypassing and pinning of many blocks at once, each one edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from blocks.page import End, Page
from blocks.page.tables.modes import BYPASSED, DISABLED

_VERBS = {DISABLED: "Disable", BYPASSED: "Bypass"}


def toggle_mode(page: Page, ids: Iterable[str], mode: str) -> None:
    """Give blocks a mode; if all of them have it already, take it away."""
    chosen = list(ids)
    has_all = all(page.modes.get(id) == mode for id in chosen)
    verb = "Enable" if has_all else _VERBS[mode]
    what = chosen[0] if len(chosen) == 1 else f"{len(chosen)} blocks"
    with page.edit(f"{verb} {what}"):
        for id in chosen:
            if has_all:
                page.modes.drop(id)
            else:
                page.modes.put(id, mode)


def toggle_pins(page: Page, results: Mapping[End, np.ndarray[Any, Any] | None]) -> None:
    """Pin outputs to these results; if all of them are pinned already, take the pins away. An
    output without a result is left as it is."""
    names = {str(end): result for end, result in results.items()}
    unpins = bool(names) and all(name in page.pins for name in names)
    some = [name for name, result in names.items() if unpins or result is not None]
    if not some:
        return
    what = some[0] if len(some) == 1 else f"{len(some)} results"
    with page.edit(f"{'Unpin' if unpins else 'Pin'} {what}"):
        for name in some:
            if unpins:
                page.pins.drop(name)
            elif (result := names[name]) is not None:
                page.pins.put(name, result)
