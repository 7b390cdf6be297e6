"""The tensors that a run holds: each is let go after the last block that needs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from blocks.evaluation.memory import Ledger
from blocks.evaluation.step import Step
from blocks.page import End

Array = np.ndarray[Any, Any]


class Holding:
    """Tensors by output. `kept` are never let go; with None nothing is."""

    def __init__(self, steps: Iterable[Step], kept: Iterable[End] | None) -> None:
        self.tensors: dict[End, Array] = {}
        self._ledger = Ledger()
        self._kept = None if kept is None else frozenset(kept)
        self._uses = Counter(wire.source for step in steps for wire in step.wires)

    @property
    def bytes(self) -> int:
        """The memory that the tensors take together."""
        return self._ledger.bytes

    def put(self, tensors: Mapping[End, Array]) -> list[End]:
        """Take tensors in. Returns those that nothing needs and that are gone at once."""
        self.tensors.update(tensors)
        for array in tensors.values():
            self._ledger.add(array)
        return [end for end in tensors if self._let_go(end)]

    def used_by(self, step: Step) -> list[End]:
        """Say that a step is over with. Returns what nothing needs any more, and is gone."""
        gone = []
        for wire in step.wires:
            self._uses[wire.source] -= 1
            if self._let_go(wire.source):
                gone.append(wire.source)
        return gone

    def _let_go(self, end: End) -> bool:
        if self._kept is None or end in self._kept or self._uses[end] > 0:
            return False
        array = self.tensors.pop(end, None)
        if array is None:
            return False
        self._ledger.remove(array)
        return True
