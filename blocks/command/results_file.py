"""Results in a NumPy .npz file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from blocks.dtypes import name_of
from blocks.errors import RequestRefused

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
    OSError.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            # Through a mapping of our own: results are named freely, as savez's `file` is not.
            np.savez(
                file, allow_pickle=False, **{key: _storable(one) for key, one in results.items()}
            )
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _storable(array: Array) -> Array:
    return array.astype(np.float32) if name_of(array.dtype) == "bfloat16" else array


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
