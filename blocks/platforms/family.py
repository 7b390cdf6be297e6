"""What is known of a family of ops: on each platform its rules, and how a call is written there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from blocks.platforms.call import Call
from blocks.platforms.platform import Platform
from blocks.platforms.rule import F, Rule
from blocks.platforms.verdict import Equivalent


@dataclass(frozen=True, slots=True)
class Way(Generic[F]):
    """A platform, for a family.

    `write` makes the call there, None while what it needs is not known yet. `around` makes a call
    that gives the numbers where a rule says that the platform refuses, or is wrong; None where no
    way is known.
    """

    rules: Sequence[Rule[F]]
    write: Callable[[F], Equivalent | None]
    around: Callable[[F, Rule[F]], Equivalent | None] | None = None


@dataclass(frozen=True, slots=True)
class Family(Generic[F]):
    """Ops of one kind. `facts` is what the rules are asked about."""

    ops: tuple[str, ...]
    facts: Callable[[Call], F]
    ways: Mapping[Platform, Way[F]]


AnyFamily = Family[Any]
