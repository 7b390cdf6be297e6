"""ReadNpy: a tensor from a file, checked by its header and mapped into memory."""

from __future__ import annotations

import math
import os
import stat
import warnings
from dataclasses import dataclass
from typing import IO, Any, Literal

import ml_dtypes
import numpy as np
from numpy.lib import format as npy_format

from kernels.arguments import shape_text, shown
from kernels.dtypes import ALL, named
from kernels.errors import ArgumentError
from kernels.operands import LARGEST_BYTES, LARGEST_RANK, Array

READ_NPY = ALL

SMALL_BYTES = 2**20
"""Up to so many bytes a tensor is read at once, and then stays what it is if the file changes."""

_READERS: dict[tuple[int, int], Any] = {
    (1, 0): npy_format.read_array_header_1_0,
    (2, 0): npy_format.read_array_header_2_0,
}


@dataclass(frozen=True, slots=True)
class Header:
    """What an .npy file says of its tensor. `stored` is the dtype as it lies in the file."""

    stored: np.dtype[Any]
    shape: tuple[int, ...]
    fortran: bool
    offset: int

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype of the tensor: in this machine's byte order."""
        return named(self.stored.name)

    @property
    def bytes(self) -> int:
        """How much the tensor takes, in the file as in memory."""
        return math.prod(self.shape) * self.stored.itemsize

    @property
    def mapped(self) -> bool:
        """Whether the tensor stays in the file and takes no memory that counts."""
        return self.stored.isnative and self.bytes > SMALL_BYTES


def read_npy(*, file: str) -> Array:
    """The tensor in an .npy file beside the page.

    One of more than 1 MiB is mapped into memory and read as it is needed, so do not write over its
    file while it is in use: save the new one under another name, then rename it. C and Fortran
    order are both read; bytes in the other order are turned round in memory. Two bytes without a
    type, as NumPy saves bfloat16, are taken for bfloat16. Python objects and records are refused.
    """
    header = read_header(file)
    if 0 in header.shape:  # There may be nothing to map, which NumPy before 2.3 cannot.
        return np.empty(header.shape, header.dtype)
    order: Literal["C", "F"] = "F" if header.fortran else "C"
    try:
        mapped: Array = np.memmap(file, header.stored, "r", header.offset, header.shape, order)
    except (OSError, ValueError) as why:
        raise _unreadable(file, why) from None
    return np.asarray(mapped) if header.mapped else np.array(mapped, header.dtype)


def read_header(file: str) -> Header:
    """The header of an .npy file, once its size says that the data is there.

    Raises ArgumentError if there is no such file, if it is no .npy file, or if its tensor is cut
    off or of a kind that blockprop does not know.
    """
    if not isinstance(file, str | os.PathLike):  # A number would be taken for an open file.
        raise ArgumentError("file", f"file must be the path of a file, {shown(file)} came")
    try:
        if not stat.S_ISREG(os.stat(file).st_mode):  # Opening a pipe would wait for ever.
            raise ArgumentError("file", f"file: {_name(file)} is a folder or a device, not a file")
        with open(file, "rb") as opened:
            dtype, shape, fortran = _parsed(file, opened)
            header = Header(dtype, shape, fortran, opened.tell())
            _check_size(file, header, os.fstat(opened.fileno()).st_size)
            return header
    except FileNotFoundError:
        folder = shown(os.path.dirname(file) or ".")
        raise ArgumentError("file", f"file: there is no {_name(file)} in {folder}") from None
    except ArgumentError:
        raise
    except (OSError, TypeError, ValueError) as why:
        raise _unreadable(file, why) from None


def _parsed(file: str, opened: IO[bytes]) -> tuple[np.dtype[Any], tuple[int, ...], bool]:
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    try:
        # Version 3 is written for records with foreign names alone; it fails here like any other.
        reader = _READERS[npy_format.read_magic(opened)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Headers of Python 2 are read, and warned about.
            shape, fortran, dtype = reader(opened)
    except Exception:  # NumPy evaluates the header as a literal, which can fail in many ways.
        raise ArgumentError(
            "file", f"file: {_name(file)} is no .npy file of numbers, or its header is broken"
        ) from None
    _check_kind(file, dtype, shape)
    # NumPy has no name for bfloat16 and stores it as two bytes without a type.
    dtype = np.dtype(ml_dtypes.bfloat16) if dtype == np.dtype("V2") else dtype
    return dtype, shape, fortran


def _check_kind(file: str, dtype: np.dtype[Any], shape: tuple[int, ...]) -> None:
    if dtype.hasobject:
        raise ArgumentError(
            "file", f"file: {_name(file)} holds Python objects, which are never read; save numbers"
        )
    if dtype.name not in READ_NPY and dtype != np.dtype("V2"):
        raise ArgumentError(
            "file", f"file: {_name(file)} holds {dtype}; one of {', '.join(READ_NPY)} is needed"
        )
    sizes_are_whole = all(type(size) is int and size >= 0 for size in shape)  # True is none.
    if len(shape) > LARGEST_RANK or not sizes_are_whole:
        raise ArgumentError(
            "file", f"file: {_name(file)} has the shape {shape_text(shape)}, which no tensor has"
        )


def _check_size(file: str, header: Header, size: int) -> None:
    needed = header.offset + header.bytes
    if needed > LARGEST_BYTES or size < needed:
        raise ArgumentError(
            "file",
            f"file: {_name(file)} is cut off: {header.stored.name} {shape_text(header.shape)} "
            f"needs {needed:,} bytes, it has {size:,}",
        )


def _unreadable(file: object, why: Exception) -> ArgumentError:
    reason = getattr(why, "strerror", None) or why  # without the path, which may be long
    return ArgumentError("file", f"file: {_name(file)} cannot be read: {reason}")


def _name(file: object) -> str:
    """The file as messages name it: without the folders that lead to it."""
    return shown(os.path.basename(file) if isinstance(file, str) else file)
