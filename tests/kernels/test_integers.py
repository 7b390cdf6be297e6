"""Products of integers through float64: exact modulo 2**32, whatever the numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kernels
from kernels import conversion, integers
from kernels.convolution import choice
from kernels.dtypes import named
from kernels.threads import Scratch
from tests.kernels.convolution.calls import Call, calls
from tests.kernels.convolution.test_relations import back_of

Array = np.ndarray[Any, Any]
LOWEST, HIGHEST = -(2**31), 2**31 - 1
EXTREMES = (
    LOWEST,
    LOWEST + 1,
    -(2**16),
    -(2**15) - 1,
    -(2**15),
    -1,
    0,
    1,
    2**15 - 1,
    2**15,
    HIGHEST,
)


def in_float64(first: Array, second: Array, result: Array) -> None:
    """A matrix product in float64, of which each sum must be exact."""
    with np.errstate(all="ignore"):
        sums = first.astype(np.float64) @ second.astype(np.float64)
    assert np.abs(sums).max() < conversion.LARGEST_WHOLE
    assert not result.any()
    conversion.copy(result, sums, Scratch())


def modulo(first: Array, second: Array, terms: int | None = None) -> Array:
    result = np.zeros((first.shape[0], second.shape[1]), np.int32)
    terms = first.shape[1] if terms is None else terms
    integers.multiply_modulo(in_float64, first, second, terms, result)
    return result


def expected(first: Array, second: Array) -> Array:
    """In int64, which wraps around modulo 2**64 and so is right modulo 2**32."""
    return np.matmul(first.astype(np.int64), second.astype(np.int64)).astype(np.int32)


def full_range(shape: tuple[int, ...], seed: int = 0) -> Array:
    random = np.random.default_rng(seed)
    return random.integers(LOWEST, HIGHEST, shape, np.int32, endpoint=True)


@given(
    st.lists(st.sampled_from(EXTREMES) | st.integers(LOWEST, HIGHEST), min_size=12, max_size=12),
    st.sampled_from([None, 2**22, 2**36]),
)
def test_any_numbers(numbers: list[int], terms: int | None) -> None:
    """The more terms are said to come, the smaller the digits; the result is the same."""
    first = np.array(numbers[:6], np.int32).reshape(2, 3)
    second = np.array(numbers[6:], np.int32).reshape(3, 2)
    np.testing.assert_array_equal(modulo(first, second, terms), expected(first, second))


@pytest.mark.parametrize("inner", [1, 7, 300_000])
def test_random_numbers_of_full_range(inner: int) -> None:
    first, second = full_range((3, inner)), full_range((inner, 4), seed=1)
    np.testing.assert_array_equal(modulo(first, second), expected(first, second))


@pytest.mark.parametrize("low", [LOWEST, HIGHEST])
def test_the_largest_sums(low: int) -> None:
    first = np.full((2, 5000), low, np.int32)
    for second in (first.T, np.full((5000, 2), -(2**15), np.int32)):
        np.testing.assert_array_equal(modulo(first, second), expected(first, second))


def test_as_few_products_as_the_numbers_need() -> None:
    made: list[tuple[Any, ...]] = []

    def count(first: Array, second: Array, result: Array) -> None:
        made.append((first.dtype, second.dtype))

    small, large = full_range((2, 2)) >> 16, full_range((2, 2))
    result = np.zeros((2, 2), np.int32)
    for first, second, products in ((small, small, 1), (small, large, 1), (large, large, 3)):
        made.clear()
        integers.multiply_modulo(count, first, second, 2, result)
        assert len(made) == products
    integers.multiply_modulo(count, small, large, 2**10, result)
    assert len(made) == 3 + 2


@pytest.mark.parametrize("dtype", ["int32", "int64", "uint8", "uint16", "uint32", "uint64"])
@pytest.mark.parametrize("most", [100, None])
@pytest.mark.parametrize("shape", [(3, 4, 5), (70, 90, 600), (600, 40, 3)])
def test_matrix_products_of_all_integers(
    dtype: str, most: int | None, shape: tuple[int, int, int]
) -> None:
    limits = np.iinfo(named(dtype))
    low, high = (-most * (limits.min < 0), most) if most else (limits.min, limits.max)
    random = np.random.default_rng(5)
    rows, inner, columns = shape
    a = random.integers(low, high, (rows, inner), named(dtype), endpoint=True)
    b = random.integers(low, high, (columns, inner), named(dtype), endpoint=True)
    found = kernels.mat_mul(a, b, transpose_b=True)
    assert found.dtype == a.dtype
    np.testing.assert_array_equal(found, np.matmul(a, b.T))


@pytest.mark.parametrize("bits", [32, 20, 8])
@given(call=calls(families=("conv2d",)))
def test_convolutions_agree_with_plain_integer_sums(bits: int, call: Call) -> None:
    image = full_range(call.input_shape) >> (32 - bits)
    filter = full_range(call.filter_shape, seed=1) >> (32 - bits)
    with choice.forced("direct"):
        plain = call.forward(image, filter)
        back = full_range(back_of(plain).shape, seed=2) >> (32 - bits)
        plain_gradient = call.input_gradient(filter, back)
    with choice.forced("whole numbers"):
        np.testing.assert_array_equal(call.forward(image, filter), plain)
        np.testing.assert_array_equal(call.input_gradient(filter, back), plain_gradient)


def test_a_large_convolution_goes_through_float64() -> None:
    image, filter = full_range((2, 20, 20, 16)), full_range((3, 3, 16, 24), seed=1)
    given: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME"}
    found = kernels.conv2d(image, filter, **given)
    with choice.forced("direct"):
        np.testing.assert_array_equal(found, kernels.conv2d(image, filter, **given))
    with choice.forced("whole numbers"):
        np.testing.assert_array_equal(found, kernels.conv2d(image, filter, **given))
