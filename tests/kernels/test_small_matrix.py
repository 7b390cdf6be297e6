"""The matrix product."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kernels
from kernels.dtypes import named
from kernels.errors import ArgumentError
from kernels.matrix import MAT_MUL, mat_mul_shape

SIZES = st.integers(0, 5)


@given(SIZES, SIZES, SIZES, st.booleans(), st.booleans(), st.sampled_from(MAT_MUL))
def test_products_are_those_of_whole_numbers(
    rows: int, inner: int, columns: int, transpose_a: bool, transpose_b: bool, dtype: str
) -> None:
    a = np.arange(rows * inner).reshape(rows, inner) % 7
    b = np.arange(inner * columns).reshape(inner, columns) % 5
    given_a = (a.T if transpose_a else a).astype(named(dtype))
    given_b = (b.T if transpose_b else b).astype(named(dtype))
    flags = {"transpose_a": transpose_a, "transpose_b": transpose_b}
    product = kernels.mat_mul(given_a, given_b, **flags)
    assert product.dtype == named(dtype)
    assert product.shape == mat_mul_shape(given_a.shape, given_b.shape, **flags)
    assert np.array_equal(product.astype(np.int64), a @ b)
    assert product.flags.c_contiguous


def test_the_half_types_are_summed_in_float32_and_rounded_once() -> None:
    ones, tenths = np.ones((1, 5000), np.float16), np.full((5000, 1), 0.1, np.float16)
    wanted = np.float16(5000 * float(np.float16(0.1)))
    assert kernels.mat_mul(ones, tenths)[0, 0] == wanted
    bfloat16 = named("bfloat16")
    found = kernels.mat_mul(ones.astype(bfloat16), np.ones((5000, 1), bfloat16))
    assert float(found[0, 0]) == 4992  # 5000 rounded once; sums in bfloat16 would stop at 256.


def test_integers_wrap_around() -> None:
    a = np.array([[2**31 - 1, 1]], np.int32)
    assert kernels.mat_mul(a, np.array([[1], [1]], np.int32))[0, 0] == -(2**31)


def test_infinity_times_zero_is_no_warning() -> None:
    assert np.isnan(kernels.mat_mul(np.array([[np.inf]]), np.array([[0.0]])))


@pytest.mark.parametrize(
    ("a", "b", "flags", "argument", "words"),
    [
        ((2, 3), (2, 3), {}, "b", "2 rows.*3 columns"),
        ((2, 3), (3, 2), {"transpose_a": True}, "b", "transposed has 2 columns"),
        ((3,), (3, 2), {}, "a", "two dimensions"),
        ((1, 2, 3), (3, 2), {}, "a", "two dimensions"),
        ((2, 3), (), {}, "b", "two dimensions"),
    ],
)
def test_what_does_not_fit_is_refused(
    a: Any, b: Any, flags: dict[str, bool], argument: str, words: str
) -> None:
    with pytest.raises(ArgumentError, match=words) as caught:
        kernels.mat_mul(np.ones(a, np.float32), np.ones(b, np.float32), **flags)
    assert caught.value.argument == argument
    with pytest.raises(ArgumentError, match=words):
        mat_mul_shape(a, b, **flags)


def test_the_shape_is_known_as_far_as_it_can_be() -> None:
    assert mat_mul_shape(None, (None, 4)) == (None, 4)
    assert mat_mul_shape((2, None), None) == (2, None)
    assert mat_mul_shape((None, 2), (4, None), transpose_a=True, transpose_b=True) == (2, 4)
