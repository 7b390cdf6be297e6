"""What differs between two tensors of one shape, number by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from kernels import cancelling
from kernels.arguments import any_rank, flag, number, shape_text
from kernels.dtypes import ALL, name_of
from kernels.errors import ArgumentError

Array = np.ndarray[Any, Any]
Index = tuple[int, ...]

_PART = 1 << 16
"""Numbers that are compared in one step: few enough that what is worked out of them stays in a
cache."""


@dataclass(frozen=True, slots=True)
class Differences:
    """How far two tensors are apart.

    `different` of `count` numbers differ by more than is allowed, the first of them in row-major
    order at `first`. `max_absolute` and `max_relative` are the largest differences, allowed or
    not, at these places; a number against NaN, or against an infinity, is infinitely far from it.
    The places are None where nothing differs at all.
    """

    count: int
    different: int
    first: Index | None
    max_absolute: float
    max_absolute_at: Index | None
    max_relative: float
    max_relative_at: Index | None

    @property
    def is_same(self) -> bool:
        """Whether nothing differs by more than is allowed."""
        return not self.different


def differences(
    actual: Array,
    expected: Array,
    *,
    rtol: float = 0.0,
    atol: float = 0.0,
    equal_nan: bool = True,
) -> Differences:
    """Compare two tensors of one shape, or a tensor with a scalar. Allowed is
    |actual − expected| ≤ atol + rtol · |expected|; with `equal_nan` NaN is the same as NaN.

    Whole numbers are subtracted exactly."""
    one, two = actual.reshape(-1), expected.reshape(-1)
    found = _Found()
    with np.errstate(all="ignore"):
        for start in range(0, one.size, _PART):
            cancelling.look()
            left = one[start : start + _PART]
            right = (
                two[start : start + _PART] if expected.ndim else np.broadcast_to(two, left.shape)
            )
            if not (left == right).all():
                apart, size = _apart(left, right, equal_nan)
                found.add(start, apart, size, rtol, atol)
    at = [_index(place, actual.shape) for place in (found.first, *found.places)]
    largest = found.largest
    return Differences(one.size, found.different, at[0], largest[0], at[1], largest[1], at[2])


class _Found:
    """What was found in all parts so far: the largest difference, absolute and relative, and where.

    As most parts say nothing new, a part is looked at for its largest number first, and only
    where that is larger than before for its place.
    """

    def __init__(self) -> None:
        self.different, self.first = 0, -1
        self.largest, self.places = [0.0, 0.0], [-1, -1]

    def add(self, start: int, apart: Array, size: Array, rtol: float, atol: float) -> None:
        """A part, from this place on: how far its numbers are apart, and how large they are."""
        allowed: Any = atol
        if rtol:
            allowed = atol + rtol * np.where(np.isfinite(size), size, 0.0)
        wrong = apart > allowed
        count = int(np.count_nonzero(wrong))
        if count and self.first < 0:
            self.first = start + int(wrong.argmax())
        self.different += count
        self._widen(0, start, apart)
        share = np.divide(apart, size, out=size)
        if np.isnan(share.max()):  # 0 by 0, or one infinity by another
            share[apart == 0] = 0.0
            share[np.isnan(share)] = np.inf
        self._widen(1, start, share)

    def _widen(self, kind: int, start: int, numbers: Array) -> None:
        most = float(numbers.max())
        if most > self.largest[kind]:
            self.largest[kind], self.places[kind] = most, start + int(numbers.argmax())


def _apart(left: Array, right: Array, equal_nan: bool) -> tuple[Array, Array]:
    """How far numbers are apart, and how large those are that were expected, in float64."""
    if left.dtype.kind in "iub" and right.dtype.kind in "iub":
        return _whole(left, right)
    one, two = left.astype(np.float64), right.astype(np.float64)
    apart = np.subtract(one, two)
    np.abs(apart, out=apart)
    if np.isfinite(apart.max()):  # then all numbers are finite; NaN would be the largest
        return apart, np.abs(two, out=two)
    apart[one == two] = 0.0  # two infinities as well, whose difference is no number
    unknown = np.isnan(one) | np.isnan(two)
    apart[unknown] = np.inf
    if equal_nan:
        apart[np.isnan(one) & np.isnan(two)] = 0.0
    return apart, np.abs(two)


def _whole(left: Array, right: Array) -> tuple[Array, Array]:
    """Of whole numbers: subtracted as uint64, which has room for every difference of two of one
    dtype. Where one is uint64 and the other is not, those that int64 lacks are compared as they
    are."""
    size = np.abs(right.astype(np.float64))
    if left.dtype.kind != right.dtype.kind and np.uint64 in (left.dtype, right.dtype):
        apart = np.abs(left.astype(np.float64) - size * np.sign(right.astype(np.float64)))
        return np.where(left == right, 0.0, np.maximum(apart, 1.0)), size
    wide = np.uint64 if left.dtype == np.uint64 else np.int64
    one, two = left.astype(wide), right.astype(wide)
    high, low = np.maximum(one, two).view(np.uint64), np.minimum(one, two).view(np.uint64)
    return (high - low).astype(np.float64), size


def _index(place: int, shape: Index) -> Index | None:
    if place < 0:
        return None
    return tuple(int(one) for one in np.unravel_index(place, shape)) if shape else ()


def expect(
    input: Array,
    expected: Array | None = None,
    *,
    value: Array,
    rtol: float = 1e-5,
    atol: float = 1e-8,
    equal_nan: bool = True,
) -> tuple[Array, Array, Array, Array, Array]:
    """Whether a tensor is what is expected, and if not, how far it is from that.

    What is expected is `value`, or the tensor at the port `expected` if that is wired. It has the
    shape and the dtype of input; a scalar stands for a tensor that is that number everywhere, in
    any dtype. Allowed is |input − expected| ≤ atol + rtol · |expected|, for each number; with
    `equal_nan` NaN is the same as NaN. A number is infinitely far from NaN and from infinities.

    `met` says whether all of it is as expected; `different` how many numbers are not, `first` where
    the first of them is, as an index (-1s if there is none). `max_absolute` and `max_relative` are
    the largest differences, allowed or not. `blockprop run PAGE --check` ends with exit status 1
    unless every block of this op is met.
    """
    input = any_rank("input", input, ALL)
    value = any_rank("value", value, ALL)
    wanted = value if expected is None else any_rank("expected", expected, ALL)
    check_expected(
        "value" if expected is None else "expected",
        (name_of(input.dtype), input.shape),
        (name_of(wanted.dtype), wanted.shape),
    )
    found = differences(
        input,
        wanted,
        rtol=number("rtol", rtol),
        atol=number("atol", atol),
        equal_nan=flag("equal_nan", equal_nan),
    )
    first = (-1,) * input.ndim if found.first is None else found.first
    return (
        np.array(found.is_same),
        np.array(found.different, np.int64),
        np.array(found.max_absolute),
        np.array(found.max_relative),
        np.array(first, np.int64),
    )


Described = tuple[str | None, tuple[int | None, ...] | None]
"""A tensor's dtype and shape, as far as they are known."""


def check_expected(name: str, input: Described, expected: Described) -> None:
    """Refuse what can be expected of no such input: a tensor of another shape or dtype."""
    dtype, shape = expected
    if shape is None or shape == ():  # it may be a scalar yet
        return
    if input[1] is not None:
        fits = len(shape) == len(input[1]) and all(
            one is None or two is None or one == two
            for one, two in zip(shape, input[1], strict=True)
        )
        if not fits:
            raise ArgumentError(
                name,
                f"{name} has shape {shape_text(shape)}, input {shape_text(input[1])}; what is "
                "expected has the shape of input, or is a scalar",
            )
    if dtype is not None and input[0] is not None and dtype != input[0]:
        raise ArgumentError(name, f"{name} is {dtype}, but input is {input[0]}; both must be one")
