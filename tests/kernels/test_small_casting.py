"""Cast: every pair of dtypes, and what TensorFlow leaves open."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kernels
from kernels.casting import CAST
from kernels.dtypes import FLOATS, HALVES, SIGNED, UNSIGNED, named
from kernels.errors import ArgumentError

INTEGERS = (*SIGNED, *UNSIGNED)


@pytest.mark.parametrize("source", CAST)
@pytest.mark.parametrize("target", CAST)
def test_every_pair_of_dtypes(source: str, target: str) -> None:
    x = np.array([[0, 1, 1]]).astype(named(source))
    found = kernels.cast(x, DstT=target)
    assert (found.dtype, found.shape) == (named(target), (1, 3))
    assert found.astype(np.int64).tolist() == [[0, 1, 1]]


@pytest.mark.parametrize("source", FLOATS)
@pytest.mark.parametrize("target", INTEGERS)
def test_floats_are_cut_off_and_kept_in_range(source: str, target: str) -> None:
    limits = np.iinfo(named(target))
    x = np.array([2.75, -2.75, np.nan, np.inf, -np.inf, 0.99, -0.99]).astype(named(source))
    low, high = int(limits.min), int(limits.max)
    assert kernels.cast(x, DstT=target).tolist() == [2, max(low, -2), 0, high, low, 0, 0]


@given(st.floats(width=64), st.sampled_from(INTEGERS))
def test_every_float_becomes_the_nearest_integer_towards_zero(x: float, target: str) -> None:
    limits = np.iinfo(named(target))
    low, high = int(limits.min), int(limits.max)
    if np.isnan(x):
        wanted = 0
    elif np.isinf(x):
        wanted = high if x > 0 else low
    else:
        wanted = min(max(int(x), low), high)
    assert kernels.cast(np.array(x), DstT=target) == wanted


@pytest.mark.parametrize("target", INTEGERS)
def test_the_ends_of_each_range(target: str) -> None:
    limits = np.iinfo(named(target))
    beyond = float(int(limits.max) + 1)
    x = np.array([beyond, np.nextafter(beyond, 0), float(limits.min)])
    wanted = [int(limits.max), int(np.nextafter(beyond, 0)), int(limits.min)]
    assert kernels.cast(x, DstT=target).tolist() == wanted


def test_integers_wrap_around() -> None:
    assert kernels.cast(np.array([300, -1]), DstT="uint8").tolist() == [44, 255]
    assert kernels.cast(np.array([200], np.uint8), DstT="int8").tolist() == [-56]


def test_all_but_zero_is_true() -> None:
    x = np.array([0.0, -0.0, 1e-40, np.nan, -np.inf], np.float32)
    assert kernels.cast(x, DstT="bool").tolist() == [False, False, True, True, True]
    assert kernels.cast(np.array([0, 256]), DstT="bool").tolist() == [False, True]


def test_too_large_for_a_narrow_float_is_infinite() -> None:
    assert kernels.cast(np.array([65519.0, 65520.0]), DstT="float16").tolist() == [65504, np.inf]
    assert np.isposinf(kernels.cast(np.array([1e300]), DstT="bfloat16").astype(float))


def test_truncate_cuts_digits_off_instead_of_rounding() -> None:
    x = np.float32([1 + 2**-8 + 2**-9, -1 - 2**-8 - 2**-9, 65519, 1e9, np.nan, -np.inf])
    rounded = kernels.cast(x, DstT="bfloat16").astype(float)
    cut = kernels.cast(x, DstT="bfloat16", Truncate=True).astype(float)
    assert rounded[:2].tolist() == [1 + 2**-7, -1 - 2**-7]
    assert cut[:2].tolist() == [1, -1]
    assert np.isnan(cut[4])
    assert cut[5] == -np.inf
    assert kernels.cast(x, DstT="float16", Truncate=True)[2:4].tolist() == [65504, np.inf]
    wide = np.array([0.1])
    assert kernels.cast(wide, DstT="float32", Truncate=True)[0] == 0.09999999403953552
    assert float(kernels.cast(wide, DstT="float32")[0]) == 0.10000000149011612


@given(st.floats(2.0**-14, 65504, width=32), st.sampled_from(["float16", "bfloat16"]))
def test_truncate_never_gives_more_than_there_was(x: float, target: str) -> None:
    cut = kernels.cast(np.float32([x]), DstT=target, Truncate=True)
    above = (cut.view(np.uint16) + 1).astype(np.uint16).view(named(target))
    assert float(cut[0]) <= x < float(above[0])


def test_truncate_keeps_every_nan_a_nan() -> None:
    quiet_and_signalling = np.array([0x7FC00001, 0x7F800001, 0xFF800001], np.uint32)
    x = quiet_and_signalling.view(np.float32)
    for target in ("float16", "bfloat16"):
        found = kernels.cast(x, DstT=target, Truncate=True)
        assert np.isnan(found.astype(float)).all()


def test_truncate_does_nothing_where_all_digits_fit() -> None:
    x = np.float16([0.1, -2.5])
    assert kernels.cast(x, DstT="float64", Truncate=True).tolist() == x.astype(float).tolist()
    assert kernels.cast(np.array([2.7]), DstT="int32", Truncate=True).tolist() == [2]


def test_a_dtype_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ArgumentError, match="DstT must be float16") as caught:
        kernels.cast(np.ones(1), DstT="complex64")
    assert caught.value.argument == "DstT"


def test_the_same_dtype_is_the_same_tensor() -> None:
    x = np.ones(3)
    assert kernels.cast(x, DstT="float64") is x


@pytest.mark.parametrize("half", HALVES)
def test_many_halves_are_cast_as_numpy_and_ml_dtypes_do(half: str) -> None:
    x = np.random.default_rng(3).standard_normal((3, 20_000)).astype(np.float32)[:, ::-2]
    narrow = kernels.cast(x, DstT=half)
    assert narrow.tobytes() == x.astype(named(half)).tobytes()
    assert kernels.cast(narrow, DstT="float32").tobytes() == narrow.astype(np.float32).tobytes()
