"""Tensors against each other, and against what is expected."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest

import kernels
from kernels import comparing
from kernels.comparing import differences
from kernels.errors import ArgumentError

NAN, INF = float("nan"), float("inf")


def floats(*numbers: float, dtype: Any = np.float32) -> Any:
    return np.array(numbers, dtype)


@pytest.mark.parametrize("dtype", [np.float16, ml_dtypes.bfloat16, np.float32, np.float64])
def test_the_largest_and_the_first_are_found(dtype: Any) -> None:
    found = differences(floats(1, 2, 8, 4, dtype=dtype), floats(1, 1, 4, 4, dtype=dtype))
    assert (found.count, found.different, found.first) == (4, 2, (1,))
    assert (found.max_absolute, found.max_absolute_at) == (4, (2,))
    assert (found.max_relative, found.max_relative_at) == (1, (1,))
    assert not found.is_same


def test_an_index_has_all_axes() -> None:
    one = np.zeros((2, 3, 4))
    two = one.copy()
    two[1, 2, 3] = two[1, 0, 0] = 0.5
    found = differences(two, one)
    assert (found.first, found.max_absolute_at) == ((1, 0, 0), (1, 0, 0))
    assert differences(np.array(3.0), np.array(2.0)).first == ()


def test_tolerances_are_those_of_numpy() -> None:
    numbers = np.random.default_rng(1)
    for _ in range(200):
        one = numbers.normal(size=7)
        two = one + numbers.normal(size=7) * 10 ** numbers.uniform(-9, -1, 7)
        rtol, atol = 10 ** numbers.uniform(-8, -2, 2)
        found = differences(one, two, rtol=rtol, atol=atol)
        close = np.isclose(one, two, rtol, atol)
        assert found.different == np.count_nonzero(~close)
        assert found.is_same is bool(close.all())
        assert found.first == (None if close.all() else (int(np.argmin(close)),))


def test_nan_and_infinities() -> None:
    special = floats(NAN, INF, -INF, 1)
    assert differences(special, special).is_same
    assert differences(special, special).max_absolute == 0
    assert differences(special, special).max_relative == 0
    assert differences(special, special, equal_nan=False).first == (0,)
    for one, two in ((NAN, 1), (1, NAN), (INF, 1), (1, INF), (INF, -INF)):
        found = differences(floats(one), floats(two), rtol=1e30, atol=1e30)
        assert not found.is_same
        assert found.max_absolute == found.max_relative == INF


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        (np.array([2**53 + 1]), np.array([2**53]), 1),
        (np.array([2**63 - 1]), np.array([-(2**63)]), 2.0**64),
        (np.array([2**64 - 1], np.uint64), np.array([2**64 - 2], np.uint64), 1),
        (np.array([-128], np.int8), np.array([127], np.int8), 255),
        (np.array([True]), np.array([False]), 1),
        (np.array([2**63], np.uint64), np.array([2**63 - 1]), 1),
    ],
)
def test_whole_numbers_are_exact(one: Any, two: Any, apart: float) -> None:
    assert differences(one, two).max_absolute == apart
    assert differences(two, one).max_absolute == apart
    assert differences(one, one).is_same


def test_parts_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = np.random.default_rng(2)
    one, two = numbers.normal(size=(2, 5, 7)), numbers.normal(size=(2, 5, 7))
    whole = differences(one, two, atol=0.5)
    monkeypatch.setattr(comparing, "_PART", 3)
    assert differences(one, two, atol=0.5) == whole


def test_nothing_differs_from_nothing() -> None:
    found = differences(np.zeros((0, 3)), np.zeros((0, 3)))
    assert found.is_same
    assert (found.count, found.first, found.max_absolute_at) == (0, None, None)


def test_expect_gives_the_figures() -> None:
    met, different, absolute, relative, first = kernels.expect(
        floats(0, 1, 3), floats(0, 1, 4), value=floats(9), rtol=0.2
    )
    assert (bool(met), int(different), float(absolute), float(relative)) == (False, 1, 1.0, 0.25)
    assert first.tolist() == [2]
    assert [one.dtype.name for one in (met, different, absolute, relative, first)] == [
        *("bool", "int64", "float64", "float64", "int64")
    ]
    met, _, _, _, first = kernels.expect(floats(0, 1, 3), value=floats(0, 1, 3))
    assert bool(met)
    assert first.tolist() == [-1]


def test_a_scalar_stands_for_all_in_any_dtype() -> None:
    assert kernels.expect(np.zeros((2, 3), np.float32), value=np.array(0))[0]
    assert int(kernels.expect(np.array([[0, 1]]), value=np.array(0.0))[1]) == 1


@pytest.mark.parametrize(
    ("value", "more", "why"),
    [
        (floats(1, 2), {}, r"value has shape \(2,\), input \(3,\)"),
        (floats(1, 2, 3, dtype=np.float64), {}, "value is float64, but input is float32"),
        (floats(1, 2, 3), {"rtol": -1}, "rtol must be a number from 0 up"),
        (floats(1, 2, 3), {"atol": NAN}, "atol must be a number from 0 up"),
    ],
)
def test_what_cannot_be_compared_is_refused(value: Any, more: dict[str, Any], why: str) -> None:
    with pytest.raises(ArgumentError, match=why):
        kernels.expect(floats(1, 2, 3), value=value, **more)


def test_all_is_as_if_number_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts that are equal, finite or neither go different ways to one answer."""
    monkeypatch.setattr(comparing, "_PART", 4)
    numbers = np.random.default_rng(5)
    special = floats(NAN, INF, -INF, 0, -0.0, 1, 2, 1e38, dtype=np.float64)
    for _ in range(300):
        dtype = numbers.choice([np.float32, np.float64])
        one = numbers.choice(special, 12).astype(dtype)
        two = np.where(numbers.random(12) < 0.6, one, numbers.choice(special, 12)).astype(dtype)
        apart = [_apart(float(a), float(b)) for a, b in zip(one, two, strict=True)]
        share = [_share(a, float(b)) for a, b in zip(apart, two, strict=True)]
        found = differences(one, two)
        wrong = [at for at, each in enumerate(apart) if each]
        assert found.different == len(wrong)
        assert found.first == ((wrong[0],) if wrong else None)
        assert found.max_absolute == max(apart)
        assert found.max_absolute_at == ((apart.index(max(apart)),) if wrong else None)
        assert found.max_relative == max(share)
        assert found.max_relative_at == ((share.index(max(share)),) if wrong else None)


def _apart(one: float, other: float) -> float:
    if one == other or (one != one and other != other):
        return 0.0
    return INF if one != one or other != other else abs(one - other)


def _share(apart: float, other: float) -> float:
    if apart == 0:
        return 0.0
    return INF if apart == INF or other == 0 else apart / abs(other)
