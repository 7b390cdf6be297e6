"""Run a page once for each cell of a grid. What cells share is computed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from time import perf_counter
from typing import Any

import numpy as np

from blocks.checking import Check
from blocks.errors import BlockpropError
from blocks.evaluation import Cache, default_fetches, execute, plan
from blocks.evaluation.memory import default_limit
from blocks.evaluation.requests import read_feeds, read_fetches
from blocks.page import End, Page
from blocks.sweeping.axes import Axis, check_axes, read_axis
from blocks.sweeping.cells import Cell, Index, Sweep
from blocks.sweeping.twin import twin

Array = np.ndarray[Any, Any]


class _Stopped(Exception):
    """It was told to stop within a cell, which is then not finished."""


class Sweeper:
    """A sweep of a page as it is now; later edits of the page make no difference to it.

    The arguments are those of `blocks.evaluate`. Raises RequestRefused, at once, for axes that
    make no grid and for fetches and feeds that do not exist; what is wrong with single cells is in
    them. `memory_limit` holds for all results together, with what a cell takes while it runs.
    """

    def __init__(
        self,
        page: Page,
        axes: Sequence[Axis],
        fetches: Iterable[End | str] | None = None,
        *,
        feeds: Mapping[Any, Any] | None = None,
        cache: Cache | None = None,
        memory_limit: int | None = None,
        use_pins: bool = False,
    ) -> None:
        check_axes(axes)
        self.axes = tuple(axes)
        self._page = twin(page)
        wanted = default_fetches(page) if fetches is None else read_fetches(page, fetches)
        self._fetches = tuple(wanted)
        self._feeds = read_feeds(page, feeds or {})
        self._cache = Cache() if cache is None else cache
        self._limit = default_limit() if memory_limit is None else memory_limit
        self._use_pins = use_pins
        self._held = 0
        # A page with pins that are not to be used is refused here, not once a cell.
        plan(self._page, self._fetches, feeds=self._feeds, use_pins=use_pins)

    def run(
        self,
        on_cell: Callable[[Cell], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Sweep:
        """Run every cell, telling each as it is finished.

        `cancelled` and Ctrl-C end it; what is finished by then stays.
        """
        cells: list[Cell] = []
        stopped = False
        try:
            for cell in self._cells(cancelled):
                cells.append(cell)
                if on_cell is not None:
                    on_cell(cell)
        except (_Stopped, KeyboardInterrupt):
            stopped = True
        return Sweep(self.axes, tuple(map(str, self._fetches)), tuple(cells), stopped)

    def _cells(self, cancelled: Callable[[], bool] | None) -> Iterator[Cell]:
        check = Check(self._page, self._feeds)
        for index in product(*(range(len(axis)) for axis in self.axes)):
            if cancelled is not None and cancelled():
                raise _Stopped
            yield self._cell(index, check, cancelled)

    def _cell(self, index: Index, check: Check, cancelled: Callable[[], bool] | None) -> Cell:
        start = perf_counter()
        try:
            self._set(index)
        except BlockpropError as why:
            return Cell(index, {}, (str(why),), perf_counter() - start)
        check.refresh()
        planned = plan(
            self._page,
            self._fetches,
            feeds=self._feeds,
            check=check,
            memory_limit=max(0, self._limit - self._held),
            use_pins=self._use_pins,
        )
        # A planned problem is one of its block, which fails; whatever else can run does.
        outcome = execute(planned, cache=self._cache, cancelled=cancelled)
        if outcome.cancelled:
            raise _Stopped
        self._held += sum(array.nbytes for array in outcome.results.values())
        problems = [str(one) for one in outcome.problems]
        problems += [
            f"{end} is not computed: {report.message}"
            for end in self._fetches
            if (report := outcome.blocks.get(end.block)) is not None and report.state == "disabled"
        ]
        return Cell(index, outcome.results, tuple(problems), perf_counter() - start)

    def _set(self, index: Index) -> None:
        """Give the page the values of a cell.

        data_format and variables come first, for where the number of a vector belongs, and what
        an expression gives, depends on them.
        """
        chosen = [
            (target, raws[at])
            for axis, at in zip(self.axes, index, strict=True)
            for target, raws in zip(axis.targets, axis.raws, strict=True)
        ]
        chosen.sort(key=lambda one: (one[0].block is not None, one[0].name != _FIRST))
        with self._page.edit("Sweep"):
            for target, raw in chosen:
                target.put(self._page, raw(self._page))
        self._page.history.clear()


_FIRST = "data_format"


def sweep(
    page: Page,
    vary: Mapping[str, str] | Sequence[Axis],
    fetches: Iterable[End | str] | None = None,
    **more: Any,
) -> Sweep:
    """Sweep a page in one call: `sweep(page, {"dx.padding": "SAME,VALID", "dx.strides": "1..3"})`.

    Further arguments are those of `Sweeper`.
    """
    axes = (
        [read_axis(page, target, values) for target, values in vary.items()]
        if isinstance(vary, Mapping)
        else vary
    )
    return Sweeper(page, axes, fetches, **more).run()
