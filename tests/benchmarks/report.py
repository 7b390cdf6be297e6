"""The README's tables of figures, made from a file of figures.

    python -m tests.benchmarks.report FILE [--write] [--part "figures of the editor"]

Prints them, or puts them between two marks of the README, so that no figure is typed by hand. What
is measured apart has a part of its own.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.benchmarks import bars, record
from tests.benchmarks.ours import WAYS
from tests.benchmarks.rows import ROWS
from tests.benchmarks.sections import VARIANTS

README = record.ROOT / "README.md"
WHOLE = "figures"
END = "<!-- end of figures -->"

Figures = Mapping[str, Any]
PACKAGES = {"numpy": "NumPy", "tensorflow": "TensorFlow", "torch": "PyTorch"}


def report(figures: Figures) -> str:
    """All tables as Markdown, of what the figures have."""
    kernels = figures.get("kernels", {})
    parts = [
        machine(figures["machine"]),
        *tables(kernels.get("table", {})),
        *variants(kernels),
        *small_calls(kernels.get("small calls", {})),
        *whole(figures),
        *verdicts(figures),
    ]
    return "\n\n".join(parts)


def machine(facts: Figures) -> str:
    """What everything was measured on and with."""
    commits = " to ".join(f"`{one}`" for one in (facts["commits"][0], facts["commits"][-1]))
    if len(facts["commits"]) == 1:
        commits = f"`{facts['commits'][0]}`"
    if "+" in commits:
        commits += " (+: with changes since)"
    packages = {name.removesuffix("-cpu"): version for name, version in facts["packages"].items()}
    with_ = [f"Python {facts['python']}"]
    with_ += [f"{PACKAGES[name]} {packages[name]}" for name in PACKAGES if name in packages]
    blas = ", ".join(f"{one['internal_api']} for {one['architecture']}" for one in facts["blas"])
    onednn = {True: "with oneDNN", False: "without oneDNN", None: "oneDNN or not"}[
        facts.get("TensorFlow uses oneDNN")
    ]
    setting = facts["TF_ENABLE_ONEDNN_OPTS"]
    chosen = "as it chooses itself" if setting == "unset" else "as it was told to"
    return (
        f"Measured at commit {commits} on {facts['cores']} cores of {facts['processor']},"
        f" {facts['system']}: {', '.join(with_)}. NumPy's BLAS is {blas}; TensorFlow runs {onednn},"
        f" {chosen}."
        " All sides run in one process, in turns, and the medians count; PyTorch's time is that of"
        " its better layout."
    )


def tables(found: Figures) -> Iterator[str]:
    """The speed table: one way in full, the others as ratios, and the means."""
    if full := found.get("input gradient"):
        heads = ["input gradient, float32", "blockprop ms", "GFLOP/s", "TensorFlow ms"]
        yield table([*heads, "PyTorch ms", "extra MiB"], _full(full))
    others = [way for way in WAYS[1:] if found.get(way)]
    if others:
        heads = [f"{way}: {what}" for way in others for what in ("ms", "TF / ours", "torch / ours")]
        yield table(["float32", *heads], _ratios(found, others))
    means = []
    for way in WAYS:
        rows = found.get(way, {})
        peers = [bars.ratios(rows, peer, "blockprop") for peer in ("tensorflow", "pytorch")]
        if all(peers):
            most = max(row["extra_bytes"] for row in rows.values()) / bars.MIB
            means.append(
                [way, *(f"{bars.geometric_mean(one):.2f}" for one in peers), f"{most:.1f}"]
            )
    if means:
        yield "The geometric mean of the peers' times over ours: above 1, blockprop is faster."
        yield table(["", "TensorFlow / ours", "PyTorch / ours", "most extra MiB"], means)


def _full(rows: Figures) -> Iterator[list[str]]:
    for name in _names(rows):
        row = rows[name]
        times = [milliseconds(row[side]) for side in ("blockprop", "tensorflow", "pytorch")]
        extra = f"{row['extra_bytes'] / bars.MIB:.1f}"
        yield [pretty(name), times[0], f"{row['gflops']:.0f}", *times[1:], extra]


def _ratios(found: Figures, ways: list[str]) -> Iterator[list[str]]:
    for name in _names(found[ways[0]]):
        cells = [pretty(name)]
        for way in ways:
            row = found[way].get(name, {})
            cells.append(milliseconds(row.get("blockprop")))
            for peer in ("tensorflow", "pytorch"):
                taken = row.get(peer)
                cells.append(f"{taken / row['blockprop']:.2f}" if taken else "–")
        yield cells


def variants(kernels: Figures) -> Iterator[str]:
    """Other layouts, dtypes and precisions beside the plain call, on the dense rows."""
    lines = []
    for section, those in VARIANTS.items():
        for variant in those:
            by_way = [
                bars.ratios(kernels.get(section, {}).get(way, {}), variant, "plain", bars.DENSE)
                for way in WAYS
            ]
            if any(by_way):
                lines.append([variant, *(_mean_and_worst(values) for values in by_way)])
    if lines:
        yield "Times over those of float32, channels last: mean of the dense rows, and the worst."
        yield table(["", *WAYS], lines)


def _mean_and_worst(values: bars.Values) -> str:
    if not values:
        return "–"
    return f"{bars.geometric_mean(values):.2f}, {max(values.values()):.2f}"


def small_calls(found: Figures) -> Iterator[str]:
    """What a call costs in itself."""
    if found:
        lines = (
            [f"`{name}`", f"{one['blockprop'] * 1e6:.0f}", _microseconds(one.get("tensorflow"))]
            for name, one in found.items()
        )
        heads = ["2×2×2×2 calls of the sample pages", "blockprop µs", "TensorFlow eager µs"]
        yield table(heads, lines)


def whole(figures: Figures) -> Iterator[str]:
    """Whole commands, the evaluator and the window."""
    lines = []
    eager_lines: list[list[str]] = []
    for name, one in figures.get("startup", {}).items():
        mib = one["bytes"] / bars.MIB
        lines.append([f"{name}: whole process", f"{one['seconds'] * 1e3:.0f} ms, {mib:.0f} MiB"])
    for name, stages in figures.get("evaluator", {}).items():
        if not isinstance(stages, dict):
            continue
        if beside := stages.get("beside the kernels"):
            lines.append([f"evaluator, {name}, beside the kernels", f"{beside:.1f} µs a block"])
        if seconds := stages.get("whole process"):
            lines.append([f"blockprop run, {name}: whole process", f"{seconds:.2f} s"])
        if eager := stages.get("TensorFlow eager"):
            eager_lines = [
                ["TensorFlow eager, the same op, kernel and all", f"{eager:.1f} µs an op"]
            ]
    lines += eager_lines
    for name, figure in figures.get("editor", {}).items():
        if name not in ("blocks", "wires"):
            blocks = f"page of {figures['editor']['blocks']:,} blocks"
            lines.append([f"{blocks}: {name}", editor_figure(name, figure)])
    for name, figure in figures.get("microscope", {}).items():
        lines.append([f"tensors of 98 MiB: {name}", f"{figure * 1e3:.0f} ms"])
    if lines:
        yield table(["", ""], lines)


def editor_figure(name: str, figure: float, digits: int = 0) -> str:
    """A figure of the editor in its unit: MiB where the name ends so, else it is a time."""
    if name.endswith(", MiB"):
        return f"{figure:.{digits}f}"
    return f"{figure * 1e3:.{digits}f} ms"


def verdicts(figures: Figures) -> Iterator[str]:
    """Every bar, met or missed."""
    lines = [[one.bar, "met" if one.met else "missed", one.found] for one in bars.verdicts(figures)]
    if lines:
        yield table(["what is aimed at", "", "found"], lines, left=3)


def table(heads: list[str], lines: Iterable[list[str]], left: int = 1) -> str:
    """A Markdown table; columns after the first `left` ones are numbers."""
    rules = ["---" if at < left else "---:" for at in range(len(heads))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [heads, rules, *lines])


def pretty(name: str) -> str:
    """A row's name with a multiplication sign and an arrow."""
    return re.sub(r"(?<=\d)x(?=\d)", "×", name).replace("->", " → ")


def milliseconds(seconds: float | None) -> str:
    """Two digits at least."""
    if seconds is None:
        return "–"
    return f"{seconds * 1e3:.{1 if seconds >= 1e-3 else 2}f}"


def _microseconds(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds * 1e6:.0f}"


def _names(rows: Figures) -> list[str]:
    return [row.name for row in ROWS if row.name in rows]


def begin_of(part: str) -> str:
    """The mark before a part."""
    return f"<!-- {part}: made by tests.benchmarks.report -->"


def put(readme: str, text: str, part: str = WHOLE) -> str:
    """The README with the text between the marks of a part."""
    mark = begin_of(part)
    before, begin, rest = readme.partition(mark)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"the README lacks the marks {mark} and {END}")
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def main() -> None:
    """Print the tables or write them into the README."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("file", type=Path, help="as --json of a benchmark writes it")
    options.add_argument("--write", action="store_true", help="into the README")
    options.add_argument("--part", default=WHOLE, help="between the marks of this part")
    asked = options.parse_args()
    text = report(json.loads(asked.file.read_text(encoding="utf-8")))
    if asked.write:
        readme = put(README.read_text(encoding="utf-8"), text, asked.part)
        README.write_text(readme, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
