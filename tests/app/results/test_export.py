"""What is saved or copied comes back as the same numbers."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest

from app.results import export

FOUR = ("N", "H", "W", "C")


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int64, np.bool_, np.uint8])
def test_npy_comes_back_bit_for_bit(tmp_path: Path, dtype: Any) -> None:
    array = np.random.default_rng(2).normal(size=(2, 3, 4)).astype(dtype)
    words = export.save(array, ("a", "b", "c"), tmp_path / "x.npy")
    back = np.load(tmp_path / "x.npy", allow_pickle=False)
    assert back.dtype == array.dtype
    assert back.tobytes() == array.tobytes()
    assert words == "Saved x.npy"


def test_bfloat16_is_saved_as_float32_and_that_is_said(tmp_path: Path) -> None:
    array = np.array([1.5, 2.5], ml_dtypes.bfloat16)
    words = export.save(array, ("axis 0",), tmp_path / "x.npy")
    assert np.load(tmp_path / "x.npy").tolist() == [1.5, 2.5]
    assert "float32" in words


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 2, 3), (2, 1, 2, 3)])
def test_csv_is_read_back_by_numpy(tmp_path: Path, shape: tuple[int, ...]) -> None:
    array = np.random.default_rng(3).normal(size=shape).astype(np.float32)
    export.save(array, FOUR[: len(shape)], tmp_path / "x.csv")
    back = np.loadtxt(tmp_path / "x.csv", delimiter=",", dtype=np.float32).reshape(shape)
    assert back.tobytes() == np.asarray(array).tobytes()


def test_csv_says_where_each_slice_is(tmp_path: Path) -> None:
    export.save(np.arange(16, dtype=np.float32).reshape(2, 2, 2, 2), FOUR, tmp_path / "x.csv")
    lines = (tmp_path / "x.csv").read_text().splitlines()
    assert lines[0] == "# float32 [2, 2, 2, 2], axes N, H, W, C"
    assert lines[1:4] == ["# N 0, H 0", "0,1", "2,3"]


def test_a_file_that_cannot_be_written_over_is_not_harmed(tmp_path: Path) -> None:
    target = tmp_path / "x.npy"
    target.mkdir()
    with pytest.raises(IsADirectoryError):
        export.save(np.zeros(2), ("axis 0",), target)
    assert [one.name for one in tmp_path.iterdir()] == ["x.npy"]


def test_text_is_a_list_that_python_reads() -> None:
    array = np.array([[0.1, 2.0], [-3.5, 1e20]], np.float32)
    text = export.as_text(array)
    assert text == "[[0.1, 2], [-3.5, 1e+20]]"
    assert np.array(ast.literal_eval(text), np.float32).tobytes() == array.tobytes()


def test_too_much_text_is_refused_with_the_limit() -> None:
    with pytest.raises(ValueError, match="200,000"):
        export.as_text(np.zeros(300_000))
