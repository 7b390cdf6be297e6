"""Whenever a process is killed, a saved page is whole and at most a second of edits is missing.

Workers edit a page every few milliseconds and save it now and then; each is killed at a random
moment, be it within an edit, a record of the journal, or a save. What it said before tells what
must be there.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from blocks import file
from blocks.journal import Keeper, left_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

ROOT = Path(__file__).resolve().parents[3]
KILLS = 240
AT_ONCE = 12
LONGEST = 1.6
MOST_MISSING = 1.0


@dataclass
class Told:
    """What a worker has told before it was killed."""

    pid: int = 0
    ready: float = 0.0
    edited: dict[int, float] = field(default_factory=dict)
    saving: list[int] = field(default_factory=list)
    saved: list[int] = field(default_factory=list)


class Workers:
    """Processes that edit pages, and what they have told."""

    def __init__(self) -> None:
        self.told: dict[str, Told] = {}
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.blocks.journal.editing"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._ready = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def start(self, folder: Path, seed: int) -> Told:
        """A worker that edits a page in a folder, which is ready."""
        told = self.told[folder.name] = Told()
        assert self._program.stdin is not None
        self._program.stdin.write(f"{folder} {seed}\n")
        self._program.stdin.flush()
        with self._ready:
            assert self._ready.wait_for(lambda: told.pid, 30)
        return told

    def end(self) -> None:
        """All workers are killed: read what they have told to the end."""
        assert self._program.stdin is not None
        self._program.stdin.close()
        self._program.wait(30)
        self._reader.join(30)
        assert self._program.stdout is not None
        self._program.stdout.close()
        assert not self._reader.is_alive()

    def _read(self) -> None:
        assert self._program.stdout is not None
        for line in self._program.stdout:
            name, what, number, at = json.loads(line)
            told = self.told[name]
            if what == "ready":
                with self._ready:
                    told.pid, told.ready = number, at
                    self._ready.notify_all()
            elif what == "edited":
                told.edited[number] = at
            else:
                getattr(told, what).append(number)


def test_no_moment_to_be_killed_loses_a_saved_page_or_more_than_a_second(tmp_path: Path) -> None:
    rng = random.Random(20261121)
    workers = Workers()
    killed: dict[Path, float] = {}

    def one_after_the_other(first: int) -> None:
        for number in range(first, KILLS, AT_ONCE):
            folder = tmp_path / str(number)
            folder.mkdir()
            told = workers.start(folder, number)
            # Half of them die early, near the first record and the first saves.
            time.sleep(waits[number])
            os.kill(told.pid, signal.SIGKILL)
            killed[folder] = time.monotonic()

    waits = [rng.random() * (LONGEST if n % 2 else 0.3) for n in range(KILLS)]
    threads = [threading.Thread(target=one_after_the_other, args=(n,)) for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    workers.end()

    assert len(killed) == KILLS
    missed = [_missed(folder, workers.told[folder.name], at) for folder, at in killed.items()]
    assert max(missed) <= MOST_MISSING
    # The test would prove nothing if nobody had unsaved work, or nobody had saved.
    assert sum(one > 0 for one in missed) > KILLS // 4
    assert sum(len(one.saved) for one in workers.told.values()) > KILLS // 4
    assert sum(_died_while_saving(one) for one in workers.told.values()) >= 3


def _missed(folder: Path, told: Told, killed: float) -> float:
    """The age of the oldest edit that neither the file nor the journal has."""
    path = folder / "x.page.json"
    page = file.load(path)  # it is whole
    assert file.dumps(page) == path.read_text()
    saved = int(page.title)
    last_saved = max(told.saved, default=0)
    assert saved >= last_saved, "a saved page is lost"
    assert saved in (0, *told.saving), "this was never saved"
    have = saved
    for left in left_of(path, folder / "journals"):
        recovered = Keeper.recovered(left).page
        assert file.dumps(recovered) == left.text
        have = int(recovered.title)
        assert have > saved, "what is offered is no step back"
        assert not left.is_file_changed
        left.keep()
    lacking = [at for number, at in told.edited.items() if number > have]
    return killed - min(lacking) if lacking else 0.0


def _died_while_saving(told: Told) -> bool:
    return len(told.saving) > len(told.saved)
