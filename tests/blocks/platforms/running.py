"""Code of equivalents, run with the library that it is for."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Like:
    """What a random tensor shall be: of this dtype and shape, and spread alike."""

    array: Array

    def holds(self, found: Array) -> bool:
        if found.shape != self.array.shape or found.dtype != self.array.dtype:
            return False
        numbers = found.astype(np.float64)
        return bool(np.isfinite(numbers).all() and (np.abs(numbers) < 7).all())


@dataclass(frozen=True)
class Exactly:
    """What a tensor shall be that nothing is added up in."""

    array: Array

    def holds(self, found: Array) -> bool:
        if found.shape != self.array.shape or found.dtype != self.array.dtype:
            return False
        floats = found.dtype.kind not in "iub"
        one, other = (each.astype(np.float64) if floats else each for each in (found, self.array))
        return bool(np.array_equal(one, other, equal_nan=floats))


def outcome(platform: Platform, code: str, tensors: dict[str, Any], expected: Any) -> str:
    """ "fine", "wrong", or what the library says when it refuses."""
    library = library_of(platform)
    into, back = _ways(platform, library)
    try:
        given: dict[str, Any] = {
            name: [into(one) for one in array] if isinstance(array, list) else into(array)
            for name, array in tensors.items()
        }
        exec(compile(code, f"<{platform.id}>", "exec"), given)
        output = given["output"]
        if isinstance(expected, list):
            each = zip(output, expected, strict=True)
            return "fine" if all(equal(np.asarray(one), two) for one, two in each) else "wrong"
        found = back(output)
    except Exception as why:  # each library has kinds of its own
        return f"refuses: {plain(str(why))}"
    if isinstance(expected, Like | Exactly):
        return "fine" if expected.holds(found) else "wrong"
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
    if expected.dtype.kind in "iub":
        return bool(np.array_equal(found, expected))
    one, other = found.astype(np.float64), expected.astype(np.float64)
    sizes = np.abs(other[np.isfinite(other)])
    allowed = least * max(1.0, float(sizes.max(initial=0)))
    return np.allclose(one, other, rtol=0, atol=allowed, equal_nan=True)


def _ways(platform: Platform, library: Any) -> tuple[Callable[..., Any], Callable[..., Array]]:
    if platform.library == "tensorflow":
        return library.constant, lambda found: np.asarray(getattr(found, "numpy", lambda: found)())
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
    if not isinstance(found, torch.Tensor):
        return np.asarray(found)
    if found.dtype == torch.bfloat16:
        from blocks.dtypes import DTYPES

        return found.to(torch.float32).numpy().astype(DTYPES["bfloat16"])
    return np.asarray(found.detach().numpy())
