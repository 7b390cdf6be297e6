"""Fast conversions: the bits of `astype`, for every half and any strides; int32 wraps around."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels import conversion
from kernels.dtypes import named
from kernels.threads import Scratch

Array = np.ndarray[Any, Any]
HALVES = ("float16", "bfloat16")
FLOAT32 = np.dtype(np.float32)


def converted(source: Array, dtype: np.dtype[Any]) -> Array:
    """A C-ordered copy in that dtype, by the module under test."""
    target = np.empty(source.shape, dtype)
    with np.errstate(all="ignore"):
        conversion.copy(target, source, Scratch())
    return target


def in_numpy(source: Array, dtype: np.dtype[Any]) -> Array:
    """What NumPy and ml_dtypes make of it."""
    with np.errstate(all="ignore"):
        return source.astype(dtype)


def assert_same_bits(found: Array, expected: Array) -> None:
    unsigned = np.dtype(f"u{found.dtype.itemsize}")
    np.testing.assert_array_equal(found.view(unsigned), expected.view(unsigned))


@pytest.fixture
def numpy_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """NumPy's own conversion of float16 is an error: only integers and equal dtypes may be copied,
    so that a comparison with NumPy is not one of NumPy with itself."""
    usual = np.copyto

    def strict(target: Array, source: Array, **options: Any) -> None:
        kinds = {target.dtype, source.dtype}
        assert len(kinds) == 1 or np.dtype(np.float16) not in kinds
        usual(target, source, **options)

    monkeypatch.setattr(np, "copyto", strict)


def every(dtype: str) -> Array:
    """All 65,536 values, the infinities and NaN of all kinds among them."""
    return np.arange(2**16, dtype=np.uint16).view(named(dtype))


def around_ties(dtype: str) -> Array:
    """Every finite half from 0 up, the middle of it and the next, and their neighbours."""
    finite = every(dtype)[:0x7C00] if dtype == "float16" else every(dtype)[:0x7F80]
    exact = finite.astype(np.float64)
    middles = (exact[:-1] + exact[1:]) / 2
    points = np.concatenate([exact, middles]).astype(np.float32)
    below = np.nextafter(points, np.float32(-1))
    return np.concatenate([points, below, np.nextafter(points, np.float32(np.inf))])


@pytest.mark.parametrize("dtype", HALVES)
def test_every_half_is_widened_exactly(dtype: str) -> None:
    assert_same_bits(converted(every(dtype), FLOAT32), in_numpy(every(dtype), FLOAT32))


@pytest.mark.usefixtures("numpy_is_slow")
def test_every_finite_float16_is_widened_by_the_fast_way() -> None:
    finite = every("float16")[np.isfinite(every("float16"))]
    assert_same_bits(converted(finite, FLOAT32), in_numpy(finite, FLOAT32))


@pytest.mark.usefixtures("numpy_is_slow")
@pytest.mark.parametrize("dtype", HALVES)
@pytest.mark.parametrize("sign", [1, -1])
def test_values_around_ties_are_narrowed_as_numpy_does(dtype: str, sign: int) -> None:
    values = np.copysign(around_ties(dtype), np.float32(sign))
    if dtype == "float16":
        values = values[np.abs(values) < 2**16]
    assert_same_bits(converted(values, named(dtype)), in_numpy(values, named(dtype)))


@pytest.mark.usefixtures("numpy_is_slow")
@pytest.mark.parametrize("dtype", HALVES)
def test_every_exponent_and_every_way_to_round_is_narrowed_as_numpy_does(dtype: str) -> None:
    """All upper 20 bits of a float32, with the lower ones on, beside and between the ties."""
    upper = np.arange(2**20, dtype=np.uint32) << 12
    for lower in (0, 1, 0x7FF, 0x800, 0xFFF):
        values = (upper | np.uint32(lower)).view(np.float32)
        if dtype == "float16":
            values = values[np.abs(values) < 2**16]
        assert_same_bits(converted(values, named(dtype)), in_numpy(values, named(dtype)))


@pytest.mark.parametrize("dtype", HALVES)
@pytest.mark.parametrize(
    "bits", [0x477FEFFF, 0x477FF000, 0x47890000, 0x7F800000, 0x7F800001, 0x7FC01234]
)
@pytest.mark.parametrize("sign", [0, 0x80000000])
def test_one_value_out_of_range_among_many(dtype: str, bits: int, sign: int) -> None:
    """Just in range, just beyond, far beyond, infinite, NaN of both kinds with digits."""
    values = np.linspace(-9, 9, 3 * conversion.PIECE, dtype=np.float32)
    values.view(np.uint32)[conversion.PIECE + 5] = sign | bits
    assert_same_bits(converted(values, named(dtype)), in_numpy(values, named(dtype)))
    back = in_numpy(values, named(dtype))
    assert_same_bits(converted(back, FLOAT32), in_numpy(back, FLOAT32))


SLICES = st.sampled_from(
    [slice(None), slice(None, None, 2), slice(None, None, -1), slice(1, -1), slice(0, 1)]
)


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=4),
    st.data(),
    st.sampled_from(HALVES),
    st.booleans(),
)
def test_any_strides_on_both_sides(sides: list[int], data: Any, dtype: str, widen: bool) -> None:
    """Slices, steps, turned axes; small pieces, so that all cuts are made."""
    random = np.random.default_rng(3)

    def laid_out(kind: np.dtype[Any]) -> tuple[Array, Array]:
        order = data.draw(st.permutations(range(len(sides))))
        parts = tuple(data.draw(SLICES) for _ in sides)
        whole = random.standard_normal([2 * side + 2 for side in sides]).astype(kind)
        view = whole.transpose(order)[parts]
        return whole, view

    kinds = (named(dtype), FLOAT32) if widen else (FLOAT32, named(dtype))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversion, "PIECE", 16)
        patch.setattr(conversion, "FEWEST", 0)
        _, source = laid_out(kinds[0])
        around, target = laid_out(kinds[1])
        shape = tuple(map(min, source.shape, target.shape))
        source, target = (one[tuple(map(slice, shape))] for one in (source, target))
        before, expected = source.tobytes(), around.copy()
        _same_place(expected, around, target)[...] = source.astype(kinds[1])
        conversion.copy(target, source, Scratch())
    assert source.tobytes() == before
    assert_same_bits(around, expected)


def _same_place(other: Array, whole: Array, part: Array) -> Array:
    """The part of `other` that lies where `part` lies in `whole`, of the same shape and order."""
    offset = part.__array_interface__["data"][0] - whole.__array_interface__["data"][0]
    return np.ndarray(part.shape, part.dtype, other, offset, part.strides)


BEYOND = conversion.PIECE + 9


@pytest.mark.parametrize("shape", [(), (0,), (3, 0), (1,), (1, 1, BEYOND), (BEYOND, 1)])
@pytest.mark.parametrize("dtype", HALVES)
def test_shapes_at_the_edges(shape: tuple[int, ...], dtype: str) -> None:
    values = np.linspace(-3, 3, int(np.prod(shape)), dtype=np.float32).reshape(shape)
    narrow = converted(values, named(dtype))
    assert_same_bits(narrow, in_numpy(values, named(dtype)))
    assert_same_bits(converted(narrow, FLOAT32), in_numpy(narrow, FLOAT32))


@pytest.mark.parametrize("dtype", HALVES)
def test_all_threads_convert_as_one_does(dtype: str) -> None:
    values = np.linspace(-3, 3, 5 * BEYOND).astype(named(dtype)).reshape(5, -1)
    for source in (values, values[:, ::-2], values.T, values[:0]):
        found = conversion.converted_by_all(source, FLOAT32, "all", Scratch())
        assert_same_bits(found, source.astype(FLOAT32))
    assert conversion.converted_by_all(values, values.dtype, "all", Scratch()) is values


def test_other_dtypes_are_converted_as_numpy_does() -> None:
    values = np.linspace(-3, 3, 5000)
    for dtype in ("float16", "bfloat16", "float32", "int64"):
        assert_same_bits(converted(values, named(dtype)), values.astype(named(dtype)))
    same = values.astype(np.float16)
    assert_same_bits(converted(same, same.dtype), same)


@given(
    st.integers(1 - conversion.LARGEST_WHOLE, conversion.LARGEST_WHOLE - 1),
    st.sampled_from(["int8", "uint16", "int32", "uint32", "int64"]),
)
def test_whole_numbers_wrap_around(number: int, dtype: str) -> None:
    found = converted(np.array([float(number)]), named(dtype))
    assert found.tolist() == np.array([number]).astype(named(dtype)).tolist()


@pytest.mark.parametrize("number", [2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**32, 2**51 - 1, 0])
def test_many_whole_numbers_wrap_around_in_any_order(number: int) -> None:
    numbers = np.full((3, 5, 70_000), number) - np.arange(5)[:, None]
    turned = numbers.astype(np.float64).transpose(1, 2, 0)
    target = np.empty((5, 3, 70_000), np.int32).transpose(0, 2, 1)
    conversion.copy(target, turned, Scratch())
    np.testing.assert_array_equal(target, numbers.astype(np.int32).transpose(1, 2, 0))
