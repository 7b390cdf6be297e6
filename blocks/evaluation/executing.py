"""Run a plan: block after block, telling what happens, until it is done or told to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from time import perf_counter
from typing import Any

import numpy as np

import kernels
from blocks.checking import Problem
from blocks.evaluation.cache import Cache
from blocks.evaluation.compute import Refused, as_known, compute
from blocks.evaluation.holding import Holding
from blocks.evaluation.outcome import BlockReport, Event, Outcome
from blocks.evaluation.planning import Plan
from blocks.evaluation.step import Step
from blocks.page import End
from kernels import cancelling

Array = np.ndarray[Any, Any]


def execute(
    plan: Plan,
    *,
    cache: Cache | None = None,
    keep_all: bool = False,
    memory_limit: int | None = None,
    on_event: Callable[[Event], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome:
    """Compute what a plan asks for.

    A block whose results are in the `cache` is not run again, nor is what only such blocks need.
    A block that fails keeps those from running that depend on it; all others go on. With
    `keep_all` the outcome has every output that was computed, else only the fetches, and each
    other result is freed after its last use. `cancelled` is asked before each block and, from
    several threads, within kernels that take long; a KeyboardInterrupt ends the run in the same
    way. `memory_limit` is the plan's unless told.

    Kernels run under the plan's precision. If the page as a whole is wrong, nothing runs.

    Results are read-only. Whatever goes wrong in a block is in the outcome, never raised.
    """
    if plan.page_problems:
        return Outcome({}, {}, plan.page_problems, cancelled=False)
    limit = plan.memory_limit if memory_limit is None else memory_limit
    run = _Run(plan, cache, keep_all, limit, on_event)
    # Kernels must be silent: what a division by zero gives is seen in the numbers.
    with (
        np.errstate(all="ignore"),
        kernels.precision(plan.precision),
        cancelling.obeying(cancelled),
    ):
        try:
            run.go(cancelled)
        except (KeyboardInterrupt, cancelling.Cancelled):
            run.stop()
    return run.outcome()


class _Run:
    """One run of a plan."""

    def __init__(
        self,
        plan: Plan,
        cache: Cache | None,
        keep_all: bool,
        limit: int,
        on_event: Callable[[Event], None] | None,
    ) -> None:
        self._plan = plan
        self._cache = cache
        self._limit = limit
        self._on_event = on_event
        self._keep_all = keep_all
        self._stopped = False
        self._cached: dict[str, Mapping[str, Array]] = {}
        self._steps = self._demanded()
        kept = None if keep_all else plan.fetches
        self._holding = Holding(self._steps, kept, counted=not plan.fits(limit))
        for end, array in plan.feeds.items():
            self._holding.put(end, array)
        self._reports: dict[str, BlockReport] = {}
        self._problems: list[Problem] = []
        # The first failed block that each block that did not run depends on.
        self._because: dict[str, str] = {}
        # Whether the tensors so far are what the check knew; a file may have changed since.
        self._as_checked = True

    def go(self, cancelled: Callable[[], bool] | None) -> None:
        """Take one step after the other."""
        for step in self._steps:
            if cancelled is not None and cancelled():
                self.stop()
                return
            if not self._settle(step):
                self._compute(step)
            gone = self._holding.used_by(step)
            if self._on_event is not None:
                self._freed(gone)

    def stop(self) -> None:
        """End the run here."""
        self._stopped = True

    def outcome(self) -> Outcome:
        """What the run gave."""
        if self._stopped:
            for step in self._steps:
                self._reports.setdefault(step.block.id, BlockReport("cancelled"))
        held = self._holding.tensors
        ends: Iterable[End] = held if self._keep_all else self._plan.fetches
        results = {str(end): held[end] for end in ends if end in held}
        problems = tuple(self._problems)
        return Outcome(results, self._reports, problems, self._stopped, self._pinned())

    def _pinned(self) -> tuple[End, ...]:
        """The pins that stood in for something."""
        plan = self._plan
        if not plan.pinned:
            return ()
        read = {wire.source for step in plan.steps.values() for wire in step.wires}
        return tuple(end for end in plan.pinned if end in read or end in plan.fetches)

    # ---- what must be done ----------------------------------------------------------------

    def _demanded(self) -> list[Step]:
        """The steps that must be taken: those whose results are asked for, and what those of
        them that are not in the cache need. Cached results are held from here on, so that they
        cannot leave the cache before they are used."""
        steps = self._plan.steps
        if self._cache is None:
            return list(steps.values())
        wanted = set(steps if self._keep_all else self._plan.targets)
        for id in reversed(tuple(steps)):
            if id not in wanted:
                continue
            if not self._look_up(id):
                wanted.update(
                    wire.source.block
                    for wire in steps[id].wires
                    if wire.source not in self._plan.feeds
                )
        return [step for id, step in steps.items() if id in wanted]

    def _look_up(self, id: str) -> bool:
        if self._cache is None or (found := self._cache.get(self._plan.key(id))) is None:
            return False
        self._cached[id] = found
        return True

    # ---- one step -------------------------------------------------------------------------

    def _settle(self, step: Step) -> bool:
        """Whether a step is over without computing anything: it cannot be run, or its results
        are in the cache."""
        id = step.block.id
        if step.problems:
            self._fail(step, step.problems, 0.0)
        elif step.off is not None:
            self._leave_out(step, step.off)
        elif self._because and (culprit := self._culprit(step)) is not None:
            self._skip(step, culprit)
        elif self._cache is not None and (id in self._cached or self._look_up(id)):
            found = self._cached.pop(id)
            self._keep(step, [found[end.port] for end in step.outputs], "cached", 0.0)
        elif step.passed:
            tensors = self._holding.tensors
            self._keep(step, [tensors[end] for end in step.passed], "bypassed", 0.0)
        else:
            return False
        return True

    def _compute(self, step: Step) -> None:
        if self._on_event is not None:
            self._tell("started", step.block.id)
        start = perf_counter()
        try:
            outputs = compute(
                step, self._holding.tensors, self._holding.bytes, self._limit, self._as_checked
            )
        except Refused as why:
            self._fail(step, why.problems, perf_counter() - start)
            return
        seconds = perf_counter() - start
        if self._cache is not None and (key := self._plan.key(step.block.id)) is not None:
            ports = [end.port for end in step.outputs]
            self._cache.put(key, dict(zip(ports, outputs, strict=True)))
        self._keep(step, outputs, "done", seconds)

    # ---- what became of it ----------------------------------------------------------------

    def _keep(self, step: Step, outputs: Sequence[Array], state: str, seconds: float) -> None:
        """Hold the outputs of a step that is "done", or that are "cached"."""
        id = step.block.id
        if step.file is not None:
            arrays = zip(step.known, outputs, strict=True)
            self._as_checked &= all(as_known(known, array) for known, array in arrays)
        gone, size, fed = [], 0, self._plan.feeds
        for at, end in enumerate(step.outputs):
            array = outputs[at]
            size += array.nbytes
            if fed and end in fed:
                continue  # It is there already, and stays what it is.
            if not self._holding.put(end, array):
                gone.append(end)
        report = self._reports[id] = BlockReport(state, seconds, None, size)
        judge = step.op.verdict
        if judge is not None and state != "bypassed":
            report.verdict = judge({end.port: outputs[at] for at, end in enumerate(step.outputs)})
        if self._on_event is not None:
            self._tell("finished" if state == "done" else state, id, seconds)
            self._freed(gone)

    def _fail(self, step: Step, problems: tuple[Problem, ...], seconds: float) -> None:
        id = step.block.id
        message = "\n".join(map(str, problems))
        self._because[id] = id
        self._problems += problems
        self._reports[id] = BlockReport("failed", seconds, message)
        self._tell("failed", id, seconds, message)

    def _culprit(self, step: Step) -> str | None:
        """The failed block that keeps this one from running, if there is one."""
        fed = self._plan.feeds
        blocks = (wire.source.block for wire in step.wires if wire.source not in fed)
        return next((self._because[one] for one in blocks if one in self._because), None)

    def _skip(self, step: Step, culprit: str) -> None:
        id = step.block.id
        message = f"{id}: not run, because {culprit} failed"
        self._because[id] = culprit
        self._reports[id] = BlockReport("skipped", 0.0, message, 0, culprit)
        self._tell("skipped", id, 0.0, message)

    def _leave_out(self, step: Step, culprit: str) -> None:
        id = step.block.id
        because = "it is" if culprit == id else f"{culprit} is"
        message = f"{id}: not run, because {because} disabled"
        self._reports[id] = BlockReport("disabled", 0.0, message, 0, culprit)
        self._tell("disabled", id, 0.0, message)

    def _freed(self, ends: list[End]) -> None:
        for end in ends:
            self._tell("freed", end.block)

    def _tell(
        self, kind: str, block: str, seconds: float = 0.0, message: str | None = None
    ) -> None:
        if self._on_event is not None:
            total = len(self._steps)
            self._on_event(Event(kind, block, len(self._reports), total, seconds, message))
