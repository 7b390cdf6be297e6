"""Every element is counted once, in the bin that it belongs to, in every dtype."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest

from blocks.viewing import figures
from blocks.viewing.histogram import BINS, histogram_of

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    "dtype", [np.float32, np.float64, np.float16, ml_dtypes.bfloat16, np.int32, np.uint8, np.bool_]
)
def test_all_elements_of_every_dtype_are_counted(dtype: Any) -> None:
    values = np.random.default_rng(2).normal(60, 30, (7, 11, 13)).clip(0, 255).astype(dtype)
    found = histogram_of(values)
    assert found.total == values.size
    assert found.counts.size <= BINS
    assert found.counts[0] > 0
    assert found.counts[-1] > 0


def test_a_bin_per_whole_number_where_there_are_few() -> None:
    found = histogram_of(np.array([3, 3, 5, 7, 7, 7], np.int64))
    assert found.counts.tolist() == [2, 0, 1, 0, 3]
    assert found.words(4) == "7:  3  (50 %)"
    assert found.bin_at(4.9) == 2


def test_many_whole_numbers_share_bins_of_one_width() -> None:
    found = histogram_of(np.arange(1000))
    assert set(found.counts[:-1].tolist()) == {16}
    assert found.words(0).startswith("0 to 15:")


def test_what_is_no_finite_number_is_left_out() -> None:
    found = histogram_of(np.float32([NAN, 1, 2, INF, -INF, 2]))
    assert found.total == 3
    assert histogram_of(np.float32([NAN, INF])).total == 0
    assert histogram_of(np.zeros((0, 3))).total == 0


@pytest.mark.parametrize("value", [0.0, -3.5, 1e300, -1.7e308])
def test_equal_numbers_are_one_bin(value: float) -> None:
    found = histogram_of(np.full(5, value))
    assert found.counts.tolist() == [5]
    assert found.bin_at(value) == 0


def test_the_largest_numbers_there_are() -> None:
    found = histogram_of(np.array([-1.7e308, 0, 1.7e308]))
    assert found.total == 3
    assert np.isfinite(found.edges).all()


def test_pieces_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    array = np.random.default_rng(1).normal(size=(5, 6, 7)).astype(np.float32)
    whole = histogram_of(array)
    monkeypatch.setattr(figures, "PIECE", 7)
    in_pieces = histogram_of(array[::-1])
    assert in_pieces.counts.tolist() == whole.counts.tolist()
    assert np.histogram(array, whole.edges)[0].tolist() == whole.counts.tolist()


def test_a_place_outside_is_in_no_bin() -> None:
    found = histogram_of(np.float32([1, 2]))
    assert found.bin_at(0.99) is None
    assert found.bin_at(2.0) == found.counts.size - 1
    assert found.bin_at(NAN) is None
