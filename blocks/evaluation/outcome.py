"""What a run tells while it goes on, and what it gives when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from blocks.checking import Problem
from blocks.declaration.verdict import Verdict
from blocks.page import End

Array = np.ndarray[Any, Any]

# A named tuple here and a dataclass that is not frozen below: a run of 10,000 cheap blocks makes
# tens of thousands of these, and a frozen dataclass takes three times as long to make.


class Event(NamedTuple):
    """Something that a run did.

    `kind` is "started", "finished" or "failed" of a block that ran, "cached" of one whose result
    was there, "skipped" of one that has a failed source, "disabled" of one that is disabled or
    depends on one that is, "bypassed" of one that let its input through, "freed" of one whose
    result nothing needs any more. `done` of `total` blocks are over with; `seconds` is what this
    one took, and `message` why it failed or was not run.
    """

    kind: str
    block: str
    done: int
    total: int
    seconds: float = 0.0
    message: str | None = None


@dataclass(slots=True)
class BlockReport:
    """What became of one block: `state` is "done", "cached", "failed", "skipped", "cancelled",
    "disabled" (it is, or a block that it depends on) or "bypassed".

    `bytes` is the size of its outputs, and `because` the block that kept it from running. `verdict`
    is what a block that checks others has found.
    """

    state: str
    seconds: float = 0.0
    message: str | None = None
    bytes: int = 0
    because: str | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave.

    `results` holds read-only arrays by "block.output", in the order of the fetches, as far as the
    run came. `blocks` tells what became of each block that was needed. `problems` are the reasons
    of the blocks that failed; one that was skipped has none of its own. `pinned` are the outputs
    that were needed and not computed, because the page's pins stood in for them.
    """

    results: Mapping[str, Array]
    blocks: Mapping[str, BlockReport]
    problems: tuple[Problem, ...]
    cancelled: bool
    pinned: tuple[End, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all that was asked for is there."""
        return not self.problems and not self.cancelled
