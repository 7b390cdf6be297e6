"""Rules as data: when a platform does not simply compute a call, and where that is known from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from blocks.platforms.convolution import Convolution
from blocks.platforms.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a platform does not do, or does wrongly.

    `message` is what the platform says, with "{0.name}" for what it says of the call; `words` are
    ours. A rule that `needs_sizes` is asked of calls whose sizes are known. What is `is_erratic`
    differs from time to time, so that no test can say more than that.
    """

    name: str
    when: Callable[[Convolution], bool]
    verdict: Verdict
    words: str
    source: str
    message: str = ""
    needs_sizes: bool = False
    is_erratic: bool = False


def first(rules: Sequence[Rule], call: Convolution) -> Rule | None:
    """The first rule that holds for a call, in the order in which the platform looks."""
    for rule in rules:
        if (call.known is not None or not rule.needs_sizes) and rule.when(call):
            return rule
    return None
