"""Element by element: TensorFlow's broadcasting, no change of dtype, no warning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import mutually_broadcastable_shapes

import kernels
from kernels.dtypes import NUMERIC, named
from kernels.elementwise import ADD, bias_add_shape, broadcast_shape
from kernels.errors import ArgumentError

PAIRS = [kernels.add, kernels.subtract, kernels.multiply]
Kernel = Callable[..., Any]


def numbers(dtype: str, *values: float) -> np.ndarray[Any, Any]:
    return np.array(values).astype(named(dtype))


@pytest.mark.parametrize("dtype", NUMERIC)
def test_the_dtype_stays(dtype: str) -> None:
    x, y = numbers(dtype, 6, 7), numbers(dtype, 2, 3)
    results = {kernels.subtract: [4, 4], kernels.multiply: [12, 21], kernels.relu: [6, 7]}
    for kernel, wanted in results.items():
        found = kernel(x) if kernel is kernels.relu else kernel(x, y)
        assert found.dtype == x.dtype
        assert found.tolist() == wanted
    if dtype in ADD:
        assert kernels.add(x, y).tolist() == [8, 10]


@pytest.mark.parametrize("kernel", PAIRS)
def test_two_dtypes_are_refused(kernel: Kernel) -> None:
    with pytest.raises(ArgumentError, match="y is float64 but x is float32") as caught:
        kernel(np.ones(2, np.float32), np.ones(2))
    assert caught.value.argument == "y"


@pytest.mark.parametrize("dtype", ["bool", "complex64", "object", "<U1"])
def test_a_dtype_that_does_not_count_is_refused(dtype: str) -> None:
    array = np.zeros(2, dtype)
    for kernel in PAIRS:
        with pytest.raises(ArgumentError, match=r"x must be float16, .* came"):
            kernel(array, array)
    with pytest.raises(ArgumentError, match="features must be"):
        kernels.relu(array)


def test_integers_wrap_around() -> None:
    for shape in ((), (1,)):
        top = np.full(shape, 127, np.int8)
        assert kernels.add(top, np.ones(shape, np.int8)) == -128
        assert kernels.multiply(top, top) == 1
        zero = np.zeros(shape, np.uint32)
        assert kernels.subtract(zero, np.ones(shape, np.uint32)) == 2**32 - 1


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
def test_floats_go_to_infinity_and_nan_without_a_warning(dtype: str) -> None:
    largest = numbers(dtype, float(ml_dtypes.finfo(named(dtype)).max))
    infinite = numbers(dtype, np.inf)
    assert np.isposinf(kernels.add(largest, largest).astype(float))
    assert np.isposinf(kernels.multiply(largest, largest).astype(float))
    assert np.isnan(kernels.subtract(infinite, infinite).astype(float))


def test_bfloat16_is_rounded_to_even() -> None:
    one, half_a_step = numbers("bfloat16", 1, 1 + 2**-7), numbers("bfloat16", 2**-8, 2**-8)
    assert kernels.add(one, half_a_step).tolist() == [1.0, 1 + 2**-6]


@given(mutually_broadcastable_shapes(num_shapes=2, max_dims=4, min_side=0, max_side=3), st.data())
def test_shapes_are_broadcast_as_the_rule_says(shapes: Any, data: st.DataObject) -> None:
    one, other = shapes.input_shapes
    result = kernels.add(np.ones(one, np.int32), np.ones(other, np.int32))
    assert result.shape == shapes.result_shape == broadcast_shape(one, other)
    hidden = [hide(shape, data) for shape in (one, other)]
    assert_agrees(broadcast_shape(*hidden), result.shape)


def hide(shape: tuple[int, ...], data: st.DataObject) -> tuple[int | None, ...] | None:
    if data.draw(st.integers(0, 9)) == 0:
        return None
    return tuple(None if data.draw(st.booleans()) else size for size in shape)


def assert_agrees(known: tuple[int | None, ...] | None, shape: tuple[int, ...]) -> None:
    if known is not None:
        assert len(known) == len(shape)
        assert all(one in (None, other) for one, other in zip(known, shape, strict=True))


@pytest.mark.parametrize(
    ("x", "y", "wanted"),
    [
        ((2, None), (2, 5), (2, 5)),
        ((2, None), (2, 1), (2, None)),
        ((2, None), (2, None), (2, None)),
        ((None,), (3, 1), (3, None)),
        ((None, 0), (1, 1), (None, 0)),
        ((None,), (0,), (0,)),
        (None, (2,), None),
        ((), (None, 2), (None, 2)),
    ],
)
def test_as_much_is_known_as_can_be(x: Any, y: Any, wanted: Any) -> None:
    assert broadcast_shape(x, y) == wanted
    assert broadcast_shape(y, x) == wanted


def test_only_what_can_never_fit_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r"axis -2.*x has 2 and y has 3; 2 or 1 would fit"):
        broadcast_shape((2, None), (3, 2))
    with pytest.raises(ArgumentError, match=r"y has shape \(3,\)"):
        kernels.add(np.ones((2, 2), np.float32), np.ones(3, np.float32))


def test_relu_keeps_nan_and_clears_the_sign_of_zero() -> None:
    for dtype in ("float16", "bfloat16", "float32", "float64"):
        found = kernels.relu(numbers(dtype, -1, -0.0, 2, np.nan, np.inf, -np.inf)).astype(float)
        assert np.array_equal(found, [0, 0, 2, np.nan, np.inf, 0], equal_nan=True)
        assert not np.signbit(found[:3]).any()


def test_bias_is_added_to_the_channels_of_either_layout() -> None:
    value = np.zeros((2, 3, 4), np.float32)
    last = kernels.bias_add(value, np.arange(4, dtype=np.float32))
    assert (last == [0, 1, 2, 3]).all()
    second = kernels.bias_add(value, np.arange(3, dtype=np.float32), data_format="NCHW")
    assert (second == np.array([[0], [1], [2]])).all()
    assert (value == 0).all()


@pytest.mark.parametrize(
    ("value", "bias", "layout", "argument", "words"),
    [
        ((2, 3), (2,), "NHWC", "bias", "3 channels on axis 1 .*; 3 would fit"),
        ((2, 3, 4), (4,), "NCHW", "bias", "3 channels"),
        ((2, 3), (1, 3), "NHWC", "bias", "one dimension"),
        ((3,), (3,), "NHWC", "value", "two dimensions or more"),
        ((2, 3), (3,), "NWHC", "data_format", "NHWC or NCHW"),
    ],
)
def test_a_bias_that_does_not_fit_is_refused(
    value: Any, bias: Any, layout: str, argument: str, words: str
) -> None:
    with pytest.raises(ArgumentError, match=words) as caught:
        kernels.bias_add(np.ones(value, np.float32), np.ones(bias, np.float32), data_format=layout)
    assert caught.value.argument == argument


def test_the_bias_tells_the_channels() -> None:
    assert bias_add_shape((2, None, None), (4,)) == (2, None, 4)
    assert bias_add_shape((2, None, None), (4,), data_format="NCHW") == (2, 4, None)
    assert bias_add_shape((2, 5), (None,)) == (2, 5)
    assert bias_add_shape((2, None), None) == (2, None)
    assert bias_add_shape(None, (4,)) is None


@pytest.mark.parametrize("wrong", [[1, 2], 3, None, "a", np.ma.array([1.0])])
def test_what_is_no_array_is_refused(wrong: object) -> None:
    right = np.ones(1, np.float32)
    for call in (lambda: kernels.add(wrong, right), lambda: kernels.relu(wrong)):
        with pytest.raises(ArgumentError, match="array"):
            call()
