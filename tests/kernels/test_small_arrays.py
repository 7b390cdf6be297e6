"""Ops that make tensors or give them another shape."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kernels
from kernels.arrays import fill_shape, reshape_shape, transpose_shape
from kernels.dtypes import ALL, named
from kernels.errors import ArgumentError

SHAPES = st.lists(st.integers(0, 4), max_size=4).map(tuple)


def test_const_gives_its_value() -> None:
    value = np.ones((2, 2), np.float32)
    assert kernels.const(value=value) is value


@pytest.mark.parametrize("dtype", ALL)
def test_fill_takes_every_dtype_and_shape(dtype: str) -> None:
    one = np.array(1).astype(named(dtype))
    for dims in ((), (0,), (2, 3)):
        for form in (dims, list(dims), np.array(dims, np.int64), np.array(dims, np.int32)):
            found = kernels.fill(form, one)
            assert (found.dtype, found.shape) == (one.dtype, dims)
            assert (found == one).all()


@pytest.mark.parametrize(
    ("dims", "words"),
    [
        ([-1], r"dims\[0\] is -1"),
        ([2.0], "integer"),
        (np.array([2.0]), "int32 or int64, float64 came"),
        (np.array(2), "vector"),
        (np.array([[2]]), "vector"),
        ([1] * 33, "33 numbers"),
        ([2**62, 2**62], "bytes, too many"),
        ("12", "sizes of a tensor"),
        (None, "sizes of a tensor"),
    ],
)
def test_sizes_that_no_tensor_has_are_refused(dims: object, words: str) -> None:
    with pytest.raises(ArgumentError, match=words) as caught:
        kernels.fill(dims, np.array(1.0))
    assert caught.value.argument == "dims"


def test_fill_needs_a_scalar() -> None:
    with pytest.raises(ArgumentError, match=r"scalar, shape \(1,\) came"):
        kernels.fill([2], np.ones(1))
    assert fill_shape(None, None) is None
    assert fill_shape((None, 3), ()) == (None, 3)


@pytest.mark.parametrize("out_type", ["int32", "int64"])
def test_the_shape_is_a_vector(out_type: str) -> None:
    found = kernels.shape(np.zeros((2, 0, 3)), out_type=out_type)
    assert (found.dtype.name, found.tolist()) == (out_type, [2, 0, 3])
    assert kernels.shape(np.array(1.0)).tolist() == []
    with pytest.raises(ArgumentError, match="int32 or int64"):
        kernels.shape(np.zeros(1), out_type="float32")


def test_a_size_beyond_int32_needs_int64() -> None:
    wide = np.broadcast_to(np.zeros(1, np.int8), (2**31,))
    with pytest.raises(ArgumentError, match="int64 fits"):
        kernels.shape(wide)
    assert kernels.shape(wide, out_type="int64").tolist() == [2**31]


@given(SHAPES, st.data())
def test_reshape_keeps_the_order_of_the_elements(
    shape: tuple[int, ...], data: st.DataObject
) -> None:
    count = math.prod(shape)
    array = np.arange(count).reshape(shape)
    divisor = data.draw(st.sampled_from([n for n in range(1, count + 1) if count % n == 0] or [1]))
    for wanted in ((count,), (divisor, -1), (-1, divisor)):
        found = kernels.reshape(array, wanted)
        assert found.ravel().tolist() == list(range(count))
        assert found.shape == reshape_shape(shape, wanted)


@pytest.mark.parametrize(
    ("tensor", "shape", "words"),
    [
        ((2, 3), (4, 2), "needs 8 elements, but tensor .* has 6"),
        ((2, 3), (4, -1), "6 is no multiple of 4"),
        ((2, 3), (-1, -1), "-1 twice"),
        ((2, 3), (-2, 3), r"shape\[0\] is -2"),
        ((2, 3), (0, -1), "6 is no multiple of 0"),
        ((2, 3), (), "needs 1 elements"),
        ((None, 3), (4, 2), "a multiple of 3"),
        ((None, 0), (2,), "has 0"),
    ],
)
def test_shapes_that_do_not_fit_are_refused(tensor: Any, shape: Any, words: str) -> None:
    with pytest.raises(ArgumentError, match=words) as caught:
        reshape_shape(tensor, shape)
    assert caught.value.argument == "shape"
    if None not in tensor:
        with pytest.raises(ArgumentError, match=words):
            kernels.reshape(np.ones(tensor), shape)


@pytest.mark.parametrize(
    ("tensor", "shape", "wanted"),
    [
        ((2, None), (-1, 2), (None, 2)),
        (None, (-1, 2), (None, 2)),
        (None, (3, 2), (3, 2)),
        ((None, 3), (4, 3), (4, 3)),
        ((None, 0), (-1, 2), (0, 2)),
        ((None, 0), (-1, 0), (None, 0)),
        ((0, 4), (-1, 0), (4, 0)),
        ((0, 4), (0, -1), (0, 4)),
        ((0, 4), (0, -1, 5), (0, 0, 5)),
        ((0, 6, 2), (-1, 0, 3), (4, 0, 3)),
        ((2, 3), (None, -1), (None, None)),
        ((2, 3), (None, 3), (None, 3)),
        ((2, 3), None, None),
    ],
)
def test_a_new_shape_is_known_as_far_as_it_can_be(tensor: Any, shape: Any, wanted: Any) -> None:
    assert reshape_shape(tensor, shape) == wanted


def test_transpose_takes_every_order() -> None:
    array = np.arange(24).reshape(2, 3, 4)
    for perm in itertools.permutations(range(3)):
        found = kernels.transpose(array, np.array(perm, np.int32))
        assert np.array_equal(found, np.transpose(array, perm))
        assert found.flags.c_contiguous
        assert found.shape == transpose_shape(array.shape, perm)
        from_the_end = tuple(axis - 3 for axis in perm)
        assert np.array_equal(kernels.transpose(array, from_the_end), found)
        assert found.shape == transpose_shape(array.shape, from_the_end)
    assert kernels.transpose(np.array(5.0), []).shape == ()


@pytest.mark.parametrize(
    ("x", "perm", "words"),
    [
        ((2, 3), (0,), "perm has 1 numbers.*2 dimensions"),
        ((2, 3), (0, 2), "each axis from 0 to 1"),
        ((2, 3), (0, 0), "once"),
        ((2, 3), (1, -1), "once"),
        ((2, 3), (-3, 0), "-1 to -2"),
        (None, (1, 1), "once"),
        ((2, 3, 4), (None, 1, 1), "once"),
    ],
)
def test_orders_that_name_not_each_axis_once_are_refused(x: Any, perm: Any, words: str) -> None:
    with pytest.raises(ArgumentError, match=words) as caught:
        transpose_shape(x, perm)
    assert caught.value.argument == "perm"


def test_an_order_of_another_dtype_is_refused() -> None:
    with pytest.raises(ArgumentError, match="float64 came"):
        kernels.transpose(np.ones((2, 2)), np.array([1.0, 0.0]))


def test_an_order_is_used_as_far_as_it_is_known() -> None:
    assert transpose_shape((2, 3, None), (2, None, 0)) == (None, None, 2)
    assert transpose_shape(None, (1, 0)) == (None, None)
    assert transpose_shape((2, 3), None) == (None, None)
    assert transpose_shape(None, None) is None


def test_a_session_computes_nothing_itself() -> None:
    assert kernels.client_session([np.ones(1)], []) == ()
