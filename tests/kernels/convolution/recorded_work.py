"""The work that each row of the speed table took when it was last recorded.

    python -m tests.kernels.convolution.recorded_work    # record it anew

Recording is a decision: the difference shows, row by row, what became cheaper and what dearer.
"""

from __future__ import annotations

import json
from pathlib import Path

import kernels
from tests.benchmarks.ours import WAYS, ours
from tests.benchmarks.rows import ROWS, Row
from tests.kernels.convolution.work import CountingArray, Work, counted

FILE = Path(__file__).with_suffix(".json")
TOLERATED = 1.1
SLACK = {"multiply_adds": 1_000_000, "summed": 100_000, "bytes": 2**18, "calls": 20}
"""What a figure may grow by in any case: nothing that a row would feel."""

Figures = dict[str, int]


def measure(row: Row, way: str) -> Work:
    """What one call counts, once it has run before and filled what it keeps."""
    usual = kernels.thread_count()
    kernels.set_thread_count(2)
    try:
        ours(row, way)()
        call = ours(row, way, wrap=lambda array: array.view(CountingArray))
        with counted() as work:
            result = call()
    finally:
        kernels.set_thread_count(usual)
    # A result of another class would have been made where nothing is counted.
    assert type(result) is CountingArray
    return work


def excess(found: Figures, recorded: Figures) -> dict[str, str]:
    """The figures that are clearly worse than recorded, each with both."""
    return {
        name: f"{found[name]:,} instead of {recorded[name]:,}"
        for name, slack in SLACK.items()
        if found[name] > recorded[name] * TOLERATED + slack
    }


def load() -> dict[str, dict[str, Figures]]:
    """By way and row."""
    recorded: dict[str, dict[str, Figures]] = json.loads(FILE.read_text(encoding="utf-8"))
    return recorded


def main() -> None:
    """Write the file anew, a row a line, and say what changed."""
    before = load() if FILE.exists() else {}
    sections = []
    for way in WAYS:
        lines = []
        for row in ROWS:
            found = measure(row, way).figures()
            lines.append(f"  {json.dumps(row.name)}: {json.dumps(found)}")
            if found != (old := before.get(way, {}).get(row.name)):
                print(f"{way}, {row.name}: {old} -> {found}")
        sections.append(f" {json.dumps(way)}: {{\n" + ",\n".join(lines) + "\n }")
    FILE.write_text("{\n" + ",\n".join(sections) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
