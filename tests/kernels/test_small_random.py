"""Random tensors: the same to the bit everywhere, and of the right distribution."""

from __future__ import annotations

import hashlib
import math
import statistics
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kernels
from kernels.dtypes import FLOATS, named
from kernels.errors import ArgumentError
from kernels.normal_quantile import logarithm, normal_quantile

BOTH = [kernels.random_normal, kernels.random_uniform]

# Of 100,000 numbers with seed 87654321 and seed2 5: a machine or a NumPy that gives others breaks
# every page with a random block on it.
DIGESTS = {
    ("random_normal", "float16"): "8069ed4a06587521",
    ("random_normal", "bfloat16"): "a0004033c4a05cc2",
    ("random_normal", "float32"): "4f2b2c3297c2c7fd",
    ("random_normal", "float64"): "edcec66ff29b5108",
    ("random_uniform", "float16"): "4de63bcad735706c",
    ("random_uniform", "bfloat16"): "7a52fe62e65a67f0",
    ("random_uniform", "float32"): "28e2ae3b28490b5d",
    ("random_uniform", "float64"): "a008a9f4c9effc6a",
}


@pytest.mark.parametrize("op", BOTH)
@pytest.mark.parametrize("dtype", FLOATS)
def test_the_numbers_are_the_same_everywhere(op: Any, dtype: str) -> None:
    found = op((100, 1000), dtype=dtype, seed=87654321, seed2=5)
    little = found.view(f"<u{found.dtype.itemsize}").tobytes()
    assert hashlib.sha256(little).hexdigest()[:16] == DIGESTS[op.__name__, dtype]


def test_a_few_numbers_to_look_at() -> None:
    assert kernels.random_uniform((3,), dtype="float64").tolist() == [
        0.011546754286331562,
        0.24154919656271812,
        0.11142585551493822,
    ]
    assert kernels.random_normal((3,), dtype="float64").tolist() == [
        -0.40651318725341584,
        0.19298451842980127,
        -1.3616639460729507,
    ]


@pytest.mark.parametrize("op", BOTH)
def test_each_seed_gives_other_numbers(op: Any) -> None:
    seeds = [(0, 0), (0, 1), (1, 0), (1, 1), (-1, 0), (0, -1), (2**63 - 1, 0), (-(2**63) + 1, 0)]
    found = {op((8,), seed=seed, seed2=seed2).tobytes() for seed, seed2 in seeds}
    assert len(found) == len(seeds)
    assert op((8,)).tobytes() == op((8,), seed=0, seed2=0).tobytes()


@pytest.mark.parametrize("op", BOTH)
def test_the_shape_only_cuts_the_stream(op: Any) -> None:
    flat = op((200_000,))
    assert np.array_equal(op((400, 500)).ravel(), flat)
    assert np.array_equal(op((7,)), flat[:7])
    assert op(()).shape == ()
    assert op((2, 0)).shape == (2, 0)
    assert np.array_equal(op(np.array([2, 2], np.int32)), flat[:4].reshape(2, 2))


def test_the_uniform_numbers_fill_the_interval() -> None:
    found = kernels.random_uniform((400_000,), dtype="float64")
    assert 0 <= found.min() < 1e-4
    assert 1 - 1e-4 < found.max() < 1
    counts = np.bincount((found * 100).astype(int), minlength=100)
    # The chi square of 99 degrees of freedom lies below 150 in all but 1 of 1,000 cases.
    assert ((counts - 4000) ** 2 / 4000).sum() < 150


@pytest.mark.parametrize("dtype", FLOATS)
def test_one_never_comes(dtype: str) -> None:
    found = kernels.random_uniform((200_000,), dtype=dtype)
    wide = kernels.random_uniform((200_000,), dtype="float64")
    assert found.astype(np.float64).max() < 1
    assert (found.astype(np.float64) <= wide).all()
    assert (wide - found.astype(np.float64)).max() < 2.0 ** -{"bfloat16": 8, "float16": 11}.get(
        dtype, 24
    )


def test_the_normal_numbers_have_the_moments_of_the_normal_distribution() -> None:
    found = kernels.random_normal((400_000,), dtype="float64")
    moments = [float((found**power).mean()) for power in (1, 2, 3, 4)]
    # Each within four standard errors.
    for moment, wanted, variance in zip(moments, (0, 1, 0, 3), (1, 2, 15, 96), strict=True):
        assert abs(moment - wanted) < 4 * math.sqrt(variance / found.size)
    counts, _ = np.histogram(found, [statistics.NormalDist().inv_cdf(n / 50) for n in range(1, 50)])
    assert ((counts - 8000) ** 2 / 8000).sum() < 90


@pytest.mark.parametrize("dtype", FLOATS)
def test_narrow_dtypes_round_the_same_numbers(dtype: str) -> None:
    wide = kernels.random_normal((1000,), dtype="float64", seed=3)
    assert np.array_equal(
        kernels.random_normal((1000,), dtype=dtype, seed=3), wide.astype(named(dtype))
    )


def test_the_two_ops_do_not_depend_on_each_other() -> None:
    normal, uniform = (op((100_000,), seed=7) for op in BOTH)
    assert abs(np.corrcoef(normal, uniform)[0, 1]) < 0.015


@given(st.floats(2.0**-53, 1 - 2.0**-53))
def test_the_quantile_is_that_of_the_statistics_module(p: float) -> None:
    wanted = statistics.NormalDist().inv_cdf(p)
    found = float(normal_quantile(np.array([p]))[0])
    assert math.isclose(found, wanted, rel_tol=2e-15, abs_tol=1e-16)


def test_the_quantile_is_odd() -> None:
    p = np.concatenate([2.0 ** -np.arange(1, 54), np.linspace(0.01, 0.49, 97)])
    middles = np.round(p * 2**53) / 2**53
    assert np.array_equal(normal_quantile(middles), -normal_quantile(1 - middles))


@given(st.floats(2.0**-1022, 2.0**1023))
def test_the_logarithm_is_right_to_the_last_digits(x: float) -> None:
    found = float(logarithm(np.array([x]))[0])
    assert math.isclose(found, math.log(x), rel_tol=4e-15, abs_tol=4e-16)


@pytest.mark.parametrize("op", BOTH)
def test_little_more_memory_than_the_result(op: Any) -> None:
    op((10,))
    tracemalloc.start()
    try:
        found = op((4_000_000,))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak - found.nbytes < 8 * 2**20


@pytest.mark.parametrize("op", BOTH)
@pytest.mark.parametrize(
    ("given", "argument", "words"),
    [
        ({"shape": (-1,)}, "shape", "0 or more"),
        ({"shape": (2**62, 2**62)}, "shape", "too many"),
        ({"shape": np.array([2.0])}, "shape", "int32 or int64"),
        ({"shape": (2,), "dtype": "int32"}, "dtype", "float16, bfloat16, float32 or float64"),
        ({"shape": (2,), "seed": 0.5}, "seed", "integer"),
        ({"shape": (2,), "seed2": 2**64}, "seed2", "64 bits"),
    ],
)
def test_what_is_wrong_is_refused(op: Any, given: Any, argument: str, words: str) -> None:
    with pytest.raises(ArgumentError, match=words) as caught:
        op(**given)
    assert caught.value.argument == argument
