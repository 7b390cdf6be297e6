"""Sums and means over axes."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kernels
from kernels.dtypes import NUMERIC, named
from kernels.errors import ArgumentError
from kernels.reduction import reduced_shape

BOTH = [kernels.sum, kernels.mean]


@pytest.mark.parametrize("dtype", NUMERIC)
def test_all_axes_with_and_without_them_kept(dtype: str) -> None:
    exact = np.arange(12).reshape(2, 3, 2)
    array = exact.astype(named(dtype))
    for count in range(4):
        for axes in itertools.permutations(range(3), count):
            for keep in (False, True):
                found = kernels.sum(array, axes, keep_dims=keep)
                assert found.dtype == array.dtype
                assert np.array_equal(found.astype(np.int64), exact.sum(axis=axes, keepdims=keep))
                assert found.shape == reduced_shape(array.shape, axes, keep_dims=keep)
                assert kernels.mean(array, axes, keep_dims=keep).shape == found.shape


@pytest.mark.parametrize("axes", [1, -2, np.int64(1), np.array(1, np.int32), [1], np.array([-2])])
def test_axes_come_in_every_form(axes: object) -> None:
    assert kernels.sum(np.ones((2, 3, 4), np.float32), axes).shape == (2, 4)


@pytest.mark.parametrize("kernel", BOTH)
@pytest.mark.parametrize(
    ("axes", "words"),
    [
        ([3], r"axis 3.*3 dimensions; -3 to 2"),
        ([-4], "axis -4"),
        ([0, 0], "twice"),
        ([0, -3], "twice"),
        ([0.5], "integer"),
        ([True], "integer"),
        (True, "needs the numbers of axes"),
        ("0", "needs the numbers of axes"),
        (np.array([0.0]), "must be int32 or int64, float64 came"),
        (np.array([[0]]), "vector"),
        ([2**70], "64 bits"),
    ],
)
def test_axes_that_cannot_be_are_refused(kernel: Any, axes: object, words: str) -> None:
    with pytest.raises(ArgumentError, match=words) as caught:
        kernel(np.ones((2, 3, 4), np.float32), axes)
    assert caught.value.argument == "reduction_indices"


def test_a_scalar_has_no_axes() -> None:
    assert kernels.sum(np.float32(3).reshape(()), []) == 3
    with pytest.raises(ArgumentError, match="0 dimensions; none is possible"):
        kernels.sum(np.array(3.0), [0])


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_the_half_types_are_summed_in_float32_and_rounded_once(dtype: str) -> None:
    array = np.full(5000, 1.5, named(dtype))
    assert kernels.sum(array, [0]) == named(dtype).type(7500)
    assert kernels.mean(array, [0]) == named(dtype).type(1.5)
    wide = np.full(4, 60000, np.float16)
    assert kernels.mean(wide, [0]) == 60000
    assert np.isposinf(kernels.sum(wide, [0]))


def test_integer_sums_wrap_around() -> None:
    assert kernels.sum(np.array([127, 1], np.int8), [0]) == -128


@given(
    st.lists(st.integers(-128, 127), min_size=1, max_size=30),
    st.sampled_from(["int8", "int16", "int32", "int64"]),
)
def test_integer_means_are_cut_off_towards_zero(values: list[int], dtype: str) -> None:
    wanted = int(Fraction(sum(values), len(values)))
    assert kernels.mean(np.array(values, dtype), [0]) == wanted


def test_integer_means_of_many_do_not_wrap_in_their_own_type() -> None:
    assert kernels.mean(np.full(300, 100, np.int8), [0]) == 100
    assert kernels.mean(np.full(300, 200, np.uint8), [0]) == 200
    assert kernels.mean(np.full(2, 2**63 - 1, np.uint64), [0]) == 2**63 - 1


@pytest.mark.parametrize("dtype", NUMERIC)
def test_nothing_has_a_sum_and_a_mean(dtype: str) -> None:
    nothing = np.zeros((0, 2), named(dtype))
    assert kernels.sum(nothing, [0]).tolist() == [0, 0]
    mean = kernels.mean(nothing, [0]).astype(float)
    assert (np.isnan(mean) if "float" in dtype else mean == 0).all()


def test_the_shape_is_known_as_far_as_it_can_be() -> None:
    assert reduced_shape((2, None, 4), (0,)) == (None, 4)
    assert reduced_shape((2, None, 4), (-1,), keep_dims=True) == (2, None, 1)
    assert reduced_shape((2, None, 4), None, keep_dims=True) == (None, None, None)
    assert reduced_shape((2, None, 4), None) is None
    assert reduced_shape(None, (0,)) is None


def test_inputs_are_left_alone() -> None:
    array = np.arange(4.0)
    array.flags.writeable = False
    assert kernels.mean(array, []).tolist() == array.tolist()
