"""Blocks that run others again: what is between two tensors, for another in the first one's place.

The blocks in between are steps of the same plan. What they need from elsewhere is held for the one
that runs them again, as if it were wired to it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from blocks.checking import Problem
from blocks.depending import no_way
from blocks.dtypes import FLOATING, name_of
from blocks.evaluation.step import Step
from blocks.page import End, Wire

Array = np.ndarray[Any, Any]

PORT = "forward"
"""The port that what is needed from elsewhere seems to be wired to."""


@dataclass(frozen=True, slots=True)
class Replay:
    """The steps from one output to another, in order, and what they need from elsewhere."""

    start: End
    goal: End
    steps: tuple[Step, ...]
    needs: tuple[End, ...]

    def run(self, tensors: Mapping[End, Array], start: Array) -> Array:
        """What the goal is with another tensor at the start. In another dtype of floating-point
        numbers than it had, all others of that dtype are converted too."""
        given = {end: tensors[end] for end in self.needs}
        before = tensors[self.start].dtype
        if start.dtype != before:
            for end, one in given.items():
                if one.dtype == before and name_of(before) in FLOATING:
                    given[end] = one.astype(start.dtype)
        given[self.start] = start
        for step in self.steps:
            if step.passed:
                results: Sequence[Array] = [given[end] for end in step.passed]
            else:
                inputs = [_input(one, given) for one in step.inputs]
                results = step.op.run(inputs, step.attrs)
            made = zip(step.outputs, results, strict=True)
            given |= {end: one for end, one in made if end not in self.needs}
        return given[self.goal]


def with_replays(steps: dict[str, Step], fed: Container[End]) -> dict[str, Step]:
    """The steps of a plan, in order, those that run others again with what they run."""
    found = [id for id, step in steps.items() if step.block.op and step.block.op.replays]
    if not found:
        return steps
    steps = dict(steps)
    for id in found:
        if not steps[id].problems and steps[id].off is None and not steps[id].passed:
            steps[id] = _with_replay(steps[id], steps, fed)
    return steps


def _with_replay(step: Step, steps: Mapping[str, Step], fed: Container[End]) -> Step:
    assert step.op.replays is not None
    ports = {wire.target.port: wire.source for wire in step.wires}
    start, goal = (ports[name] for name in step.op.replays)
    between = _between(steps, start, goal, fed)
    if between is None:
        problem = Problem(step.block.id, step.op.replays[0], no_way(goal, start))
        return replace(step, problems=(problem,))
    inside = {start, *(end for one in between for end in one.outputs if end not in fed)}
    needs = dict.fromkeys(end for one in between for end in _sources(one) if end not in inside)
    extra = tuple(Wire(end, End(step.block.id, PORT)) for end in needs)
    return replace(
        step, wires=(*step.wires, *extra), replay=Replay(start, goal, between, tuple(needs))
    )


def _between(
    steps: Mapping[str, Step], start: End, goal: End, fed: Container[End]
) -> tuple[Step, ...] | None:
    """The steps that lead from one output to another, None if there is no way."""
    reached, forward = {start}, []
    for step in steps.values():
        if step.block.id != start.block and any(end in reached for end in _sources(step)):
            forward.append(step)
            reached.update(end for end in step.outputs if end not in fed)
    if goal not in reached:
        return None
    wanted, found = {goal}, []
    for step in reversed(forward):
        if any(end in wanted for end in step.outputs):
            found.append(step)
            wanted.update(_sources(step))
    return tuple(reversed(found))


def _sources(step: Step) -> Iterator[End]:
    if step.passed:
        yield from step.passed
        return
    for one in step.inputs:
        if isinstance(one, End):
            yield one
        elif one is not None:
            yield from one


def _input(one: Any, given: Mapping[End, Array]) -> Any:
    if one is None:
        return None
    return given[one] if isinstance(one, End) else [given[end] for end in one]
