"""The tensors of a call, made on a platform: small ones as the page has them, else ones in their
place, so that a copied call runs as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from blocks.declaration.known import Known
from blocks.dtypes import DTYPES
from blocks.platforms.call import Call
from blocks.platforms.equivalents import jax
from blocks.platforms.equivalents.writing import WIDTH
from blocks.platforms.platform import Platform
from blocks.platforms.verdict import Equivalent

Array = np.ndarray[Any, Any]

WIDE = ("float64", "int64", "uint64")
"""The dtypes of 64 bits, of which JAX makes 32 unless it is told."""

_FEW = 24
_PLACE = "  # your numbers here"
_IMPORTS = {
    "tensorflow": ("import tensorflow as tf",),
    "torch": ("import torch",),
    "jax": ("import jax.numpy as jnp",),
    "onnxruntime": ("import numpy as np",),
}
_MODULES = {"tensorflow": "tf", "torch": "torch", "jax": "jnp", "onnxruntime": "np"}
_ARRAYS = {
    "tensorflow": "tf.constant",
    "torch": "torch.tensor",
    "jax": "jnp.array",
    "onnxruntime": "np.array",
}


def tensors_of(call: Call, platform: Platform, made: Equivalent) -> Equivalent | None:
    """What makes the tensors of those ports that a call reads; None while a shape or dtype is not
    known."""
    lines, dtypes = [], set()
    for port in call.op.inputs:
        if not reads(made.lines, port.name):
            continue
        known = call.inputs[port.name]
        each = [known] if isinstance(known, Known) else list(known)
        if port.optional and isinstance(known, Known) and known.shape is None:
            continue
        codes = [_tensor(_legal(call.op.name, port.name, one), platform.library) for one in each]
        if None in codes:
            return None
        dtypes |= {one.dtype for one in each}
        if isinstance(known, Known):
            lines.append(_commented(f"{port.name} = {codes[0]}"))
        else:
            lines += [f"{port.name} = [", *(f"    {_commented(f'{one},')}" for one in codes), "]"]
    imports = list(_IMPORTS[platform.library]) if lines else []
    settings: tuple[str, ...] = ()
    if platform.library == "onnxruntime" and "bfloat16" in dtypes:
        imports.append("import ml_dtypes")
    if platform.library == "jax" and not dtypes.isdisjoint(WIDE):
        imports.append("import jax")
        settings = jax.WIDE
    return Equivalent(tuple(imports), tuple(lines), settings=settings)


def reads(lines: Sequence[str], name: str) -> bool:
    """Is a variable of that name in some code? An attribute or argument of the name is none."""
    found = re.compile(rf"(?<![.\w\"]){name}\b(?!=)")
    return any(found.search(line.partition("#")[0]) for line in lines)


def literal(array: Array, library: str) -> str:
    """A tensor with its numbers, as code."""
    dtype = dtype_code(array.dtype.name, library)
    if array.size == 0:
        return f"{_MODULES[library]}.zeros({array.shape}, dtype={dtype})"
    line = f"{_ARRAYS[library]}({_nested(array)}, dtype={dtype})"
    if len(line) <= WIDTH or array.ndim < 2:
        return line
    rows = "".join(f"        {_nested(row)},\n" for row in array)
    return f"{_ARRAYS[library]}(\n    [\n{rows}    ],\n    dtype={dtype},\n)"


def dtype_code(dtype: str, library: str) -> str:
    """A dtype, as code."""
    if library == "torch":
        return f"torch.{dtype}"
    if library == "onnxruntime" and dtype == "bfloat16":  # NumPy has it from a package beside.
        return "ml_dtypes.bfloat16"
    return f'"{dtype}"'


def _tensor(known: Known, library: str) -> str | None:
    if known.dtype is None or known.size is None:
        return None
    value = known.value
    if value is not None and value.size <= _FEW:
        return literal(value, library)
    dtype = dtype_code(known.dtype, library)
    return f"{_MODULES[library]}.ones({known.shape}, dtype={dtype})"


def _legal(op: str, port: str, known: Known) -> Known:
    """Ones are no legal axes, and seldom a legal shape: those that are, where none are known."""
    if known.value is not None or known.size is None or known.dtype is None:
        return known
    shape = tuple(size or 0 for size in known.shape or ())
    if port in ("perm", "reduction_indices"):
        numbers = np.arange(known.size)
    elif (op, port) == ("Reshape", "shape") and known.size:
        numbers = np.array([*[1] * (known.size - 1), -1])
    else:
        return known
    return Known.of(numbers.reshape(shape).astype(DTYPES[known.dtype]))


def _commented(line: str) -> str:
    return line + _PLACE if ".ones(" in line else line


def _nested(array: Array) -> str:
    if array.ndim:
        return f"[{', '.join(_nested(np.asarray(one)) for one in array)}]"
    text = str(array.astype(np.float32) if array.dtype.name == "bfloat16" else array)
    return f'float("{text}")' if text in ("nan", "inf", "-inf") else text
