"""A program that edits and saves pages until it is killed, told by `test_killed.py` what to do.

It forks a worker for each line on its standard input, `FOLDER SEED`, and tells of the workers on
its standard output, in writes that are not torn: what is about to be done, and when it was done. So
the test knows what a killed worker had done to the moment.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path

from blocks import file
from blocks.journal import Keeper
from blocks.page import Page

PAUSE = 0.004


def tell(worker: str, what: str, number: int) -> None:
    line = json.dumps([worker, what, number, time.monotonic()]) + "\n"
    os.write(1, line.encode())


def work(folder: Path, seed: int) -> None:
    """Edit and save for ever. Each state of the page is numbered in its title."""
    rng = random.Random(seed)
    name = folder.name
    path = folder / "x.page.json"
    page = Page("0")
    page.add_block("Relu", id="a")
    file.save(page, path)
    keeper = Keeper(file.load(path), path)
    keeper.begin_journal(folder / "journals")
    page = keeper.page
    tell(name, "ready", os.getpid())
    saves = rng.choice((0.04, 0.04, 0.001))  # some hardly ever save: their journals grow long
    number = 0
    while True:
        number += 1
        with page.edit("Edit"):
            page.set_title(str(number))
            if len(page.blocks) > 40 or (len(page.blocks) > 1 and rng.random() < 0.3):
                page.remove_blocks(rng.sample(sorted(page.blocks), 1))
            else:
                page.add_block("Relu", at=(rng.randrange(900), 0))
        tell(name, "edited", number)
        if rng.random() < saves:
            tell(name, "saving", number)
            keeper.save()
            tell(name, "saved", number)
        time.sleep(rng.random() * 2 * PAUSE)


def main() -> None:
    """Fork a worker for each line, which gives its folder and its seed."""
    for line in sys.stdin:
        folder, seed = line.split()
        if os.fork() == 0:
            try:
                work(Path(folder), int(seed))
            finally:
                os._exit(1)


if __name__ == "__main__":
    main()
