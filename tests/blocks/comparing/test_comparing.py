"""Two tensors beside one another."""

from __future__ import annotations

import tracemalloc
from typing import Any

import ml_dtypes
import numpy as np
import pytest

from blocks.comparing import compare, difference

NAN, INF = float("nan"), float("inf")


def floats(*numbers: float, dtype: Any = np.float32) -> Any:
    return np.array(numbers, dtype)


def test_the_words_say_how_many_where_and_how_much() -> None:
    found = compare(floats(1, 2.5, 0.1), floats(1, 2, 0.2))
    assert not found.is_same
    assert found.verdict == "2 of 3 numbers differ"
    assert found.details == (
        "first at [1]: 2.5 and 2",
        "largest difference 0.5 at [1]: 2.5 and 2",
        "relative 0.5 at [2]: 0.1 and 0.2",
    )
    assert found.places == ((1,), (1,), (2,))
    assert compare(floats(1, 2), floats(1, 3)).verdict == "1 of 2 numbers differs"


def test_the_same_is_said_so() -> None:
    assert compare(floats(1, NAN), floats(1, NAN)).verdict == "All 2 numbers are the same"
    assert compare(floats(), floats()).verdict == "Both are empty"
    assert compare(floats(1), floats(1)).is_same
    wide = compare(floats(1), floats(1, dtype=np.float64))
    assert wide.verdict == "The same numbers, in float32 and float64"
    assert not wide.is_same


def test_other_shapes_are_told_and_not_compared() -> None:
    found = compare(np.zeros((2, 3)), np.zeros((3, 2)))
    assert found.differences is None
    assert (found.verdict, found.details) == ("The shapes differ: [2, 3] and [3, 2]", ())


def test_what_is_allowed_is_no_difference() -> None:
    assert compare(floats(1.01), floats(1), rtol=0.02).is_same
    assert not compare(floats(1.01), floats(1), rtol=0.002).is_same


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (floats(3, NAN, INF, INF), floats(1, NAN, INF, 1), floats(2, 0, 0, INF)),
        (floats(1, dtype=ml_dtypes.bfloat16), floats(3, dtype=ml_dtypes.bfloat16), floats(-2)),
        (np.array([True]), np.array([False]), floats(1, dtype=np.float64)),
        (np.array([1], np.uint8), np.array([2], np.uint8), floats(-1, dtype=np.float64)),
        (floats(1, dtype=np.float64), floats(3), floats(-2, dtype=np.float64)),
    ],
)
def test_the_difference_can_be_looked_at(one: Any, other: Any, wanted: Any) -> None:
    found = difference(one, other)
    assert found.dtype == wanted.dtype
    assert np.array_equal(found, wanted)
    assert np.isnan(difference(floats(NAN), floats(1)))[0]


@pytest.mark.parametrize("dtype", [np.float32, np.int32])
def test_no_copy_of_a_large_tensor_is_made(dtype: Any) -> None:
    one = np.arange(1 << 22).astype(dtype)
    other = one[::-1].copy()
    tracemalloc.start()
    try:
        compare(one, other)
        assert tracemalloc.get_traced_memory()[1] < one.nbytes // 2
        tracemalloc.reset_peak()
        made = difference(one, other).nbytes
        assert tracemalloc.get_traced_memory()[1] < made + one.nbytes // 2
    finally:
        tracemalloc.stop()
