"""Results in a NumPy .npz file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from blocks.dtypes import name_of
from blocks.file.disk import replacing

Array = np.ndarray[Any, Any]


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
