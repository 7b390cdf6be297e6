"""Sharing out the work of a call: few tasks of nearly the same size.

A thread that waits for the interpreter after each short call takes longer to wake than the call
does; so many small steps go into one task.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kernels import cancelling
from kernels.threads import Scratch, Task

SHARES = 8  # enough for some threads, one of which may be late
WORTH_A_SHARE = 2**19  # products


@dataclass(frozen=True)
class Work:
    """A step that depends on no other: how many products it takes, and the step itself."""

    products: int
    run: Task


def share_count(products: int) -> int:
    """Into how many shares a call of so many products goes. It must not depend on the number of
    threads: the bits of sums over shares would."""
    return max(1, min(SHARES, products // WORTH_A_SHARE))


class Sized(Protocol):
    """Anything that takes so many products."""

    @property
    def products(self) -> int: ...


Part = TypeVar("Part", bound=Sized)


def shared_out(works: Sequence[Part], count: int) -> list[list[Part]]:
    """All works in `count` shares: largest first, each to the share that has least (Graham)."""
    shares: list[list[Part]] = [[] for _ in range(count)]
    loads = [(0, at) for at in range(count)]
    for work in sorted(works, key=lambda work: -work.products):
        load, at = heapq.heappop(loads)
        shares[at].append(work)
        heapq.heappush(loads, (load + work.products, at))
    return shares


def tasks(works: Sequence[Work]) -> list[Task]:
    """The works as tasks."""
    count = share_count(sum(work.products for work in works))
    return [_one_after_the_other(share) for share in shared_out(works, count)]


def _one_after_the_other(share: Sequence[Work]) -> Task:
    def task(scratch: Scratch) -> None:
        for work in share:
            cancelling.look()
            work.run(scratch)

    return task
