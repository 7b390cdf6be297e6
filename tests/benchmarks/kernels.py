"""The convolution kernels on the speed table: time, GFLOP/s, memory, and the ratio to each peer.

    python -m tests.benchmarks.kernels [--ways WAY ...] [--rows TEXT] [--json FILE]

All sides run in one process, in turns, on the same cores and the same numbers.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kernels
from tests.benchmarks import peers
from tests.benchmarks.rows import ROWS, Row
from tests.benchmarks.timing import extra_memory, interleaved, write_json

WAYS = ("input gradient", "forward", "filter gradient")


def ours(row: Row, way: str) -> Callable[[], Any]:
    """Our kernel's call of a row."""
    image, filter, gradient = row.tensors()
    kind = "depthwise_conv2d_native" if row.depthwise else f"conv{row.rank}d"
    version = "_v2" if row.rank == 3 else ""
    if way == "forward":
        op, given = getattr(kernels, kind), (image, filter)
    elif way == "input gradient":
        op = getattr(kernels, f"{kind}_backprop_input{version}")
        given = (row.input_shape, filter, gradient)
    else:
        op = getattr(kernels, f"{kind}_backprop_filter{version}")
        given = (image, row.filter_shape, gradient)
    return lambda: op(*given, **row.vector)


def measure(row: Row, way: str) -> dict[str, Any]:
    """One row's figures: seconds by side, and our memory beyond inputs and output."""
    calls: dict[str, Callable[[], Any]] = {"blockprop": ours(row, way)}
    if (call := peers.tensorflow(row, way)) is not None:
        calls["tensorflow"] = call
    calls |= {f"pytorch {name}": call for name, call in peers.pytorch(row, way).items()}
    seconds = interleaved(calls)
    torch = [taken for name, taken in seconds.items() if name.startswith("pytorch")]
    return {
        "row": row.name,
        "way": way,
        "blockprop": seconds["blockprop"],
        "tensorflow": seconds.get("tensorflow"),
        "pytorch": min(torch) if torch else None,
        "gflops": _operations(row) / seconds["blockprop"] / 1e9,
        "extra_bytes": extra_memory(calls["blockprop"]),
    }


def _operations(row: Row) -> float:
    """A multiplication and an addition for each filter tap of each output cell."""
    channels = 1 if row.depthwise else row.channels
    return 2.0 * math.prod(row.output_shape) * row.filter**row.rank * channels


def _line(found: dict[str, Any]) -> str:
    def peer(name: str) -> str:
        taken = found[name]
        if taken is None:
            return f"{'-':>8} {'':>5}"
        return f"{taken * 1e3:8.2f} {taken / found['blockprop']:5.2f}"

    return (
        f"{found['row']:40} {found['blockprop'] * 1e3:8.2f} {found['gflops']:7.1f} "
        f"{peer('tensorflow')} {peer('pytorch')} {found['extra_bytes'] / 2**20:8.1f}"
    )


def main() -> None:
    """Print the tables, one a way."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS)
    options.add_argument("--rows", default="", help="only rows whose name holds this text")
    options.add_argument("--json", type=Path, help="write the figures here, too")
    asked = options.parse_args()
    found = []
    for way in asked.ways:
        print(f"\n{way}, float32, {peers.threads()} cores; ms, and each peer's time over ours")
        heads = ("ours", 8), ("GFLOP/s", 7), ("TF", 8), ("x", 5), ("torch", 8), ("x", 5), ("MiB", 8)
        print(" " * 40, *(f"{head:>{width}}" for head, width in heads))
        for row in ROWS:
            if asked.rows in row.name:
                found.append(measure(row, way))
                print(_line(found[-1]), flush=True)
    write_json(asked.json, found)


if __name__ == "__main__":
    main()
