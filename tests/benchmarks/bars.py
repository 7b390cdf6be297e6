"""The bars that the figures are held against, and which of them are met."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.rows import ROWS

Figures = Mapping[str, Any]
Values = dict[str, float]

DENSE = tuple(row.name for row in ROWS if not row.depthwise)
DEPTHWISE = tuple(row.name for row in ROWS if row.depthwise)
EVERY = (*DENSE, *DEPTHWISE)
MIB = 2**20


@dataclass(frozen=True)
class Verdict:
    """A bar, what was found, and whether that meets it. What is not measured has no verdict."""

    bar: str
    met: bool
    found: str


def verdicts(figures: Figures) -> list[Verdict]:
    """Every bar that the figures say something about."""
    kernels = figures.get("kernels", {})
    sources = (
        _against_peers(kernels.get("table", {})),
        _accuracy(kernels.get("accuracy", {})),
        _variants(kernels),
        _memory(kernels),
        _small_calls(kernels.get("small calls", {})),
        _evaluator(figures.get("evaluator", {})),
        _startup(figures.get("startup", {})),
        _editor(figures.get("editor", {})),
        _answering(figures.get("answering", {}), figures.get("stopping", {})),
        _microscope(figures.get("microscope", {})),
    )
    return [verdict for source in sources for verdict in source]


def geometric_mean(values: Values) -> float:
    """The mean of ratios."""
    return math.exp(math.fsum(map(math.log, values.values())) / len(values))


def ratios(rows: Figures, over: str, under: str, names: tuple[str, ...] = EVERY) -> Values:
    """By row, one figure over another, for the rows that have both."""
    return {
        name: rows[name][over] / rows[name][under]
        for name in names
        if name in rows and rows[name].get(over) and rows[name].get(under)
    }


def at_least(bar: str, values: Values, bound: float) -> Iterator[Verdict]:
    """Every value must reach the bound."""
    yield from _each(bar, values, min, lambda value: value >= bound)


def at_most(bar: str, values: Values, bound: float, form: str = ".2f") -> Iterator[Verdict]:
    """No value may pass the bound."""
    yield from _each(bar, values, max, lambda value: value <= bound, form)


def _each(
    bar: str,
    values: Values,
    worst_of: Callable[..., str],
    meets: Callable[[float], bool],
    form: str = ".2f",
) -> Iterator[Verdict]:
    if values:
        worst = worst_of(values, key=lambda name: values[name])
        missed = sum(not meets(value) for value in values.values())
        count = f"; {missed} of {len(values)} miss it" if missed else ""
        yield Verdict(bar, not missed, f"worst {values[worst]:{form}} ({worst}){count}")


def _mean(bar: str, values: Values) -> Iterator[Verdict]:
    if values:
        mean = geometric_mean(values)
        yield Verdict(bar, mean >= 1, f"geometric mean {mean:.2f} of {len(values)} rows")


def _against_peers(table: Figures) -> Iterator[Verdict]:
    rows = table.get("input gradient", {})
    tensorflow = ratios(rows, "tensorflow", "blockprop")
    pytorch = ratios(rows, "pytorch", "blockprop", DENSE)
    yield from at_least("input gradient, TensorFlow / ours: 1 or more on each row", tensorflow, 1)
    yield from _mean("input gradient, PyTorch / ours, dense rows: above 1 in the mean", pytorch)
    yield from at_least("input gradient, PyTorch / ours, dense rows: none below 0.8", pytorch, 0.8)
    depthwise = ratios(rows, "tensorflow", "blockprop", DEPTHWISE)
    yield from at_least("depthwise input gradient, TensorFlow / ours: above 1", depthwise, 1)
    for way in ("forward", "filter gradient"):
        tensorflow = ratios(table.get(way, {}), "tensorflow", "blockprop")
        yield from _mean(f"{way}, TensorFlow / ours: above 1 in the mean", tensorflow)
        yield from at_least(f"{way}, TensorFlow / ours: no row below 0.7", tensorflow, 0.7)


def _accuracy(accuracy: Figures) -> Iterator[Verdict]:
    for precision, bound in (("default", 2e-5), ("highest", 2e-6)):
        errors = {
            f"{way}, {name}": row[precision]
            for way, rows in accuracy.items()
            for name, row in rows.items()
        }
        bar = f"float32 error over the largest value, {precision}: {bound:.0e} at most"
        yield from at_most(bar, errors, bound, ".1e")


def _variants(kernels: Figures) -> Iterator[Verdict]:
    bars = (
        ("layouts", "channels first", EVERY, 1.25),
        ("dtypes", "float64", DENSE, 2.2),
        ("dtypes", "float16", DENSE, 1.5),
        ("dtypes", "bfloat16", DENSE, 1.5),
    )
    for section, variant, names, bound in bars:
        values = {
            f"{way}, {name}": value
            for way, rows in kernels.get(section, {}).items()
            for name, value in ratios(rows, variant, "plain", names).items()
        }
        rows = "each row" if names is EVERY else "each dense row"
        bar = f"{variant} / float32 channels last, {rows}: {bound} at most"
        yield from at_most(bar, values, bound)


def _memory(kernels: Figures) -> Iterator[Verdict]:
    values: Values = {}
    for section in ("table", "layouts", "dtypes", "precision"):
        for way, rows in kernels.get(section, {}).items():
            for name, row in rows.items():
                extra = row["extra_bytes"]
                by_variant = extra if isinstance(extra, dict) else {"float32": extra}
                for variant, count in by_variant.items():
                    values[f"{way}, {name}, {variant}"] = count / MIB
    yield from at_most("MiB beyond inputs and output: 64 at most", values, 64, ".1f")


def _small_calls(calls: Figures) -> Iterator[Verdict]:
    values = {
        name: one["tensorflow"] / one["blockprop"]
        for name, one in calls.items()
        if "tensorflow" in one
    }
    yield from at_least("small calls, TensorFlow eager / ours: 1 or more", values, 1)


def _evaluator(pages: Figures) -> Iterator[Verdict]:
    beside = {
        name: page["beside the kernels"]
        for name, page in pages.items()
        if isinstance(page, dict) and "beside the kernels" in page
    }
    yield from at_most("evaluator, microseconds a block beside the kernel: 10", beside, 10, ".1f")
    whole = {
        name: page["whole process"]
        for name, page in pages.items()
        if isinstance(page, dict) and "whole process" in page
    }
    yield from at_most("10,000 blocks from command to result, seconds: 1 at most", whole, 1)


def _startup(commands: Figures) -> Iterator[Verdict]:
    ours, theirs = commands.get("blockprop run"), commands.get("TensorFlow script")
    if ours and theirs:
        for what, bound in (("seconds", 0.15), ("bytes", 0.2)):
            bar = f"blockprop run / the same in TensorFlow, {what}: {bound} at most"
            yield from at_most(bar, {"page 1": ours[what] / theirs[what]}, bound, ".3f")


def _editor(figures: Figures) -> Iterator[Verdict]:
    bars: tuple[tuple[str, float, tuple[str, ...]], ...] = (
        ("open 1,000 blocks and 2,000 wires, ms: 2,000 at most", 2000, ("open the page in it",)),
        ("a frame while panning and zooming, ms: 33.3 at most", 1000 / 30, ("a frame ",)),
        (
            "add, move, wire, undo one block, ms: 50 at most",
            50,
            ("add a", "move it", "wire it", "undo "),
        ),
        ("hover, ms: 50 at most", 50, ("the slowest hover",)),
        ("check of the whole page, ms: 20 at most", 20, ("check after an edit",)),
        ("table, heatmap of 64 MiB, ms: 300 at most", 300, ("table of", "heatmap of")),
    )
    for bar, bound, names in bars:
        found = {name: figures[name] * 1e3 for name in figures if name.startswith(names)}
        yield from at_most(bar, found, bound, ".1f")


def _answering(pages: Figures, calls: Figures) -> Iterator[Verdict]:
    gaps = {name: one["longest gap"] * 1e3 for name, one in pages.items()}
    yield from at_most("the window answers while it runs, ms: 100 at most", gaps, 100, ".0f")
    stops = {
        name: one["until stopped"] * 1e3 for name, one in pages.items() if one["until stopped"]
    } | {name: one["longest until stopped"] * 1e3 for name, one in calls.items()}
    yield from at_most("Stop takes effect, ms: 200 at most", stops, 200, ".0f")


def _microscope(figures: Figures) -> Iterator[Verdict]:
    waits = {name: one * 1e3 for name, one in figures.items() if not name.startswith("a run")}
    first = {name: one for name, one in waits.items() if name.endswith(", first")}
    again = {name: one for name, one in waits.items() if name not in first}
    yield from at_most("hover and click on 98 MiB, ms: 50 at most", again, 50, ".1f")
    yield from at_most("the same the first time, ms: 300 at most", first, 300, ".1f")
    if waits:
        shown, alone = figures["a run with every dock shown"], figures["a run with none"]
        bar = "a run with every dock shown / with none: 1.05 at most"
        yield from at_most(bar, {"8x224x224x64": shown / alone}, 1.05)
