"""A plan: what a run will do, worked out from a page as it is. It outlives every later edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from blocks.checking import Check, Problem
from blocks.collecting import no_collecting
from blocks.errors import RequestRefused, ValueRefused
from blocks.evaluation.contents import keys_of
from blocks.evaluation.memory import default_limit
from blocks.evaluation.modes import Modes
from blocks.evaluation.replaying import with_replays
from blocks.evaluation.requests import (
    default_fetches,
    default_targets,
    read_feeds,
    read_fetches,
    read_pins,
)
from blocks.evaluation.step import Step, step_of, step_off
from blocks.finding import page_problems
from blocks.page import End, Page, Wire
from blocks.page.order import sources_first
from blocks.page.precision import PRECISION

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The needed blocks in an order in which each comes after its sources.

    `fetches` are the outputs that are asked for, `targets` all blocks that must be computed for
    their own sake. `feeds` stand in for outputs. `precision` is what kernels run under. `problems`
    is everything that is known to be wrong before anything runs: `page_problems`, for which
    nothing can run, and those of the needed blocks. `pinned` are the feeds that are pins of the
    page.
    """

    steps: Mapping[str, Step]
    fetches: tuple[End, ...]
    targets: tuple[str, ...]
    feeds: Mapping[End, Array]
    memory_limit: int
    precision: str
    page_problems: tuple[Problem, ...]
    pinned: tuple[End, ...] = ()
    _keys: dict[str, bytes | None] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the check says of the page and of the needed blocks, and outputs that are over the
        memory limit."""
        of_blocks = tuple(one for step in self.steps.values() for one in step.problems)
        return self.page_problems + of_blocks

    def fits(self, limit: int) -> bool:
        """Whether all tensors of a run together are sure to take at most so many bytes, whatever
        the order of its blocks is. What a file holds is never sure."""
        sizes = [None if step.file else step.size for step in self.steps.values()]
        if None in sizes:
            return False
        fed = sum(array.nbytes for array in self.feeds.values())
        return fed + sum(size for size in sizes if size) <= limit

    def key(self, block: str) -> bytes | None:
        """The key by content of a block's results, as a Cache takes it.

        None for a block that is not needed, that cannot be run or that depends on such a block.
        Keys are worked out when the first is asked for.
        """
        if not self._keys and self.steps:
            self._keys.update(keys_of(self.steps, self.feeds, self.precision))
        return self._keys.get(block)


def plan(
    page: Page,
    fetches: Iterable[End | str] | None = None,
    *,
    targets: Iterable[str] | None = None,
    feeds: Mapping[Any, Any] | None = None,
    check: Check | None = None,
    memory_limit: int | None = None,
    precision: str | None = None,
    use_pins: bool = False,
) -> Plan:
    """Work out what a run of the page must do.

    `fetches` are ends, "block.output" or "block" (all its outputs), and `targets` blocks that are
    computed besides. Without either, it is what the page itself asks for (see `default_fetches`).
    `feeds` gives arrays that stand in for outputs. `check` is the page's check if there is one
    that is up to date and knows the same feeds. `memory_limit` is in bytes, half of the machine's
    unless told. `precision` is the page's unless told. `use_pins` says that the page's pins stand
    in for outputs; without it a page with pins is refused.

    Raises RequestRefused for a fetch or a feed that does not exist, for a precision that is none,
    and for pins that are not to be used. What is wrong with the page and its blocks is in
    `Plan.problems`.
    """
    fed = read_feeds(page, feeds or {})
    pins = read_pins(page, fed, use_pins) if page.pins else {}
    fed = {**pins, **fed}
    if fetches is None and targets is None:
        ends, besides = default_fetches(page), default_targets(page)
    else:
        ends, besides = read_fetches(page, fetches or ()), list(targets or ())
    wanted = dict.fromkeys(id for id in besides if not _is_fed(page, id, fed))
    wanted |= dict.fromkeys(end.block for end in ends if end not in fed)
    finding = (check or Check(page, fed)).finding
    limit = default_limit() if memory_limit is None else memory_limit
    blocks, folder = page.blocks, page.folder
    modes = Modes(page, fed, finding) if page.modes else None
    with no_collecting():
        needed = sources_first(page, wanted, _followed(fed, modes))
        if modes is None:
            steps = {
                id: step_of(blocks[id], wires, finding(id), folder, limit)
                for id, wires in needed.items()
            }
        else:
            steps = {
                id: step_off(blocks[id], finding(id), modes.off[id])
                if id in modes.off
                else step_of(
                    blocks[id], tuple(filter(modes.along, wires)), finding(id), folder, limit
                )
                for id, wires in needed.items()
            }
    return Plan(
        steps=with_replays(steps, fed),
        fetches=tuple(ends),
        targets=tuple(wanted),
        feeds=fed,
        memory_limit=limit,
        precision=page.precision if precision is None else _read_precision(precision),
        page_problems=page_problems(page) if precision is None else (),
        pinned=tuple(pins),
    )


def _followed(fed: Mapping[End, Array], modes: Modes | None) -> Callable[[Wire], bool] | None:
    """Along which wires a run goes back from what is asked for; None: all."""
    if modes is not None:
        return lambda wire: wire.source not in fed and modes.along(wire)
    return (lambda wire: wire.source not in fed) if fed else None


def _read_precision(word: str) -> str:
    try:
        read: str = PRECISION.read(word)
    except ValueRefused as why:
        raise RequestRefused(f"precision: {why}") from None
    return read


def _is_fed(page: Page, id: str, fed: Mapping[End, Array]) -> bool:
    """Whether all that a block gives is given already."""
    ends = page.blocks[id].outputs
    return bool(ends) and all(end in fed for end in ends)
