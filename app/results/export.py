"""A tensor as a file or as text for other programs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import numpy as np

from blocks.declaration.known import Known
from blocks.viewing.numbers import Array, exact, is_floating

COPIED_ELEMENTS = 200_000
"""More than this is no text for a clipboard."""


def save(array: Array, names: tuple[str, ...], path: Path) -> str:
    """Write a tensor as .npy or, if the path ends so, as .csv. Returns what there is to say of it.

    Raises OSError if it cannot be written; a file that was there is not harmed then.
    """
    if path.suffix.lower() == ".csv":
        _write(path, lambda file: _write_csv(array, names, file), "w")
        return f"Saved {path.name}"
    kept = array
    if array.dtype.kind == "V":
        kept = array.astype(np.float32)
    _write(path, lambda file: np.save(file, kept, allow_pickle=False), "wb")
    if kept is not array:
        return f"Saved {path.name} as float32, which holds every bfloat16; .npy has no bfloat16"
    return f"Saved {path.name}"


def as_text(array: Array) -> str:
    """A tensor as nested lists, which Python and blockprop's own tensor editor read.

    Raises ValueError if it is too large for that.
    """
    if array.size > COPIED_ELEMENTS:
        raise ValueError(
            f"{array.size:,} elements are too many to copy as text; "
            f"up to {COPIED_ELEMENTS:,} are possible. Save the tensor instead"
        )
    return _nested(array)


def _nested(array: Array) -> str:
    if array.ndim == 0:
        return exact(array[()])
    if array.ndim == 1:
        return f"[{', '.join(exact(one) for one in array)}]"
    return f"[{', '.join(_nested(one) for one in array)}]"


def _write_csv(array: Array, names: tuple[str, ...], file: IO[Any]) -> None:
    """A line for each place on all axes but the last; a comment before each slice of the last two,
    so that numpy.loadtxt reads the numbers back."""
    file.write(f"# {Known.of(array)}")
    file.write(f", axes {', '.join(names)}\n" if names else "\n")
    if array.ndim == 0:
        file.write(f"{_cell(array[()], array)}\n")
        return
    table = array.reshape(1, -1) if array.ndim == 1 else array
    for index in np.ndindex(table.shape[:-2]):
        if index:
            place = ", ".join(f"{name} {at}" for name, at in zip(names, index, strict=False))
            file.write(f"# {place}\n")
        for row in table[index]:
            file.write(",".join(_cell(one, array) for one in row))
            file.write("\n")


def _cell(value: Any, array: Array) -> str:
    if is_floating(array):
        return exact(value)
    return str(int(value))


def _write(path: Path, fill: Callable[[IO[Any]], None], mode: str) -> None:
    """Fill a file beside the one that is meant, and put it in its place when it is whole."""
    number, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
    try:
        encoding = None if "b" in mode else "utf-8"
        with os.fdopen(number, mode, encoding=encoding) as file:
            fill(file)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
