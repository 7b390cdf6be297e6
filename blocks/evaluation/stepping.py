"""Going through a page block by block: which one is next."""

from __future__ import annotations

from collections.abc import Callable

from blocks.evaluation.planning import Plan
from blocks.evaluation.step import Step
from blocks.page import Wire


def next_step(
    plan: Plan, has_result: Callable[[str], bool], failed: Callable[[str], bool]
) -> str | None:
    """The first block in the order of a run that has no result yet and can be computed now: all
    that comes into it has results. None if there is none: all is there, or what is not there is
    disabled, wrong, has failed or depends on such a block."""
    dead: set[str] = set()
    for id, step in plan.steps.items():
        if has_result(id):
            continue
        if (
            _cannot_run(step)
            or failed(id)
            or any(w.source.block in dead for w in _read(plan, step))
        ):
            dead.add(id)
        elif step.outputs:
            return id
    return None


def _cannot_run(step: Step) -> bool:
    return bool(step.problems) or step.off is not None


def _read(plan: Plan, step: Step) -> list[Wire]:
    return [wire for wire in step.wires if wire.source not in plan.feeds]
