"""Exported code, run as a script is."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blocks.dtypes import DTYPES
from blocks.exporting import Export, save

Array = np.ndarray[Any, Any]

LIBRARIES = {"numpy": "numpy", "tensorflow": "tensorflow", "pytorch": "torch"}


def need(flavour: str) -> Any:
    """The library of a flavour; without it the test is skipped."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    pytest.importorskip(LIBRARIES[flavour])
    return importlib.import_module(LIBRARIES[flavour])


def results(made: Export, folder: Path) -> dict[str, Array]:
    """What the script leaves in `results`, as NumPy arrays."""
    out = folder / "exported.py"
    save(made, out)
    scope: dict[str, Any] = {"__name__": "exported", "__file__": str(out)}
    exec(compile(out.read_text(encoding="utf-8"), str(out), "exec"), scope)
    return {name: _array(value) for name, value in scope["results"].items()}


def _array(value: Any) -> Array:
    if type(value).__module__.startswith("torch"):
        import torch

        if value.dtype == torch.bfloat16:
            return value.float().numpy().astype(DTYPES["bfloat16"])
    return np.asarray(value.numpy() if hasattr(value, "numpy") else value)


_LEAST = {"float16": 4e-3, "bfloat16": 3e-2, "float32": 2e-5, "float64": 1e-12}


def assert_same(found: dict[str, Array], expected: dict[str, Array]) -> None:
    """The same names, dtypes and shapes; the same numbers, as far as sums of the dtype can be."""
    assert list(found) == list(expected)
    for name, right in expected.items():
        came = found[name]
        assert (came.dtype, came.shape) == (right.dtype, right.shape), name
        if right.dtype.name not in _LEAST:
            np.testing.assert_array_equal(came, right, err_msg=name)
            continue
        one, other = came.astype(np.float64), right.astype(np.float64)
        finite = np.isfinite(other)
        np.testing.assert_array_equal(one[~finite], other[~finite], err_msg=name)
        allowed = _LEAST[right.dtype.name] * max(1.0, float(np.abs(other[finite]).max(initial=0)))
        assert np.all(np.abs(one[finite] - other[finite]) <= allowed), name
