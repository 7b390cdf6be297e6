"""The tensors that a run holds: each is let go after the last block that needs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from blocks.evaluation.memory import Ledger
from blocks.evaluation.step import Step
from blocks.page import End

Array = np.ndarray[Any, Any]


class Holding:
    """Tensors by output, for steps that are taken in order. `kept` are never let go; with None
    nothing is.

    `counted` says whether their memory is counted; that is left out where all that a run can hold
    is sure to fit. `bytes` is what they take together, 0 if it is not counted.
    """

    def __init__(self, steps: Sequence[Step], kept: Iterable[End] | None, counted: bool) -> None:
        self.tensors: dict[End, Array] = {}
        self.bytes = 0
        self._ledger = Ledger() if counted else None
        self._keeps_all = kept is None
        # The last block that needs each output; of those that are kept, no block is the last.
        self._last: dict[End, str | None] = {
            wire.source: step.block.id for step in steps for wire in step.wires
        }
        self._last.update(dict.fromkeys(kept or ()))

    def put(self, end: End, array: Array) -> bool:
        """Take a tensor in, unless nothing needs it. Returns whether it is held."""
        if end not in self._last and not self._keeps_all:
            return False
        self.tensors[end] = array
        if self._ledger is not None:
            self._ledger.add(array)
            self.bytes = self._ledger.bytes
        return True

    def used_by(self, step: Step) -> list[End]:
        """Say that a step is over with. Returns what nothing needs any more, and is gone."""
        gone: list[End] = []
        if self._keeps_all:
            return gone
        for end, _ in step.wires:
            if self._last[end] != step.block.id:
                continue
            array = self.tensors.pop(end, None)
            if array is not None:
                gone.append(end)
                if self._ledger is not None:
                    self._ledger.remove(array)
                    self.bytes = self._ledger.bytes
        return gone
