"""Export a page, or what some of its blocks need, to a script and the file beside it."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from blocks.evaluation import plan
from blocks.exporting.checks import fetches_without, left_out
from blocks.exporting.flavour import Flavour
from blocks.exporting.numpy_code import NumPy
from blocks.exporting.program import program
from blocks.exporting.pytorch_code import PyTorch
from blocks.exporting.refusing import ExportRefused
from blocks.exporting.script import Script
from blocks.exporting.tensorflow_code import TensorFlow
from blocks.file import disk
from blocks.page import End, Page

Array = np.ndarray[Any, Any]

FLAVOURS: Mapping[str, Flavour] = {one.name: one for one in (NumPy(), TensorFlow(), PyTorch())}
"""What a page can be exported to, by name."""


@dataclass(frozen=True, slots=True)
class Export:
    """The text of a script, and the tensors that it looks for beside itself, in one .npz file.
    `left_out` are the blocks that check others, where the library has nothing like them."""

    text: str
    tensors: Mapping[str, Array]
    beside: str | None
    left_out: tuple[str, ...] = ()


def export(
    page: Page,
    to: str,
    fetches: Iterable[End | str] | None = None,
    *,
    out: Path | None = None,
    use_pins: bool = False,
) -> Export:
    """The page as Python for "numpy", "tensorflow" or "pytorch".

    `fetches` are outputs or blocks that the script shall compute; without any, what a run of the
    page gives, where a block that checks others and has no like in the library is left out. `out`
    is where the script will be: then large tensors go beside it, and files of the page are found
    from there; without it all tensors are written out. The script leaves its results in `results`,
    as `blocks.run` gives them.

    Raises RequestRefused for what does not exist, RunFailed if the page is wrong, and
    ExportRefused for a block that the library cannot compute with the same numbers.
    """
    if to not in FLAVOURS:
        raise ExportRefused(f"{to!r} is none of {', '.join(FLAVOURS)}")
    flavour = FLAVOURS[to]
    left = left_out(page, flavour) if fetches is None else []
    wanted = fetches_without(page, left) if left else fetches
    found = program(page, plan(page, wanted, use_pins=use_pins))
    if not found.results:
        raise ExportRefused("there is nothing to export: no output is asked for, or it is disabled")
    beside = None if out is None else f"{out.stem}.npz"
    script = Script(found, flavour, beside, _folder(page, out), left)
    text = script.text()
    return Export(text, script.tensors, beside if script.tensors else None, tuple(left))


def save(made: Export, out: Path) -> list[Path]:
    """Write a script, and the file beside it first, each as a whole or not at all.

    Returns the files. Raises PageFileError.
    """
    files = []
    if made.beside is not None:
        held = io.BytesIO()
        np.savez(held, allow_pickle=False, **dict(made.tensors))
        disk.replace(out.with_name(made.beside), held.getvalue())
        files.append(out.with_name(made.beside))
    disk.replace(out, made.text.encode("utf-8"))
    return [out, *files]


def _folder(page: Page, out: Path | None) -> str:
    """How a script finds the page's folder."""
    folder = Path() if page.folder is None else page.folder.resolve()
    if out is None:
        return f"Path({str(folder)!r})"
    try:
        way = Path(os.path.relpath(folder, out.parent.resolve())).as_posix()
    except ValueError:  # Another drive.
        return f"Path({str(folder)!r})"
    return "Path(__file__).parent" if way == "." else f"Path(__file__).parent / {way!r}"
