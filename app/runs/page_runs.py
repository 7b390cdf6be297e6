"""The runs of one page: how they begin and end, and what they have left for the page as it is."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QObject, Signal

from app.runs.record import Record
from app.worker import IsStopped, Tell, Worker
from blocks.checking import Check
from blocks.errors import BlockpropError
from blocks.evaluation import Cache, Event, Outcome, Plan, Reasons, execute, plan
from blocks.evaluation.forecast import Forecast
from blocks.evaluation.stepping import next_step
from blocks.page import Block, End, Page

KEPT_BYTES = 2 * 1024**3
"""Results of earlier contents of the page that are kept for undo and for the next run."""


class PageRuns(QObject):
    """Runs a page and tells of it. `record` says what the runs have left.

    The page's check must be up to date whenever something is asked here; `record.refresh` is to
    be called after every edit.
    """

    started = Signal()
    progress = Signal(Event)  # the latest of several
    finished = Signal(Outcome)
    states_changed = Signal(set)  # ids: their run state or result may differ
    message = Signal(str)  # a line for the status bar

    def __init__(self, page: Page, check: Check, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._check = check
        self._cache = Cache(KEPT_BYTES)
        self.record = Record(page, check, self._cache)
        self._worker = Worker(self)
        self._worker.moved.connect(self._move)
        self._worker.finished.connect(lambda done: self._finish(*done))
        self._worker.broken.connect(self._break)
        self._blocks: dict[str, Block] = {}
        self._reasons = Reasons(self._cache)
        self._plan: Plan | None = None
        self._forecast: Forecast | None = None

    @property
    def cache(self) -> Cache:
        """The results of earlier runs, which sweeps use and add to as well."""
        return self._cache

    @property
    def is_busy(self) -> bool:
        """Whether a run is under way."""
        return self._worker.is_busy

    def start(self, ends: tuple[End, ...] | None = None) -> None:
        """Run the page, or only what some outputs need, on another thread."""
        if ends == () or (ends is None and not self._page.blocks):
            self.message.emit("There is nothing to run")
            return
        try:
            made = plan(self._page, ends, check=self._check, use_pins=True)
        except BlockpropError as why:
            self.message.emit(str(why))
            return
        if made.page_problems:
            self.message.emit("; ".join(map(str, made.page_problems)))
            return
        self._blocks = dict(self._page.blocks)
        self.record.begin()
        self._plan, self._forecast = made, None
        self._worker.start(lambda tell, stopped: (made, self._execute(made, tell, stopped)))
        self.started.emit()

    def _execute(self, made: Plan, tell: Tell, stopped: IsStopped) -> Outcome:
        return execute(made, cache=self._cache, keep_all=True, on_event=tell, cancelled=stopped)

    def stop(self) -> None:
        """Ask the run to end, within the block that it is at."""
        self._worker.stop()

    def next_block(self) -> str | None:
        """The block that a step computes: the first in the order of a run that has no result.

        One whose result had to be let go since is not stepped to again, or there would be no end
        of steps; the next that needs it computes it along the way.
        """
        record = self.record
        record.begin()
        record.refresh()
        made = plan(self._page, check=self._check, use_pins=True)

        def is_behind(id: str) -> bool:
            return record.has_result(id) or record.has_run(id)

        return next_step(made, is_behind, lambda id: record.state(id) == "failed")

    def time_left(self) -> float | None:
        """The seconds that the run still takes, where earlier runs tell."""
        return None if self._forecast is None else self._forecast.left(monotonic())

    def why(self, id: str) -> str:
        """Why the last run computed a block, or why it did not."""
        return self._reasons.why(id)

    def purge(self) -> None:
        """Forget all results, those of earlier contents of the page too."""
        self._cache.clear()
        self.record.forget_results()
        self.states_changed.emit(set(self._page.blocks))

    def leave(self) -> None:
        """The page is closed: a run ends quietly."""
        self._worker.leave()

    def _move(self, events: tuple[Event, ...]) -> None:
        if self._forecast is None and self._plan is not None:
            # Not before: it asks for keys, for which the run's thread goes through large tensors.
            self._forecast = Forecast(self._plan, self._cache, self.record.durations)
        if self._forecast is not None:
            for event in events:
                self._forecast.note(event, monotonic())
        if changed := self.record.note(events):
            self.states_changed.emit(changed)
        self.progress.emit(events[-1])

    def _finish(self, done: Plan, outcome: Outcome) -> None:
        self._plan = self._forecast = None
        self._reasons.note(done, outcome)
        changed = self.record.finish(done, self._blocks, outcome)
        self.states_changed.emit(changed)
        self.finished.emit(outcome)

    def _break(self, fault: Exception) -> None:
        self.states_changed.emit(self.record.give_up())
        self.finished.emit(Outcome({}, {}, (), cancelled=True))
        raise fault
