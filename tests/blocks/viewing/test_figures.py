"""The figures of a tensor are those that NumPy gives in float64, piece by piece or not."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest

from blocks.viewing import figures
from blocks.viewing.figures import figures_of

INF, NAN = float("inf"), float("nan")


def test_of_whole_numbers() -> None:
    found = figures_of(np.array([[3, -2], [7, 4]], np.int32))
    assert (found.minimum, found.maximum, found.mean) == (-2, 7, 3.0)
    assert (found.nans, found.infinities) == (0, 0)
    assert str(found.known) == "int32 [2, 2]"
    assert str(found) == "min -2 · max 7 · mean 3 · 16 bytes"


def test_what_is_no_number_is_counted_and_left_out() -> None:
    found = figures_of(np.array([1, NAN, -INF, 3, INF, NAN], np.float32))
    assert (found.minimum, found.maximum, found.mean) == (1, 3, 2.0)
    assert (found.nans, found.infinities) == (2, 2)
    assert "NaN 2 · infinite 2" in str(found)


@pytest.mark.parametrize("value", [NAN, INF])
def test_without_any_number_there_are_only_counts(value: float) -> None:
    found = figures_of(np.full(3, value, np.float64))
    assert found.minimum is None
    assert found.mean is None
    assert "min" not in str(found)
    assert found.nans + found.infinities == 3


def test_an_empty_tensor_has_no_figures() -> None:
    found = figures_of(np.zeros((0, 3), np.float32))
    assert (found.minimum, found.mean, found.nans) == (None, None, 0)
    assert str(found) == "0 bytes"


@pytest.mark.parametrize("dtype", [ml_dtypes.bfloat16, np.float16, np.bool_, np.uint8, np.int64])
def test_every_dtype_has_figures(dtype: Any) -> None:
    found = figures_of(np.array([0, 1, 1, 1]).astype(dtype))
    assert float(found.minimum) == 0
    assert float(found.maximum) == 1
    assert found.mean == 0.75


def test_pieces_and_strides_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "PIECE", 7)
    array = np.random.default_rng(1).normal(size=(5, 6, 7)).astype(np.float32)
    array[2, 3, 4] = NAN
    for view in (array, array.transpose(2, 0, 1), array[::-1, ::2]):
        found = figures_of(view)
        assert found.nans == int(np.isnan(view).sum())
        assert found.minimum == np.nanmin(view)
        assert found.maximum == np.nanmax(view)
        assert found.mean == pytest.approx(float(np.nanmean(view.astype(np.float64))))


def test_a_large_tensor_is_not_copied() -> None:
    import tracemalloc

    array = np.zeros(4_000_000, np.float32)
    tracemalloc.start()
    figures_of(array)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < array.nbytes / 2
