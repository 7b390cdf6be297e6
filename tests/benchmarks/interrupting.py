"""How soon `blockprop run` is over once it gets Ctrl-C within a block that takes minutes.

    python -m tests.benchmarks.interrupting [--json FILE]

The program is started as a user starts it and is given a signal while its kernels are at work, a
few times; what counts is the longest time until the process has ended, its results written.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import blocks
from tests.benchmarks import record
from tests.benchmarks.answering import PLAIN, random_block

TIMES = 3
UNDER_WAY_AFTER = 3.0
"""Seconds after the start, by which the convolution is at work."""


def slow() -> blocks.Page:
    """A convolution with a filter so large that it takes minutes."""
    page = blocks.Page("Slow")
    image = random_block(page, "image", [16, 512, 512, 16])
    filter = random_block(page, "filter", [99, 99, 16, 16])
    page.add_block("Conv2D", PLAIN, id="y")
    page.connect(image, "y.input")
    page.connect(filter, "y.filter")
    page.add_block("ClientSession", id="session")
    for end in ("filter_shape.output", "y.output"):
        page.connect(end, "session.fetch_outputs")
    return page


def interrupt(page: Path, out: Path) -> float:
    """Seconds from the signal to the end of the process."""
    words = ["run", str(page), "--out", str(out), "--quiet"]
    program = subprocess.Popen(
        [sys.executable, "-m", "blocks", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(UNDER_WAY_AFTER)
    if program.poll() is not None:
        raise SystemExit("the run was over before it could be interrupted")
    said = time.perf_counter()
    program.send_signal(signal.SIGINT)
    status = program.wait()
    seconds = time.perf_counter() - said
    if status != 130 or not out.exists():
        raise SystemExit(f"status {status}, results written: {out.exists()}")
    out.unlink()
    return seconds


def main() -> None:
    """Print the figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", type=Path, help="write the figure here, too")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "slow.page.json"
        blocks.save(slow(), page)
        longest = max(interrupt(page, Path(folder) / "out.npz") for _ in range(TIMES))
    print(f"ended {longest * 1e3:.0f} ms after Ctrl-C, at the longest of {TIMES} times")
    record.add(asked.json, "interrupting", {"longest until ended": longest})


if __name__ == "__main__":
    main()
