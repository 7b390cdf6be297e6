"""What a view hears of a document, made one by one and cut all at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Links:
    """The connections of one view. It cuts them when another page is opened, or none."""

    def __init__(self) -> None:
        self._made: list[tuple[Any, Callable[..., Any]]] = []

    def join(self, slot: Callable[..., Any], *signals: Any) -> None:
        """Call `slot` on each of these signals from now on."""
        for signal in signals:
            signal.connect(slot)
            self._made.append((signal, slot))

    def cut(self) -> None:
        """Hear nothing more."""
        for signal, slot in self._made:
            signal.disconnect(slot)
        self._made = []
