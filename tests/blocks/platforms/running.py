"""Code of equivalents, run with the library that it is for."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from blocks.platforms.platform import Platform

Array = np.ndarray[Any, Any]


def library_of(platform: Platform) -> Any:
    """The library, imported without its greetings. Raises ImportError where it is not there."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    found = importlib.import_module(platform.library)
    if platform.library == "onnxruntime":
        found.set_default_logger_severity(4)
        importlib.import_module("onnx")
    return found


def outcome(platform: Platform, code: str, tensors: dict[str, Array], expected: Array) -> str:
    """ "fine", "wrong", or what the library says when it refuses."""
    library = library_of(platform)
    into, back = _ways(platform, library)
    given: dict[str, Any] = {name: into(array) for name, array in tensors.items()}
    try:
        exec(compile(code, f"<{platform.id}>", "exec"), given)
        found = back(given["output"])
    except Exception as why:  # each library has kinds of its own
        return f"refuses: {plain(str(why))}"
    return "fine" if equal(found, expected) else "wrong"


def plain(message: str) -> str:
    """A message without the names of nodes and devices around it."""
    first = message.strip().splitlines()[0] if message.strip() else "(nothing said)"
    return re.sub(r"^\{\{.*?\}\} |\[Op:\w+\] name: *$", "", first).strip()[:240]


def equal(found: Array, expected: Array) -> bool:
    """Whether the numbers are the same, as far as sums of the dtype can be."""
    if found.shape != expected.shape or found.dtype != expected.dtype:
        return False
    least = {"float16": 4e-3, "bfloat16": 3e-2, "float32": 1e-5}.get(expected.dtype.name, 1e-12)
    one, other = found.astype(np.float64), expected.astype(np.float64)
    allowed = least * max(1.0, float(np.nan_to_num(np.abs(other)).max(initial=0)))
    return np.allclose(one, other, rtol=0, atol=allowed, equal_nan=True)


def _ways(platform: Platform, library: Any) -> tuple[Callable[..., Any], Callable[..., Array]]:
    if platform.library == "tensorflow":
        return library.constant, lambda found: found.numpy()
    if platform.library == "torch":
        return lambda array: _to_torch(library, array), lambda found: _from_torch(library, found)
    if platform.library == "jax":
        # As the code itself switches it on where it matters; before the tensors are made.
        library.config.update("jax_enable_x64", True)
        return library.numpy.asarray, np.asarray
    return np.asarray, np.asarray


def _to_torch(torch: Any, array: Array) -> Any:
    """torch.from_numpy knows no bfloat16."""
    if array.dtype.name == "bfloat16":
        return torch.from_numpy(array.astype(np.float32)).to(torch.bfloat16)
    return torch.from_numpy(array.copy())


def _from_torch(torch: Any, found: Any) -> Array:
    if found.dtype == torch.bfloat16:
        from blocks.dtypes import DTYPES

        return found.to(torch.float32).numpy().astype(DTYPES["bfloat16"])
    return np.asarray(found.numpy())
