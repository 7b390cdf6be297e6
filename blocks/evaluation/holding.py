"""The tensors that a run holds: each is let go after the last block that needs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from blocks.evaluation.memory import Ledger
from blocks.evaluation.step import Step
from blocks.page import End

Array = np.ndarray[Any, Any]


class Holding:
    """Tensors by output. `kept` are never let go; with None nothing is.

    `counted` says whether their memory is counted; that is left out where all that a run can hold
    is sure to fit.
    """

    def __init__(self, steps: Sequence[Step], kept: Iterable[End] | None, counted: bool) -> None:
        self.tensors: dict[End, Array] = {}
        self._ledger = Ledger() if counted else None
        self._keeps_all = kept is None
        uses = Counter([wire.source for step in steps for wire in step.wires])
        uses.update(kept or ())  # One use that never ends.
        self._uses: dict[End, int] = dict(uses)

    @property
    def bytes(self) -> int:
        """The memory that the tensors take together; 0 if it is not counted."""
        return 0 if self._ledger is None else self._ledger.bytes

    def put(self, end: End, array: Array) -> bool:
        """Take a tensor in, unless nothing needs it. Returns whether it is held."""
        if end not in self._uses and not self._keeps_all:
            return False
        self.tensors[end] = array
        if self._ledger is not None:
            self._ledger.add(array)
        return True

    def used_by(self, step: Step) -> list[End]:
        """Say that a step is over with. Returns what nothing needs any more, and is gone."""
        gone: list[End] = []
        if self._keeps_all:
            return gone
        for end, _ in step.wires:
            left = self._uses[end] - 1
            if left:
                self._uses[end] = left
            else:
                del self._uses[end]
                array = self.tensors.pop(end, None)
                if array is not None:
                    gone.append(end)
                    if self._ledger is not None:
                        self._ledger.remove(array)
        return gone
