"""The benchmarks' arithmetic: bars are met or missed as figures say, and tables made of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import bars, record, report
from tests.benchmarks.ours import WAYS
from tests.benchmarks.rows import ROWS


def figures(**kernels: Any) -> dict[str, Any]:
    """Figures of every row: both peers take twice our time, and everything else is at its bar."""
    table = {"blockprop": 1.0, "tensorflow": 2.0, "pytorch": 2.0, "gflops": 1.0}
    made: dict[str, Any] = {
        "table": table | {"extra_bytes": 64 * 2**20},
        "layouts": {"plain": 1.0, "channels first": 1.25, "extra_bytes": {"channels first": 0}},
        "dtypes": {
            "plain": 1.0,
            "float64": 2.2,
            "float16": 1.5,
            "bfloat16": 1.5,
            "extra_bytes": {},
        },
        "accuracy": {"default": 2e-5, "highest": 2e-6},
    }
    for section, change in kernels.items():
        made[section] = made[section] | change
    every = {
        section: {way: {row.name: one for row in ROWS} for way in WAYS}
        for section, one in made.items()
    }
    small = {"Conv2D": {"blockprop": 1e-5, "tensorflow": 1e-5}}
    return {
        "kernels": every | {"small calls": small},
        "evaluator": {"a chain": {"beside the kernels": 10.0, "whole process": 1.0}},
        "startup": {
            "blockprop run": {"seconds": 0.15, "bytes": 20},
            "TensorFlow script": {"seconds": 1.0, "bytes": 100},
        },
    }


def missed(given: dict[str, Any]) -> list[str]:
    return [one.bar for one in bars.verdicts(given) if not one.met]


def test_what_reaches_every_bar_meets_it() -> None:
    assert missed(figures()) == []
    assert len(bars.verdicts(figures())) == 20


@pytest.mark.parametrize(
    ("section", "change", "words"),
    [
        ("table", {"tensorflow": 0.99}, "TensorFlow / ours"),
        ("table", {"pytorch": 0.79}, "PyTorch / ours"),
        ("table", {"extra_bytes": 65 * 2**20}, "MiB"),
        ("layouts", {"channels first": 1.26}, "channels first"),
        ("dtypes", {"float64": 2.21}, "float64"),
        ("dtypes", {"float16": 1.51}, "float16"),
        ("accuracy", {"default": 2.1e-5}, "default"),
        ("accuracy", {"highest": 2.1e-6}, "highest"),
    ],
)
def test_what_falls_short_is_said(section: str, change: dict[str, float], words: str) -> None:
    short = missed(figures(**{section: change}))
    assert short
    assert all(words in bar for bar in short)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("kernels", "small calls", "Conv2D", "blockprop"), 1.1e-5, "small calls"),
        (("evaluator", "a chain", "beside the kernels"), 10.1, "evaluator"),
        (("evaluator", "a chain", "whole process"), 1.1, "from command to result"),
        (("startup", "blockprop run", "seconds"), 0.16, "seconds"),
        (("startup", "blockprop run", "bytes"), 21, "bytes"),
    ],
)
def test_each_other_bar_can_be_missed(path: tuple[str, ...], value: float, words: str) -> None:
    given = figures()
    place = given
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    (short,) = missed(given)
    assert words in short


def test_one_bad_row_is_enough_and_is_named() -> None:
    given = figures()
    rows = given["kernels"]["table"]["forward"]
    rows[ROWS[4].name] = rows[ROWS[4].name] | {"tensorflow": 0.5}
    (short,) = [one for one in bars.verdicts(given) if not one.met]
    assert ROWS[4].name in short.found
    assert short.bar.startswith("forward")


def test_what_is_not_measured_has_no_verdict() -> None:
    assert bars.verdicts({}) == []
    assert bars.verdicts({"kernels": {"table": {}}, "startup": {"blockprop run": {}}}) == []


def test_figures_are_added_to_a_file_piece_by_piece(tmp_path: Path) -> None:
    path = tmp_path / "new" / "figures.json"
    record.add(path, "kernels", {"table": {"forward": {"a": 1, "b": 2}}})
    record.add(path, "kernels", {"table": {"forward": {"b": 3}, "backward": {}}})
    record.add(path, "startup", {"c": 4})
    held = json.loads(path.read_text())
    assert held["kernels"] == {"table": {"forward": {"a": 1, "b": 3}, "backward": {}}}
    assert held["startup"] == {"c": 4}
    assert held["machine"]["commits"] == [record.commit()]
    assert held["machine"]["blas"]


def test_the_report_has_every_row_the_machine_and_the_commit() -> None:
    facts = record.describe() | {"commits": ["abc1234"]}
    text = report.report(figures() | {"machine": facts})
    assert "`abc1234`" in text
    assert record.processor() in text
    for row in ROWS:
        assert text.count(f"| {report.pretty(row.name)} |") == 2
    assert f"| {report.pretty(ROWS[1].name)} | 1000.0 | 1 | 2000.0 | 2000.0 | 64.0 |" in text


def test_the_readme_has_the_marks() -> None:
    readme = report.README.read_text(encoding="utf-8")
    written = report.put(readme, "FIGURES")
    assert written.count("FIGURES") == 1
    assert written.startswith(readme.partition(report.begin_of(report.WHOLE))[0])
    assert report.put(written, "FIGURES") == written


def test_a_time_is_told_from_the_size_of_what_it_was_taken_with() -> None:
    """A table of 64 MiB is opened in milliseconds; a window weighs MiB."""
    figures = {
        "editor": {
            "blocks": 1000,
            "table of 64 MiB": 0.0748,
            "window with sample page 1, MiB": 169.4,
        }
    }
    lines = "\n".join(report.whole(figures))
    assert "table of 64 MiB | 75 ms |" in lines
    assert "window with sample page 1, MiB | 169 |" in lines
