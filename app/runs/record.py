"""What the runs of a page have left, seen from the page as it is now.

A result belongs to the content that it was computed from, not to a block: after an edit its block
is stale, and after undo the same result is there again, without another run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from blocks.checking import Check, Problem
from blocks.declaration.verdict import Verdict
from blocks.evaluation import BlockReport, Cache, Event, Outcome, Plan, every_output, plan
from blocks.evaluation.contents import is_plain, keys_again
from blocks.page import Block, Edit, End, Page

Array = np.ndarray[Any, Any]
Key = bytes  # Record has a property of that name

_STATES = {"done": "fresh", "cached": "fresh", "bypassed": "fresh", "failed": "failed"}
"""What a report of a block as it is now says of its state; without a result it never ran."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The last report of a block, and of what content it told."""

    key: bytes | None
    block: Block
    report: BlockReport
    problems: tuple[Problem, ...]


class Record:
    """Results, states and failures of a page's blocks. `refresh` after every edit that counts."""

    def __init__(self, page: Page, check: Check, cache: Cache) -> None:
        self._page = page
        self._check = check
        self._cache = cache
        self._keys: dict[str, bytes | None] = {}
        self._told: dict[str, _Told] = {}
        self._before: dict[str, bytes] = {}
        self._last: dict[bytes, dict[str, Array]] = {}
        self._running: set[str] = set()
        self._has_run = False
        self._is_behind = False
        self._is_plain = False
        self.durations: dict[str, float] = {}
        """The seconds that blocks took when they last ran."""

    # ---- following ------------------------------------------------------------------------

    def refresh(self, edit: Edit | None = None) -> set[str]:
        """Work out again what content each block has now; after one edit, those that it reaches.
        Returns those where it differs."""
        if not self._has_run:
            return set()
        before, was_plain = self._keys, self._is_plain and not self._is_behind
        self._is_plain = is_plain(self._page)
        if edit is not None and was_plain and self._is_plain and not edit.sets_precision:
            return self._refresh_reached(edit)
        self._is_behind = False
        whole = plan(self._page, every_output(self._page), check=self._check, use_pins=True)
        self._keys = {id: whole.key(id) for id in self._page.blocks}
        return {id for id in {**before, **self._keys} if before.get(id) != self._keys.get(id)}

    def _refresh_reached(self, edit: Edit) -> set[str]:
        keys = self._keys
        gone = {id for id in edit.touched if id in keys and id not in self._page.blocks}
        differ = {id for id in gone if keys.pop(id) is not None}
        reached = self._check.reached_by(edit)
        for id, key in keys_again(self._page, self._check, reached, keys).items():
            if keys.get(id) != key:
                differ.add(id)
            keys[id] = key
        return differ

    def begin(self) -> None:
        """A run starts: from now on each block's result is there as soon as the run has it.

        What content blocks have is worked out with the run's first news: by then its thread has
        gone through large tensors, and the window need not stand still for it.
        """
        self._is_behind = not self._has_run
        self._has_run = True

    def note(self, events: Iterable[Event]) -> set[str]:
        """Follow a run. Returns the blocks whose state has changed."""
        if self._is_behind:
            self.refresh()
        before, ended = set(self._running), set()
        for event in events:
            if event.kind == "started":
                self._running.add(event.block)
            elif event.kind != "freed":
                self._running.discard(event.block)
                ended.add(event.block)
        return (before ^ self._running) | ended

    def finish(self, done: Plan, blocks: Mapping[str, Block], outcome: Outcome) -> set[str]:
        """Keep what a run of `blocks`, as they were then, has given."""
        for id, report in outcome.blocks.items():
            self._keep_before(id, done.key(id))
            problems = tuple(one for one in outcome.problems if one.block == id)
            self._told[id] = _Told(done.key(id), blocks[id], report, problems)
            if report.state == "done":
                self.durations[id] = report.seconds
        self._last = {}
        for name, array in outcome.results.items():
            id, _, port = name.partition(".")
            if (key := done.key(id)) is not None:
                self._last.setdefault(key, {})[port] = array
        self._running.clear()
        self.refresh()
        return set(outcome.blocks)

    def forget_results(self) -> None:
        """Let go of all results; how blocks stand to the runs is as if there had been none."""
        self._last = {}
        self._told = {id: one for id, one in self._told.items() if one.report.state == "failed"}

    def give_up(self) -> set[str]:
        """A run has ended without an outcome."""
        gone, self._running = self._running, set()
        return gone

    # ---- looking --------------------------------------------------------------------------

    def result(self, end: End) -> Array | None:
        """The result of an output of the page as it is now, if a run has given it, or its pin."""
        if self._page.pins and (pinned := self._page.pins.get(str(end))) is not None:
            return pinned
        key = self._keys.get(end.block)
        if key is None:
            return None
        found = self._last.get(key, {}).get(end.port)
        return found if found is not None else self._cache.result(key, end.port)

    def older_result(self, end: End) -> Array | None:
        """What the last run gave there, whatever has been edited since, if it is still kept."""
        told = self._told.get(end.block)
        return None if told is None else self._cache.result(told.key, end.port)

    def result_before(self, end: End) -> Array | None:
        """What a run gave there before the last edit that counts for it, if it is still kept."""
        told = self._told.get(end.block)
        is_older = told is not None and told.key is not None and not self._holds(told)
        key = told.key if told is not None and is_older else self._before.get(end.block)
        return None if key is None else self._cache.result(key, end.port)

    def state(self, id: str) -> str:
        """ "never", "fresh", "stale", "running" or "failed"."""
        if id in self._running:
            return "running"
        if self._is_pinned(id):
            return "fresh"
        if self._has_no_outputs(id):
            return self._state_of_sources(id)
        told = self._told.get(id)
        if told is not None and self._holds(told):
            return _STATES.get(told.report.state, "never")
        if self._is_there(id):
            return "fresh"
        gave = told is not None and _STATES.get(told.report.state) == "fresh"
        return "stale" if gave else "never"

    def has_result(self, id: str) -> bool:
        """Whether all that a block gives, as it is now, is there."""
        block = self._page.blocks[id]
        return all(self.result(end) is not None for end in block.outputs)

    def has_run(self, id: str) -> bool:
        """Whether a run has computed the block as it is now, even if its result was too large to
        keep."""
        told = self._told.get(id)
        if told is None or _STATES.get(told.report.state) != "fresh":
            return False
        return self._holds(told)

    def verdict(self, id: str) -> Verdict | None:
        """What a block that checks others, as it is now, has found. One that is bypassed, or whose
        outputs are pinned, has found nothing."""
        block = self._page.blocks[id]
        if block.op is None or block.op.verdict is None or id in self._page.modes:
            return None
        if any(str(end) in self._page.pins for end in block.outputs):
            return None
        found = {end.port: self.result(end) for end in block.outputs}
        there = {port: array for port, array in found.items() if array is not None}
        return block.op.verdict(there) if len(there) == len(found) else None

    def failure(self, id: str) -> str | None:
        """Why the last run of the block, as it is now, failed."""
        told = self._told.get(id)
        if told is None or told.report.state != "failed" or not self._holds(told):
            return None
        return told.report.message

    def seconds(self, id: str) -> float | None:
        """What the block's last run took."""
        told = self._told.get(id)
        return told.report.seconds if told is not None and told.report.state == "done" else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What has failed in a run and would fail again."""
        return tuple(
            problem
            for id, told in self._told.items()
            if told.report.state == "failed" and self._holds(told)
            for problem in told.problems
        )

    @property
    def bytes(self) -> int:
        """The memory that the results of the page as it is now take."""
        found = {
            id(array): array.nbytes
            for end in every_output(self._page)
            if (array := self.result(end)) is not None
        }
        return sum(found.values())

    def _keep_before(self, id: str, key: Key | None) -> None:
        """A run has another content of a block: remember the one before."""
        told = self._told.get(id)
        if told is not None and told.key is not None and told.key != key:
            self._before[id] = told.key

    def _holds(self, told: _Told) -> bool:
        """Whether a report still tells of its block as it is now."""
        id = told.block.id
        if told.key is None:
            return self._page.blocks.get(id) is told.block
        return self._keys.get(id) == told.key

    def _is_pinned(self, id: str) -> bool:
        """Whether other tensors stand in for all that a block gives, so that it need not run."""
        if not self._page.pins or (block := self._page.blocks.get(id)) is None:
            return False
        return bool(block.outputs) and all(str(end) in self._page.pins for end in block.outputs)

    def _has_no_outputs(self, id: str) -> bool:
        block = self._page.blocks.get(id)
        return block is not None and block.op is not None and not block.op.outputs

    def _state_of_sources(self, id: str) -> str:
        """A block that gives nothing, a session, is as well as what is wired to it."""
        states = {self.state(wire.source.block) for wire in self._page.wires_into(id)}
        if states <= {"fresh"}:
            return "fresh" if states else "never"
        return "stale" if states & {"fresh", "stale"} else "never"

    def _is_there(self, id: str) -> bool:
        block = self._page.blocks.get(id)
        if block is None or block.op is None or not block.op.outputs:
            return False
        key = self._keys.get(id)
        return key is not None and (key in self._last or key in self._cache)
