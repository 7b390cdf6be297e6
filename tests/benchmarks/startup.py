"""How long `blockprop run` takes on the first sample page, and the memory it takes at most.

    python -m tests.benchmarks.startup [--json FILE]

Whole processes, in turns, beside one that only imports what every run needs and, where TensorFlow
is installed, a script that computes the same with it.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks import record

ROUNDS = 15
EVERY = {"TensorFlow script": 3}
"""What takes seconds takes part in every third round alone."""
PAGE = "assets/pages/1_conv2d_backprop_input.page.json"

COMMANDS = {
    "python alone": ("-c", "pass"),
    "import numpy, ml_dtypes, threadpoolctl": ("-c", "import numpy, ml_dtypes, threadpoolctl"),
    "blockprop run": ("-m", "blocks", "run", PAGE),
    "blockprop run --format json": ("-m", "blocks", "run", PAGE, "--format", "json"),
    "blockprop check": ("-m", "blocks", "check", PAGE),
    "blockprop ops": ("-m", "blocks", "ops"),
}
if importlib.util.find_spec("tensorflow") is not None:
    COMMANDS["TensorFlow script"] = ("-m", "tests.benchmarks.tensorflow_page")


def measure() -> dict[str, dict[str, float]]:
    """The median seconds of each command and the most bytes that it had at once."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    memory = dict.fromkeys(COMMANDS, 0)
    for turn in range(ROUNDS + 1):
        for name, words in COMMANDS.items():
            if turn % EVERY.get(name, 1):
                continue
            seconds, most = _once(words)
            if turn:  # The first one writes bytecode and fills the disk's cache.
                taken[name].append(seconds)
            memory[name] = max(memory[name], most)
    return {
        name: {"seconds": statistics.median(taken[name]), "bytes": memory[name]}
        for name in COMMANDS
    }


def _once(words: tuple[str, ...]) -> tuple[float, int]:
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *words], cwd=record.ROOT, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        if not hasattr(os, "wait4"):
            process.wait()
            return time.perf_counter() - began, 0
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{words} ended with status {process.returncode}")
    # Linux counts in KiB, macOS in bytes.
    return seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", type=Path, help="write the figures here, too")
    asked = options.parse_args()
    figures = measure()
    # Not before: the system counts what this process holds when it starts a command as the
    # command's own.
    from tests.benchmarks import bars, printing

    print(f"{'':42}{'ms':>8}{'MiB at most':>14}")
    for name, one in figures.items():
        print(f"{name:42}{one['seconds'] * 1e3:8.0f}{one['bytes'] / 2**20:14.1f}")
    printing.verdicts(bars.verdicts({"startup": figures}))
    record.add(asked.json, "startup", figures)


if __name__ == "__main__":
    main()
