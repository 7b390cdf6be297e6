"""Range: as many numbers as TensorFlow gives, each worked out by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kernels
from kernels.dtypes import named
from kernels.errors import ArgumentError
from kernels.ranges import RANGE, range_shape


def numbers(dtype: str, start: float, limit: float, delta: float) -> Any:
    return kernels.range(*(np.array(one).astype(named(dtype)) for one in (start, limit, delta)))


@pytest.mark.parametrize("dtype", RANGE)
def test_every_dtype(dtype: str) -> None:
    found = numbers(dtype, 3, 18, 3)
    assert (found.dtype, found.tolist()) == (named(dtype), [3, 6, 9, 12, 15])
    assert numbers(dtype, 3, 3, 1).shape == (0,)


@given(
    st.integers(-(2**63), 2**63 - 1),
    st.integers(-300, 300),
    st.integers(-(2**40), 2**40).filter(bool),
)
def test_integers_are_those_of_python(start: int, count: int, delta: int) -> None:
    limit = start + abs(count) * delta
    if -(2**63) <= limit < 2**63:
        found = kernels.range(*(np.array(one, np.int64) for one in (start, limit, delta)))
        assert found.tolist() == list(range(start, limit, delta))


def test_the_ends_of_uint64() -> None:
    found = kernels.range(*(np.array(one, np.uint64) for one in (0, 2**64 - 1, 2**63)))
    assert found.tolist() == [0, 2**63]


@pytest.mark.parametrize("dtype", [one for one in RANGE if "int" in one])
def test_the_whole_of_each_integer_dtype_but_its_last(dtype: str) -> None:
    limits = np.iinfo(named(dtype))
    step = max(1, (int(limits.max) - int(limits.min)) // 255)
    found = numbers(dtype, int(limits.min), int(limits.max), step)
    assert found.tolist() == list(range(int(limits.min), int(limits.max), step))


def test_floats_are_counted_in_their_own_dtype() -> None:
    assert numbers("float32", 0, 0.3, 0.1).size == 3
    assert numbers("float64", 0, 0.3, 0.1).size == 3
    step = float(np.float32(0.3))
    assert numbers("float32", 0, 1, 0.3).tolist() == [
        0,
        step,
        2 * step,
        float(np.float32(3 * step)),
    ]
    assert numbers("float64", 1, 0, -0.25).tolist() == [1, 0.75, 0.5, 0.25]


def test_no_error_piles_up() -> None:
    found = numbers("float32", 0, 1000, 0.1)
    exact = np.arange(found.size) * np.float64(np.float32(0.1))
    assert np.array_equal(found, exact.astype(np.float32))


@pytest.mark.parametrize(
    ("start", "limit", "delta", "argument", "words"),
    [
        (0, 1, 0, "delta", "never reaches"),
        (0, 5, -1, "delta", "away from limit.* a positive"),
        (5, 0, 1, "delta", "a negative"),
        (0, np.inf, 1, "limit", "finite"),
        (np.nan, 1, 1, "limit", "finite"),
        (0, 1e300, 1e-300, "delta", "too small"),
        (0, 1e10, 1e-10, "delta", r"takes 1e\+20 numbers"),
    ],
)
def test_ranges_without_an_end_are_refused(
    start: float, limit: float, delta: float, argument: str, words: str
) -> None:
    with pytest.raises(ArgumentError, match=words) as caught:
        numbers("float64", start, limit, delta)
    assert caught.value.argument == argument


def test_more_numbers_than_any_machine_holds_are_refused() -> None:
    with pytest.raises(ArgumentError, match="too many"):
        numbers("int64", 0, 2**62, 1)


def test_only_scalars_of_one_dtype() -> None:
    one = np.array(1, np.int32)
    with pytest.raises(ArgumentError, match=r"limit must be a scalar, shape \(1,\)"):
        kernels.range(one, np.ones(1, np.int32), one)
    with pytest.raises(ArgumentError, match="delta is int64 but start is int32"):
        kernels.range(one, one, np.array(1))
    assert range_shape(None, (), None) == (None,)
