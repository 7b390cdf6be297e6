"""ReadNpy: what NumPy writes is read, what is broken or hostile is refused with the reason."""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kernels
from kernels.dtypes import ALL, named
from kernels.errors import ArgumentError
from kernels.npy import SMALL_BYTES, read_header


def saved(folder: Path, array: Any, **more: Any) -> str:
    path = folder / "tensor.npy"
    np.save(path, array, **more)
    return str(path)


def header(descr: str, shape: str, fortran: str = "False") -> bytes:
    text = f"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}"
    body = text.encode("latin1").ljust(118 - 1) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(body).to_bytes(2, "little") + body


def written(folder: Path, content: bytes) -> str:
    path = folder / "tensor.npy"
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize("dtype", ALL)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 3)])
def test_what_numpy_saves_is_read(tmp_path: Path, dtype: str, shape: tuple[int, ...]) -> None:
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(named(dtype))
    file = saved(tmp_path, array)
    found = kernels.read_npy(file=file)
    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    assert found.tobytes() == array.tobytes()
    assert (read_header(file).dtype, read_header(file).shape) == (array.dtype, array.shape)


def test_a_large_file_is_mapped_and_not_written(tmp_path: Path) -> None:
    file = saved(tmp_path, np.zeros(SMALL_BYTES + 1, np.int8))
    found = kernels.read_npy(file=file)
    assert type(found) is np.ndarray
    assert isinstance(found.base, np.memmap)
    assert not found.flags.writeable
    assert read_header(file).mapped
    swapped = read_header(saved(tmp_path, np.zeros(SMALL_BYTES, ">i2")))
    assert not swapped.mapped
    assert swapped.bytes == 2 * SMALL_BYTES


def test_a_small_tensor_stays_what_it_is_when_its_file_changes(tmp_path: Path) -> None:
    file = saved(tmp_path, np.zeros(SMALL_BYTES, np.int8))
    found = kernels.read_npy(file=file)
    assert not read_header(file).mapped
    saved(tmp_path, np.ones(SMALL_BYTES, np.int8))
    assert not found.any()
    os.truncate(file, 0)  # Whoever still had it mapped would die of looking at it.
    assert not found.any()


def test_fortran_order_is_the_same_tensor(tmp_path: Path) -> None:
    array = np.asfortranarray(np.arange(24.0).reshape(2, 3, 4))
    file = saved(tmp_path, array)
    assert read_header(file).fortran
    assert np.array_equal(kernels.read_npy(file=file), array)


@pytest.mark.parametrize("dtype", [">f4", ">i8", ">u2"])
def test_bytes_in_the_other_order_are_turned_round(tmp_path: Path, dtype: str) -> None:
    found = kernels.read_npy(file=saved(tmp_path, np.arange(5).astype(dtype)))
    assert found.dtype.isnative
    assert found.tolist() == [0, 1, 2, 3, 4]


def test_headers_of_python_2_are_read(tmp_path: Path) -> None:
    content = header("'<f4'", "(2L,)") + np.float32([1, 2]).tobytes()
    assert kernels.read_npy(file=written(tmp_path, content)).tolist() == [1, 2]


@pytest.mark.skipif(mmap.ALLOCATIONGRANULARITY > 9000, reason="NumPy refuses longer headers")
def test_an_empty_tensor_is_not_mapped_where_there_is_nothing_to_map(tmp_path: Path) -> None:
    text = b"{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3), }"
    body = text.ljust(mmap.ALLOCATIONGRANULARITY - 10 - 1) + b"\n"
    content = b"\x93NUMPY\x01\x00" + len(body).to_bytes(2, "little") + body
    assert kernels.read_npy(file=written(tmp_path, content)).shape == (0, 3)


FLOATS = np.zeros(4, np.float32).tobytes()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no .npy file"),
        (b"\x93NUMPY", "no .npy file"),
        (b"PK\x03\x04" + bytes(50), "no .npy file"),
        (b"\x93NUMPY\x09\x00" + bytes(50), "no .npy file"),
        (header("'<f4'", "(4,)")[:40], "no .npy file"),
        (header("'<f4'", "(4,") + FLOATS, "header is broken"),
        (header("'<f4'", "4") + FLOATS, "header is broken"),
        (header("'<q9'", "(4,)") + FLOATS, "header is broken"),
        (header("'<f4'", "(-4,)") + FLOATS, "no tensor has"),
        (header("'<f4'", "(True,)") + FLOATS, "no tensor has"),
        (header("'<f4'", f"({'1,' * 33})") + FLOATS, "no tensor has"),
        (header("'<f4'", "(5,)") + FLOATS, r"cut off: float32 \(5,\) needs 148 bytes, it has 144"),
        (header("'<f4'", "(4,)"), "cut off"),
        (header("'<f4'", "(1000000000000,)") + FLOATS, "cut off"),
        (header("'<f8'", f"({2**62}, {2**62})") + FLOATS, "cut off"),
        (header("'|O'", "(4,)") + FLOATS, "Python objects"),
        (header("[('a', '<f4')]", "(4,)") + FLOATS, "holds .*; one of float16"),
        (header("[('a', '|O')]", "(4,)") + FLOATS, "Python objects"),
        (header("'<c8'", "(2,)") + FLOATS, "complex64; one of"),
        (header("'<U1'", "(4,)") + FLOATS, "one of"),
        (header("'|V3'", "(4,)") + FLOATS, "one of"),
        (header("'<M8[s]'", "(2,)") + FLOATS, "one of"),
    ],
)
def test_broken_and_foreign_files_are_refused(tmp_path: Path, content: bytes, words: str) -> None:
    file = written(tmp_path, content)
    for call in (lambda: kernels.read_npy(file=file), lambda: read_header(file)):
        with pytest.raises(ArgumentError, match=words) as caught:
            call()
        assert caught.value.argument == "file"
        assert "tensor.npy" in str(caught.value)


def test_nested_brackets_in_a_header_are_refused(tmp_path: Path) -> None:
    body = b"(" * 60_000
    content = b"\x93NUMPY\x01\x00" + len(body).to_bytes(2, "little") + body
    with pytest.raises(ArgumentError, match="header is broken"):
        kernels.read_npy(file=written(tmp_path, content))


def test_pickles_are_never_opened(tmp_path: Path) -> None:
    file = saved(tmp_path, np.array([{"a": 1}], object), allow_pickle=True)
    with pytest.raises(ArgumentError, match="Python objects"):
        kernels.read_npy(file=file)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match=r"there is no 'none.npy' in"):
        kernels.read_npy(file=str(tmp_path / "none.npy"))
    with pytest.raises(ArgumentError, match="folder or a device"):
        kernels.read_npy(file=str(tmp_path))
    with pytest.raises(ArgumentError, match="cannot be read"):
        kernels.read_npy(file="a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no name here")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.npy")
    with pytest.raises(ArgumentError, match="folder or a device"):
        kernels.read_npy(file=str(tmp_path / "pipe.npy"))


def test_why_the_system_cannot_open_it_is_told_without_the_path() -> None:
    with pytest.raises(ArgumentError, match=r"nnn' cannot be read: File name too long$"):
        kernels.read_npy(file="n" * 300 + ".nnn")
