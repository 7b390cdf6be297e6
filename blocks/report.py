"""A report of problems to paste into an issue: what is wrong, with what, and in which versions."""

from __future__ import annotations

import platform
import re
from collections.abc import Callable, Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from blocks import file
from blocks.checking import Problem
from blocks.declaration.known import Known
from blocks.page import Block, End, Page

LONGEST_FRAGMENT = 30_000
"""Characters of a page in a report: issue trackers take about twice as many."""


def error_report(
    page: Page, problems: Iterable[Problem], known: Callable[[End], Known], name: str = ""
) -> str:
    """The problems with the blocks they are about, all that is known of what goes in and out, and
    a fragment that can be pasted on a page to see them again.

    `known` tells what is known at an output. `name` is what the page's file is called. No path is
    told but that name.
    """
    chosen = list(problems)
    ids = list(dict.fromkeys(one.block for one in chosen if one.block in page.blocks))
    parts = [
        versions(),
        f"Page: {_called(page, name)}, {len(page.blocks)} blocks, {len(page.wires)} wires, "
        f"precision {page.precision}",
        "Problems\n" + "\n".join(f"- {_flat(one)}" for one in chosen) if chosen else "No problems.",
        *(_about(page, page.blocks[id], known) for id in ids if id is not None),
        _fragment(page, [id for id in ids if id is not None]),
    ]
    return _without_paths("\n\n".join(part for part in parts if part) + "\n", page.folder)


def versions() -> str:
    """blockprop, what it computes with, and what it runs on."""
    try:
        own = version("blockprop")
    except PackageNotFoundError:
        own = "(not installed)"
    system = f"{platform.system()} {platform.machine()}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"blockprop {own}, NumPy {np.__version__}, {python}, {system}"


def feeders(page: Page, ids: Iterable[str]) -> list[str]:
    """Some blocks and all blocks that their inputs come from, however far, in the page's order."""
    found: set[str] = set()
    todo = list(ids)
    while todo:
        id = todo.pop()
        if id not in found:
            found.add(id)
            todo += [wire.source.block for wire in page.wires_into(id)]
    return [id for id in page.blocks if id in found]


def _called(page: Page, name: str) -> str:
    return " · ".join(filter(None, (name and Path(name).name, page.title))) or "untitled"


def _flat(problem: Problem) -> str:
    """A problem on one line. Messages shorten long paths, so any path is left out."""
    return re.sub(r"(['\"])(?:/|~|[A-Za-z]:[\\/]).*?\1", "a folder", " ".join(str(problem).split()))


def _about(page: Page, block: Block, known: Callable[[End], Known]) -> str:
    """What goes into a block and comes out of it, as far as it is known."""
    wires = page.wires_into(block.id)
    wired = {wire.target.port for wire in wires}
    inputs = block.op.inputs if block.op is not None else ()
    return "\n".join(
        [
            f"{block.id} ({block.op_name})",
            *(f"- takes {one.target.port}: {known(one.source)} from {one.source}" for one in wires),
            *(f"- takes {one.name}: nothing" for one in inputs if one.name not in wired),
            *(f"- gives {end.port}: {known(end)}" for end in block.outputs),
        ]
    )


def _fragment(page: Page, ids: list[str]) -> str:
    """The blocks with what feeds them; without what is far away, or without any, if it is long."""
    if not ids:
        return ""
    near = {wire.source.block for id in ids for wire in page.wires_into(id)}
    around = [id for id in page.blocks if id in near or id in ids]
    for some, told in ((feeders(page, ids), "what feeds them"), (around, "what is wired to them")):
        text = file.copy(page, some)
        if len(text) <= LONGEST_FRAGMENT:
            return f"The blocks and {told}, to be pasted on a page\n```json\n{text.strip()}\n```"
    return f"The blocks and what is wired to them take {len(text):,} characters and are left out."


def _without_paths(text: str, folder: Path | None) -> str:
    """A text in which no folder of the user is named."""
    found = text
    for path, sign in ((folder, "."), (Path.home(), "~")):
        if path is not None and len(path.parts) > 1:
            full = str(path.absolute())
            for one in (full.replace("\\", "\\\\"), full, path.absolute().as_posix()):
                found = found.replace(one, sign)
    return found
