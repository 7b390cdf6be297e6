"""The convolution kernels on the speed table: time, GFLOP/s, memory, and the ratio to each peer.

    python -m tests.benchmarks.kernels [--ways WAY ...] [--rows TEXT ...] [--json FILE]
        [--layouts] [--dtypes] [--precision] [--accuracy] [--small] [--all]

Without a section, the table and the small calls. All sides run in one process, in turns, on the
same cores and the same numbers. Afterwards every bar that was measured is said to be met or missed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks import bars, printing, record, sections, small_calls
from tests.benchmarks.ours import WAYS, ours
from tests.benchmarks.rows import ROWS

__all__ = ["WAYS", "main", "ours"]

SECTIONS = ("table", "layouts", "dtypes", "precision", "accuracy")
SMALL = "small calls"


def main() -> None:
    """Print the tables, one a way and section, and the bars."""
    asked = _options().parse_args()
    chosen = [name for name in SECTIONS if getattr(asked, name) or asked.all]
    small = asked.small or asked.all
    if not chosen and not small:
        chosen, small = ["table"], not asked.rows
    found: record.Figures = {}
    for section in chosen:
        found[section] = {}
        for way in asked.ways:
            found[section][way] = _rows(section, way, asked.rows)
            record.add(asked.json, "kernels", {section: found[section]})
    if small:
        found[SMALL] = small_calls.measure()
        printing.small_calls(found[SMALL])
        record.add(asked.json, "kernels", {SMALL: found[SMALL]})
    printing.verdicts(bars.verdicts({"kernels": found}))


def _rows(section: str, way: str, texts: list[str]) -> record.Figures:
    printing.heading(section, way)
    found = {}
    for row in ROWS:
        if not texts or any(text in row.name for text in texts):
            found[row.name] = sections.measure(section, row, way)
            printing.row(section, row.name, found[row.name])
    return found


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS)
    options.add_argument("--rows", nargs="+", default=[], help="only rows with this in their names")
    options.add_argument("--json", type=Path, help="add the figures to this file, too")
    helps = {
        "table": "beside the peers",
        "layouts": "channels first beside channels last",
        "dtypes": "other dtypes beside float32",
        "precision": "precision highest beside default",
        "accuracy": "errors against float64",
        "small": "the sample pages' calls beside TensorFlow's, eager",
        "all": "every section",
    }
    for name, help in helps.items():
        options.add_argument(f"--{name}", action="store_true", help=help)
    return options


if __name__ == "__main__":
    main()
