"""What the evaluator costs a block, beside the kernel: on a page of 10,000 cheap blocks.

    python -m tests.benchmarks.evaluator [--blocks 10000] [--json FILE]

A chain of Relu blocks, and 100 chains side by side of a hundredth of the blocks each. Every stage
is timed by itself; `kernels alone` is what the kernels take without any of it, and `beside the
kernels` what planning and running take beyond that. `whole process` is `blockprop run` of the page
in a file, from command to result. Where TensorFlow is installed, its eager Relu on the same tensor
is timed beside them.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import blocks
from blocks.checking import Check
from blocks.evaluation import Cache, execute, plan
from blocks.ops import OPS
from blocks.page import Page
from tests.benchmarks import bars, peers, printing, record

ROUNDS = 9
PROCESSES = 5
SIDE = 40
"""The tensors are 40 x 40 float32: above what the check computes by itself."""

Figures = dict[str, float]


def chains(count: int, length: int) -> Page:
    """A page of chains of Relu blocks, each with a source of its own."""
    page = Page("Chains")
    with page.edit("Build"):
        for chain in range(count):
            numbers = np.full((SIDE, SIDE), chain, np.float32)
            page.add_block("Const", {"value": numbers}, id=f"start{chain}")
            last = f"start{chain}.output"
            for at in range(length):
                page.add_block("Relu", id=f"b{chain}_{at}")
                page.connect(last, f"b{chain}_{at}.features")
                last = f"b{chain}_{at}.activations"
    return page


def measure(page: Page) -> Figures:
    """Microseconds a block of each stage, the median of a few rounds."""
    total = len(page.blocks)
    cache = Cache()
    planned = plan(page)
    relu, given = OPS["Relu"], [np.ones((SIDE, SIDE), np.float32)]
    check = Check(page)

    def kernels_alone() -> None:
        for _ in range(total):
            relu.run(given, {"name": ""})

    def keys() -> None:
        plan(page, check=check).key("start0")

    # The three that are held against each other come one right after the other.
    stages: dict[str, Callable[[], object]] = {
        "check": lambda: Check(page),
        "plan": lambda: plan(page, check=check),
        "run": lambda: execute(planned),
        "kernels alone": kernels_alone,
        "plan and keys": keys,
        "run, keeping all in a cache": lambda: execute(planned, cache=Cache(), keep_all=True),
        "run, all of it cached": lambda: execute(planned, cache=cache, keep_all=True),
    }
    execute(planned, cache=cache, keep_all=True)
    taken: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(ROUNDS):
        for name, stage in stages.items():
            gc.collect()
            began = time.perf_counter()
            stage()
            taken[name].append((time.perf_counter() - began) / total * 1e6)
    rounds = zip(taken["plan"], taken["run"], taken["kernels alone"], strict=True)
    taken["beside the kernels"] = [plan + run - alone for plan, run, alone in rounds]
    return {name: statistics.median(one) for name, one in taken.items()}


def whole_processes(pages: dict[str, Page]) -> dict[str, float]:
    """The median seconds of `blockprop run` on each page, from a file."""
    taken: dict[str, list[float]] = {name: [] for name in pages}
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder, f"{at}.page.json") for at, name in enumerate(pages)}
        for name, page in pages.items():
            blocks.save(page, files[name])
        for turn in range(PROCESSES + 1):
            for name, file in files.items():
                words = [sys.executable, "-m", "blocks", "run", str(file), "--quiet"]
                began = time.perf_counter()
                subprocess.run(words, cwd=record.ROOT, stdout=subprocess.DEVNULL, check=True)
                if turn:  # The first one writes bytecode.
                    taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(one) for name, one in taken.items()}


def tensorflow_eager(count: int) -> float | None:
    """Microseconds of an eager Relu in TensorFlow, among so many; None if it is not installed."""
    relu = peers.eager("Relu", {"features": np.ones((SIDE, SIDE), np.float32)}, {})
    if relu is None:
        return None
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(count):
            relu()
        taken.append((time.perf_counter() - began) / count * 1e6)
    return statistics.median(taken)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--blocks", type=int, default=10_000)
    options.add_argument("--json", type=Path, help="write the figures here, too")
    asked = options.parse_args()
    pages = {
        f"a chain of {asked.blocks:,}": chains(1, asked.blocks),
        f"100 chains of {asked.blocks // 100:,}": chains(100, asked.blocks // 100),
    }
    found = {name: measure(page) for name, page in pages.items()}
    for page in pages.values():
        assert len(blocks.run(page)) in (1, 100)
    print(f"{'microseconds a block':30}" + "".join(f"{name:>24}" for name in found))
    for stage in next(iter(found.values())):
        print(f"{stage:30}" + "".join(f"{figures[stage]:24.1f}" for figures in found.values()))
    for name, seconds in whole_processes(pages).items():
        found[name]["whole process"] = seconds
        print(f"{name}: blockprop run, whole process: {seconds:.2f} s")
    eager = tensorflow_eager(asked.blocks)
    if eager is not None:
        for figures in found.values():
            figures["TensorFlow eager"] = eager
        print(f"TensorFlow eager: {eager:.1f} microseconds an op, kernel and all")
    printing.verdicts(bars.verdicts({"evaluator": found}))
    record.add(asked.json, "evaluator", found)


if __name__ == "__main__":
    main()
