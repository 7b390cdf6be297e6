"""How the figures of the kernels are printed: a heading a section, a line a row, the bars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.benchmarks.bars import MIB, Verdict
from tests.benchmarks.record import cores
from tests.benchmarks.sections import VARIANTS

NAME = 40


def heading(section: str, way: str) -> None:
    """What the lines that follow hold."""
    print(f"\n{section}: {way}, {cores()} cores")
    heads: list[tuple[str, int]]
    if section == "table":
        heads = [("ours ms", 8), ("GFLOP/s", 7), ("TF ms", 8), ("/ ours", 6)]
        heads += [("torch ms", 8), ("/ ours", 6), ("MiB", 8)]
    elif section == "accuracy":
        heads = [("default", 10), ("highest", 10)]
    else:
        heads = [("plain ms", 8)]
        for variant in VARIANTS[section]:
            heads += [(variant, 14), ("/ plain", 7)]
    print(" " * NAME, *(f"{head:>{width}}" for head, width in heads))


def row(section: str, name: str, found: dict[str, Any]) -> None:
    """A row's figures."""
    if section == "table":
        sides = " ".join(_peer(found, peer) for peer in ("tensorflow", "pytorch"))
        line = (
            f"{found['blockprop'] * 1e3:8.2f} {found['gflops']:7.1f} {sides} "
            f"{found['extra_bytes'] / MIB:8.1f}"
        )
    elif section == "accuracy":
        line = f"{found['default']:10.1e} {found['highest']:10.1e}"
    else:
        line = f"{found['plain'] * 1e3:8.2f} " + " ".join(
            f"{found[one] * 1e3:14.2f} {found[one] / found['plain']:7.2f}"
            if one in found
            else f"{'-':>14} {'':7}"
            for one in VARIANTS[section]
        )
    print(f"{name:{NAME}} {line}", flush=True)


def _peer(found: dict[str, Any], name: str) -> str:
    taken = found[name]
    if taken is None:
        return f"{'-':>8} {'':>6}"
    return f"{taken * 1e3:8.2f} {taken / found['blockprop']:6.2f}"


def small_calls(found: dict[str, dict[str, float]]) -> None:
    """Microseconds a call."""
    print(f"\n{'small calls':{NAME}} {'ours us':>8} {'TF us':>8} {'/ ours':>6}")
    for name, one in found.items():
        theirs = one.get("tensorflow")
        peer = "-" if theirs is None else f"{theirs * 1e6:8.1f} {theirs / one['blockprop']:6.2f}"
        print(f"{name:{NAME}} {one['blockprop'] * 1e6:8.1f} {peer:>8}")


def verdicts(found: Iterable[Verdict]) -> None:
    """Each bar, met or missed."""
    print("\nbars")
    for one in found:
        print(f"{'met' if one.met else 'MISSED':7} {one.bar:75} {one.found}")
