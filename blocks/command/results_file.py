"""Results in a NumPy .npz file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from blocks.dtypes import name_of
from blocks.errors import RequestRefused
from blocks.file.disk import replacing

Array = np.ndarray[Any, Any]


def check_place(path: Path, page: Path) -> None:
    """Refuse, before anything runs, a file that could not be written in the end."""
    if path.suffix != ".npz":
        raise RequestRefused(f"--out {path}: the name of an .npz file is needed")
    if not path.parent.is_dir():
        raise RequestRefused(f"--out {path}: there is no folder {path.parent}")
    if path.is_dir() or path.resolve() == page.resolve():
        raise RequestRefused(f"--out {path}: this would be written over")
    if not os.access(path.parent, os.W_OK):
        raise RequestRefused(f"--out {path}: the folder {path.parent} cannot be written to")


def write_results(path: Path, results: Mapping[str, Array]) -> None:
    """Write tensors under their names; the file is there as a whole or not at all.

    NumPy's files have no bfloat16, so that is stored as float32, which holds it exactly. Raises
    PageFileError.
    """
    with replacing(path) as file:
        # Each name has a point in it, so that none can be one of savez's own parameters.
        np.savez(file, allow_pickle=False, **{key: _storable(one) for key, one in results.items()})


def _storable(array: Array) -> Array:
    return array.astype(np.float32) if name_of(array.dtype) == "bfloat16" else array
