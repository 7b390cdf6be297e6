"""How long a run still takes, from how long its blocks took before."""

from __future__ import annotations

from collections.abc import Mapping

from blocks.evaluation.cache import Cache
from blocks.evaluation.outcome import Event
from blocks.evaluation.planning import Plan


class Forecast:
    """The time left of one run. `durations` are the seconds that blocks took when they last ran;
    what is in the `cache` takes none. A block that never ran leaves the time left unknown until it
    is done."""

    def __init__(self, plan: Plan, cache: Cache, durations: Mapping[str, float]) -> None:
        self._left: dict[str, float | None] = {
            id: None if key is None else durations.get(id)
            for id, step in plan.steps.items()
            if not step.problems and step.off is None and not step.passed
            if (key := plan.key(id)) not in cache
        }
        self._began: dict[str, float] = {}

    def note(self, event: Event, now: float) -> None:
        """Follow the run; `now` is the time in seconds by any clock."""
        if event.kind == "started":
            self._began[event.block] = now
        elif event.kind != "freed":
            self._left.pop(event.block, None)

    def left(self, now: float) -> float | None:
        """The seconds left, None if nobody can say."""
        total = 0.0
        for id, seconds in self._left.items():
            if seconds is None:
                return None
            passed = now - self._began[id] if id in self._began else 0.0
            total += max(0.0, seconds - passed)
        return total
