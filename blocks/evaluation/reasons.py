"""Why a block was computed in the last run, or was not: what differs from when it last was.

Plans are kept as they are, and compared when somebody asks: a run pays nothing for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from blocks.evaluation.cache import Cache
from blocks.evaluation.keys import tensor_key, value_key
from blocks.evaluation.outcome import BlockReport, Outcome
from blocks.evaluation.planning import Plan
from blocks.evaluation.step import Step
from blocks.page import End, Wire

NEVER = "never run before"
UNCHANGED = "nothing that it depends on has changed since it was computed"


class _Taken(NamedTuple):
    """A step of a run, what became of it, and how often the cache had been purged by then."""

    plan: Plan
    step: Step
    report: BlockReport
    purges: int


class Reasons:
    """The reasons of a page's blocks, run after run. Without a `cache`, as in a run of the command
    line, nothing is kept from an earlier run."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache
        self._last: dict[str, _Taken] = {}  # that computed the block, or tried to
        self._before: dict[str, _Taken | None] = {}  # the same, before the last run
        self._now: dict[str, _Taken] = {}  # the last run

    def note(self, plan: Plan, outcome: Outcome) -> None:
        """Take note of a run that is over."""
        purges = 0 if self._cache is None else self._cache.purges
        self._now = {}
        for id, report in outcome.blocks.items():
            taken = _Taken(plan, plan.steps[id], report, purges)
            self._now[id] = taken
            self._before[id] = self._last.get(id)
            if report.state in ("done", "failed", "cancelled", "bypassed", "cached"):
                self._last[id] = taken

    def why(self, id: str) -> str:
        """Why the last run computed a block, or why it did not, as part of a sentence; "" for a
        block that it did not come by."""
        now = self._now.get(id)
        if now is None:
            return ""
        state, message = now.report.state, now.report.message
        if state == "cached":
            return UNCHANGED
        if state == "cancelled":
            return "the run was stopped before it was done"
        if state in ("skipped", "disabled") and message is not None:
            return message.removeprefix(f"{id}: ").removeprefix("not run, ")
        if state == "bypassed":
            through = ", ".join(dict.fromkeys(map(str, now.step.passed)))
            return f"it lets {through} through"
        return self._why_computed(id, now, self._before.get(id))

    def _why_computed(self, id: str, now: _Taken, before: _Taken | None) -> str:
        if before is None:
            return NEVER
        found = list(self._differences(now, before))
        if found:
            return "; ".join(found)
        return self._why_gone(before, now)

    def _differences(self, now: _Taken, before: _Taken) -> Iterator[str]:
        """What differs between two runs of a block, each in some words."""
        yield from _own_differences(now, before)
        for wire in now.step.wires:
            if any(wire == old for old in before.step.wires) and _key_of(now, wire) != _key_of(
                before, wire
            ):
                yield f"{wire.target.port} changed{self._root(wire.source)}"

    def _root(self, source: End) -> str:
        """Why what came from there changed, as far up as it can be followed."""
        seen: set[str] = set()
        while source.block not in seen:
            seen.add(source.block)
            now, before = self._now.get(source.block), self._before.get(source.block)
            if now is None or before is None:
                break
            own = list(_own_differences(now, before))
            if own:
                return f", because of {source.block}: {own[0]}"
            changed = [
                wire for wire in now.step.wires if _key_of(now, wire) != _key_of(before, wire)
            ]
            if not changed:
                break
            source = changed[0].source
        return f", because {source} changed"

    def _why_gone(self, before: _Taken, now: _Taken) -> str:
        """Why there was no result, though it would be the same."""
        if before.report.state == "failed":
            return "it failed the last time"
        if before.report.state == "cancelled":
            return "the last run was stopped before it was done"
        if self._cache is None or now.purges != before.purges:
            return "the cache was purged"
        return "its result was freed for memory"


def _own_differences(now: _Taken, before: _Taken) -> Iterator[str]:
    """What differs in a block itself, whatever came into it."""
    here, there = now.step, before.step
    if here.block.op_name != there.block.op_name:
        yield f"it is {here.block.op_name} now, it was {there.block.op_name}"
        return
    if bool(here.passed) != bool(there.passed):
        yield "it was bypassed" if there.passed else "it is bypassed now"
        return
    values = dict(there.attributes()) if there.block.op is not None else {}
    for name, value in here.attributes() if here.block.op is not None else ():
        if name in values and value_key(value) != value_key(values[name]):
            yield f"{name} changed"
    if here.file is not None and here.file == there.file and here.stamp != there.stamp:
        yield f"the file {here.file} changed"
    if now.plan.precision != before.plan.precision:
        yield f"the precision is {now.plan.precision} now"
    new, old = set(here.wires), set(there.wires)
    for wire in here.wires:
        if wire not in old:
            yield f"{wire.target.port} is wired to {wire.source} now"
    for wire in there.wires:
        if wire not in new and not any(wire.target == other.target for other in here.wires):
            yield f"{wire.target.port} is not wired to {wire.source} any more"


def _key_of(taken: _Taken, wire: Wire) -> bytes | None:
    """The key of what came along a wire."""
    fed = taken.plan.feeds.get(wire.source)
    return taken.plan.key(wire.source.block) if fed is None else tensor_key(fed)
