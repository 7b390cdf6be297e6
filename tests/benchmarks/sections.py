"""What is measured of a row of the speed table, section by section of the file of figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tests.benchmarks import peers
from tests.benchmarks.ours import Call, ours, takes
from tests.benchmarks.rows import Row
from tests.benchmarks.timing import extra_memory, interleaved

Figures = dict[str, Any]

# What each section sets beside our plain call: float32, channels last, default precision.
VARIANTS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "layouts": {"channels first": {"channels_first": True}},
    "dtypes": {name: {"dtype": name} for name in ("float64", "float16", "bfloat16", "int32")},
    "precision": {"highest": {"precision": "highest"}},
}


def table(row: Row, way: str) -> Figures:
    """Seconds of each side, and our memory in bytes beyond inputs and output."""
    calls: dict[str, Call] = {"blockprop": ours(row, way)}
    if (call := peers.tensorflow(row, way)) is not None:
        calls["tensorflow"] = call
    calls |= {f"pytorch {name}": call for name, call in peers.pytorch(row, way).items()}
    seconds = interleaved(calls)
    torch = [taken for name, taken in seconds.items() if name.startswith("pytorch")]
    return {
        "blockprop": seconds["blockprop"],
        "tensorflow": seconds.get("tensorflow"),
        "pytorch": min(torch) if torch else None,
        "gflops": row.operations / seconds["blockprop"] / 1e9,
        "extra_bytes": extra_memory(calls["blockprop"]),
    }


def variants(section: str, row: Row, way: str) -> Figures:
    """Seconds of our plain call and of each variant, and a variant's memory in bytes."""
    calls = {
        name: ours(row, way, **how)
        for name, how in VARIANTS[section].items()
        if takes(row, way, how.get("dtype", "float32"))
    }
    seconds = interleaved({"plain": ours(row, way), **calls})
    return seconds | {"extra_bytes": {name: extra_memory(call) for name, call in calls.items()}}


def accuracy(row: Row, way: str) -> Figures:
    """The largest error of float32 over the largest value, against plain sums in float64."""
    exact = ours(row, way, dtype="float64", precision="highest")()
    largest = np.abs(exact).max()
    return {
        precision: float(np.abs(ours(row, way, precision=precision)() - exact).max() / largest)
        for precision in ("default", "highest")
    }


def measure(section: str, row: Row, way: str) -> Figures:
    """One row's figures for a section."""
    if section == "table":
        return table(row, way)
    if section == "accuracy":
        return accuracy(row, way)
    return variants(section, row, way)
