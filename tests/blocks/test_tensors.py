"""Tensors in pages: every bit comes back, and nothing hostile gets in."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.dtypes import DTYPES
from blocks.errors import ValueRefused
from blocks.tensors import own_tensor, read_tensor, write_tensor


def through_a_file(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return read_tensor(json.loads(json.dumps(write_tensor(array), allow_nan=False)))


def assert_same_bits(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> None:
    assert (one.dtype, one.shape) == (other.dtype, other.shape)
    nan = np.zeros(one.shape, bool)
    if one.dtype.kind in "fV":
        with np.errstate(invalid="ignore"):
            nan = np.isnan(one)
            assert (np.isnan(other) == nan).all()
    assert one[~nan].tobytes() == other[~nan].tobytes()


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_every_value_of_the_half_types_comes_back(dtype: str) -> None:
    array = np.arange(2**16, dtype=np.uint16).view(DTYPES[dtype])
    assert_same_bits(array, through_a_file(array))


@given(st.lists(st.integers(0, 2**32 - 1), max_size=40))
def test_random_bits_of_float32_come_back(bits: list[int]) -> None:
    array = np.array(bits, np.uint32).view(np.float32)
    assert_same_bits(array, through_a_file(array))


@given(st.lists(st.integers(0, 2**64 - 1), max_size=40))
def test_random_bits_of_float64_come_back(bits: list[int]) -> None:
    array = np.array(bits, np.uint64).view(np.float64)
    assert_same_bits(array, through_a_file(array))


@pytest.mark.parametrize("dtype", [name for name in DTYPES if "int" in name])
def test_the_ends_of_every_integer_type_come_back(dtype: str) -> None:
    limits = np.iinfo(DTYPES[dtype])
    array = np.array([limits.min, 0, 1, limits.max], DTYPES[dtype])
    assert_same_bits(array, through_a_file(array))


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
def test_minus_zero_nan_and_the_infinities_have_words_of_their_own(dtype: str) -> None:
    array = np.array([-0.0, 0.0, np.nan, np.inf, -np.inf], DTYPES[dtype])
    words = write_tensor(array)["data"]
    assert words == [0.0, 0, "nan", "inf", "-inf"]
    assert json.dumps(words) == '[-0.0, 0, "nan", "inf", "-inf"]'
    assert_same_bits(array, through_a_file(array))


def test_numbers_are_written_as_short_as_they_can_be() -> None:
    assert write_tensor(np.array([0.1, 3.0, 1e20, -2.5], np.float32)) == {
        "dtype": "float32",
        "shape": [4],
        "data": [0.1, 3, 1e20, -2.5],
    }
    assert write_tensor(np.array([True, False]))["data"] == [True, False]


@pytest.mark.parametrize("shape", [(), (0,), (1,), (2, 0, 3), (1,) * 32])
def test_every_shape_comes_back(shape: tuple[int, ...]) -> None:
    array = np.ones(shape, np.float32)
    back = through_a_file(array)
    assert back.shape == shape
    assert not back.flags.writeable


def test_other_byte_orders_and_strides_are_written_as_what_they_mean() -> None:
    array = np.arange(6, dtype=">f4").reshape(2, 3).T
    assert_same_bits(np.ascontiguousarray(array, "<f4"), through_a_file(array))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (None, "is an object"),
        ([], "is an object"),
        ({"dtype": "float32", "shape": [1]}, "is an object"),
        ({"dtype": "float32", "shape": [1], "data": [1], "more": 1}, "is an object"),
        ({"dtype": "float128", "shape": [1], "data": [1]}, "float128"),
        ({"dtype": ["float32"], "shape": [1], "data": [1]}, "none of"),
        ({"dtype": "float32", "shape": 1, "data": [1]}, "shape: a list"),
        ({"dtype": "float32", "shape": [True], "data": [1]}, "shape: a list"),
        ({"dtype": "float32", "shape": [-1], "data": []}, "from 0 up"),
        ({"dtype": "float32", "shape": [1.0], "data": [1]}, "shape: a list"),
        ({"dtype": "float32", "shape": [1] * 33, "data": [1]}, "33 dimensions"),
        ({"dtype": "float32", "shape": [10**6, 10**6], "data": [1]}, "1,000,000,000,000"),
        ({"dtype": "float32", "shape": [10**4000, 10**4000], "data": [1]}, "shape: a list"),
        ({"dtype": "int8", "shape": [1], "data": [10**5000]}, "-128 to 127"),
        ({"dtype": "float32", "shape": [2], "data": [1]}, "1 numbers"),
        ({"dtype": "float32", "shape": [1], "data": "1"}, "flat list"),
        ({"dtype": "float32", "shape": [1], "data": [[1]]}, r"data\[0\]"),
        ({"dtype": "float32", "shape": [1], "data": [True]}, "True"),
        ({"dtype": "float32", "shape": [1], "data": ["NaN"]}, '"nan"'),
        ({"dtype": "float32", "shape": [2], "data": [1, 1e39]}, r"data\[1\].*too large"),
        ({"dtype": "float16", "shape": [1], "data": [65520]}, "too large for float16"),
        ({"dtype": "float64", "shape": [1], "data": [10**400]}, "too large for float64"),
        ({"dtype": "int8", "shape": [1], "data": [128]}, "-128 to 127"),
        ({"dtype": "uint8", "shape": [1], "data": [-1]}, "0 to 255"),
        ({"dtype": "int32", "shape": [1], "data": [1.0]}, "whole number"),
        ({"dtype": "int32", "shape": [1], "data": ["nan"]}, "whole number"),
        ({"dtype": "bool", "shape": [1], "data": [1]}, "true or false"),
    ],
)
def test_what_is_no_tensor_is_refused_with_the_reason(raw: object, words: str) -> None:
    with pytest.raises(ValueRefused, match=words):
        read_tensor(raw)


@pytest.mark.parametrize("array", [np.ones(2, complex), np.array(["a"]), np.array([None])])
def test_arrays_that_no_page_can_hold_are_refused(array: np.ndarray[Any, Any]) -> None:
    with pytest.raises(ValueRefused, match="cannot be kept"):
        write_tensor(array)
    with pytest.raises(ValueRefused, match="cannot be kept"):
        own_tensor(array)


def test_an_array_is_taken_in_as_a_page_would_give_it_back() -> None:
    odd_nan = np.array([0x7FC01234, 0x3F800000], np.uint32).view(np.float32)
    taken = own_tensor(odd_nan)
    assert taken.tobytes() == through_a_file(odd_nan).tobytes()
    assert not taken.flags.writeable
    odd_nan[1] = 7
    assert taken[1] == 1
    with pytest.raises(ValueRefused, match="33 dimensions"):
        own_tensor(np.ones((1,) * 33))
