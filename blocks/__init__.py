"""blockprop without its window: pages, ops, checks and runs.

    import blocks
    page = blocks.load("x.page.json")
    results = blocks.run(page)
    results["dx.output"]

`blocks.check(page)` gives everything that is wrong, without running. Each name is imported when it
is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blocks import errors
    from blocks.checking import Check, Problem
    from blocks.evaluation import Cache, Outcome, check, evaluate, run
    from blocks.file import dumps, load, loads, save
    from blocks.ops import OPS
    from blocks.page import End, Page

__all__ = [
    "OPS",
    "Cache",
    "Check",
    "End",
    "Outcome",
    "Page",
    "Problem",
    "check",
    "dumps",
    "errors",
    "evaluate",
    "load",
    "loads",
    "run",
    "save",
]

_HOMES = {
    "blocks.checking": ("Check", "Problem"),
    "blocks.evaluation": ("Cache", "Outcome", "check", "evaluate", "run"),
    "blocks.file": ("dumps", "load", "loads", "save"),
    "blocks.ops": ("OPS",),
    "blocks.page": ("End", "Page"),
}


def __getattr__(name: str) -> Any:
    if name == "errors":
        return import_module("blocks.errors")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'blocks' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
