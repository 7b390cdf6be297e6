"""Rules as data: when a platform does not simply compute a call, and where that is known from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from blocks.platforms.verdict import Verdict


class Facts(Protocol):
    """What is known of a call, as the rules of its family ask for it."""

    @property
    def is_sized(self) -> bool:
        """Whether the sizes that count are known."""


F = TypeVar("F", bound=Facts)


@dataclass(frozen=True, slots=True)
class Rule(Generic[F]):
    """One thing that a platform does not do, or does wrongly.

    `message` is what the platform says, with "{0.name}" for what it says of the call; `words` are
    ours. A rule that `needs_sizes` is asked of calls whose sizes are known. What is `is_erratic`
    differs from time to time, so that no test can say more than that. `through` is a dtype in which
    the platform does compute it, and the same numbers come of that.
    """

    name: str
    when: Callable[[F], bool]
    verdict: Verdict
    words: str
    source: str
    message: str = ""
    needs_sizes: bool = False
    is_erratic: bool = False
    through: str = ""


def first(rules: Sequence[Rule[F]], call: F) -> Rule[F] | None:
    """The first rule that holds for a call, in the order in which the platform looks."""
    for rule in rules:
        if (call.is_sized or not rule.needs_sizes) and rule.when(call):
            return rule
    return None
