"""What the window has open: the page with its check, its results, its selection and its run.

All views follow a Document and nothing else. It tells what has changed; they ask what it is now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import garbage
from app.clipboard import Clipboard
from app.journaling import Journaling
from app.runs import PageRuns
from app.runs.record import Array
from blocks import file
from blocks.checking import Check, Problem
from blocks.declaration.known import Known, size_text
from blocks.declaration.verdict import Verdict
from blocks.editing import grouping, modes
from blocks.editing.levels import Level, level_of, results_of
from blocks.errors import BlockpropError
from blocks.evaluation import Event, Outcome
from blocks.journal import Keeper, Left
from blocks.ops import OPS
from blocks.page import Edit, End, Page


class Document(QObject):
    """An open page."""

    edited = Signal(Edit)  # the page has changed and the check has followed
    checked = Signal(set)  # ids: something else is known, or wrong, there
    selection_changed = Signal(tuple)  # ids
    level_changed = Signal()  # another group is open, or none
    states_changed = Signal(set)  # ids: their run state or result may differ
    run_started = Signal()
    run_progress = Signal(Event)  # the latest of several
    run_finished = Signal(Outcome)
    path_changed = Signal()  # path or dirty mark
    focus_requested = Signal(tuple)  # ids that the canvas shall show
    message = Signal(str)  # a line for the status bar

    def __init__(
        self, page: Page | None = None, path: Path | None = None, *, keeper: Keeper | None = None
    ) -> None:
        super().__init__()
        self.keeper = keeper or Keeper(page if page is not None else Page(), path)
        self.page = self.keeper.page
        self._journaling: Journaling | None = None
        self.check = Check(self.page)
        self.selection: tuple[str, ...] = ()
        self.clipboard = Clipboard(self)
        self.level: Level = None
        self.runs = PageRuns(self.page, self.check, self)
        self._record = self.runs.record
        self.runs.started.connect(self.run_started)
        self.runs.progress.connect(self.run_progress)
        self.runs.finished.connect(self.run_finished)
        self.runs.states_changed.connect(self.states_changed)
        self.runs.message.connect(self.message)
        self.page.changed.connect(self._follow)
        OPS.follow(self.page.renew)

    @classmethod
    def open(cls, path: Path) -> Document:
        """The document of a file. Raises PageFileError if it cannot be read.

        A page out of a picture has no file: saving asks for one, and the picture stays.
        """
        return cls(file.load(path), None if file.holds_picture(path) else path)

    @classmethod
    def recovered(cls, left: Left, *, is_copy: bool = False) -> Document:
        """The document of what a crash has left. Raises PageFileError if it cannot be read.

        A copy has no file of its own.
        """
        return cls(keeper=Keeper.recovered(left, is_copy=is_copy))

    def keep_journal(self, folder: Path) -> None:
        """From now on bring every edit to the disk within a second, in case of a crash."""
        if self._journaling is None:
            self._journaling = Journaling(self.keeper, folder, self)
            self._journaling.message.connect(self.message)

    def close(self) -> None:
        """Let go of everything: the run ends quietly and nothing is told any more. What was not
        saved is given up."""
        if self._journaling is not None:
            self._journaling.close()
        self.keeper.close()
        self.runs.leave()
        OPS.leave(self.page.renew)
        self.page.changed.disconnect(self._follow)
        self.blockSignals(True)
        garbage.much_has_gone()

    # ---- looking --------------------------------------------------------------------------

    def known(self, end: End) -> Known:
        """What is known at an output: the result where a run has given it, else the check's."""
        result = self.result(end)
        return self.check.known(end) if result is None else Known.of(result)

    def result(self, end: End) -> Array | None:
        """The result of an output of the page as it is now, None if it was never computed."""
        return self._record.result(end)

    def older_result(self, end: End) -> Array | None:
        """The result of the last run, computed from what the page was then."""
        return self._record.older_result(end)

    def result_before(self, end: End) -> Array | None:
        """The result of an output before the last edit that counts for it, None if there is none
        or it is no longer kept."""
        return self._record.result_before(end)

    def state(self, id: str) -> str:
        """How a block stands to the runs: "never", "fresh", "stale", "running" or "failed"."""
        return self._record.state(id)

    def verdict(self, id: str) -> Verdict | None:
        """What a block that checks others has found, where it has run as it is now."""
        return self._record.verdict(id)

    def failure(self, id: str) -> str | None:
        """Why the block, as it is now, failed in a run."""
        return self._record.failure(id)

    def seconds(self, id: str) -> float | None:
        """How long the block took when it last ran, None if it never did."""
        return self._record.seconds(id)

    def why(self, id: str) -> str:
        """Why the last run computed the block, or why it did not; "" if it did not come by it."""
        return self.runs.why(id)

    def problems(self) -> tuple[Problem, ...]:
        """Everything wrong with the page, found by the check or by a run, each once."""
        found = self.check.problems
        return found + tuple(one for one in self._record.problems if one not in found)

    def only_lacks_a_wire(self, problem: Problem) -> bool:
        """Whether nothing is wrong there but that a port has no wire yet."""
        return self.check.only_lacks_a_wire(problem)

    @property
    def result_bytes(self) -> int:
        """The memory that the results shown take, in bytes."""
        return self._record.bytes

    @property
    def path(self) -> Path | None:
        """The page's file, None until it has one."""
        return self.keeper.path

    @property
    def is_dirty(self) -> bool:
        """Whether the page differs from its file."""
        return self.page.history.is_dirty

    def outputs(self, ids: Iterable[str]) -> tuple[End, ...]:
        """What some blocks and groups give; of a session, what is wired to it."""
        return results_of(self.page, ids)

    # ---- selecting ------------------------------------------------------------------------

    def select(self, ids: Iterable[str]) -> None:
        """Select these blocks, groups and frames, and no others."""
        chosen = tuple(id for id in dict.fromkeys(ids) if self.page.has_id(id))
        if chosen != self.selection:
            self.selection = chosen
            self.selection_changed.emit(chosen)

    def request_focus(self, ids: Iterable[str]) -> None:
        """Select blocks, groups or frames and have the canvas show them, on their level."""
        chosen = tuple(id for id in ids if self.page.has_id(id))
        if chosen:
            self.open_level(level_of(self.page, chosen[0]))
        self.select(chosen)
        if chosen:
            self.focus_requested.emit(chosen)

    @property
    def selected_blocks(self) -> tuple[str, ...]:
        """The blocks that are selected, those in selected groups with them, in the page's order."""
        groups, chosen = self.page.groups, set(self.selection)
        for id in self.selection:
            if id in groups:
                chosen.update(groups.all_blocks(id))
        return tuple(id for id in self.page.blocks if id in chosen)

    def open_level(self, level: Level) -> None:
        """Look into a group, or at the page itself."""
        if level != self.level:
            self.level = level
            self.select(id for id in self.selection if level_of(self.page, id) == level)
            self.level_changed.emit()

    # ---- editing --------------------------------------------------------------------------

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Around an edit that the page may refuse: the reason goes to the status bar."""
        try:
            yield
        except BlockpropError as why:
            self.message.emit(str(why))

    def undo(self) -> None:
        """Take the last edit back."""
        self.page.history.undo()

    def redo(self) -> None:
        """Do the last undone edit again."""
        self.page.history.redo()

    def remove(self, ids: Iterable[str] | None = None) -> None:
        """Remove blocks with their wires, frames, and groups with all that is in them."""
        chosen = tuple(self.selection if ids is None else ids)
        if chosen:
            with self.telling():
                grouping.remove(self.page, chosen)

    def save(self, path: Path | None = None, *, overwrite: bool = False) -> None:
        """Write the page to its file, or to another one that becomes its file.

        Raises FileChanged if another program has written to the file, unless it is to be
        overwritten; PageFileError if it cannot be written. Then everything is as it was.
        """
        self.keeper.save(path, overwrite=overwrite)
        self.path_changed.emit()
        self._look_again()

    # ---- running --------------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether a run is under way."""
        return self.runs.is_busy

    def run(self, targets: Iterable[str] | None = None) -> None:
        """Run the page, or only what some blocks need, on another thread."""
        if not self._is_free():
            return
        self._look_again()  # a file beside the page may have changed
        self.runs.start(None if targets is None else self.outputs(targets))

    def stop(self) -> None:
        """Ask the run to end, within the block that it is at."""
        self.runs.stop()

    def step(self) -> None:
        """Run the next block that has no result yet, and show it."""
        if not self._is_free():
            return
        self._look_again()
        id = self.runs.next_block()
        if id is None:
            self.message.emit("There is no further block to step to")
            return
        self.request_focus((id,))
        self.runs.start(self.outputs((id,)))

    def _is_free(self) -> bool:
        """Whether no run is under way, which else is said."""
        if self.is_running:
            self.message.emit("A run is under way; stop it first")
        return not self.is_running

    def purge(self) -> None:
        """Let go of all results, so that the next run computes everything."""
        if not self._is_free():
            return
        size = self.result_bytes
        self.runs.purge()
        self.message.emit(f"The cache is empty; {size_text(size)} of results are gone")

    def toggle_mode(self, mode: str) -> None:
        """Make the selected blocks "disabled" or "bypassed", or enable them again."""
        with self.telling():
            modes.toggle_mode(self.page, self.selected_blocks, mode)

    def toggle_pins(self) -> None:
        """Pin the results of the selected blocks, or take their pins away."""
        ends = self.outputs(self.selection)
        pinned = {end: self.result(end) for end in ends}
        if ends and not any(one is not None for one in pinned.values()):
            self.message.emit("There is no result to pin; run the block first")
            return
        with self.telling():
            modes.toggle_pins(self.page, pinned)

    # ---- following ------------------------------------------------------------------------

    def _follow(self, edit: Edit) -> None:
        changed: set[str] = set()
        stale: set[str] = set()
        if not edit.only_moves:
            changed = self.check.refresh(edit)
            stale = self._record.refresh(edit)
        before = self.selection
        self.selection = tuple(id for id in before if self.page.has_id(id))
        self._leave_lost_level()
        self.edited.emit(edit)
        if self.selection != before:
            self.selection_changed.emit(self.selection)
        if changed:
            self.checked.emit(changed)
        if stale:
            self.states_changed.emit(stale)
        self.path_changed.emit()

    def _leave_lost_level(self) -> None:
        """The group that is open may have gone: then the page itself is seen."""
        if self.level is not None and self.level not in self.page.groups:
            self.level = None
            self.level_changed.emit()

    def _look_again(self) -> None:
        if changed := self.check.refresh():
            self.checked.emit(changed)
        if stale := self._record.refresh():
            self.states_changed.emit(stale)
