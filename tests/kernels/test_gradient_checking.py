"""Gradients against central differences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ml_dtypes
import numpy as np
import pytest

import kernels
from kernels import gradient_checking
from kernels.errors import ArgumentError

Array = np.ndarray[Any, Any]
RANDOM = np.random.default_rng(3)
ATTRS: dict[str, Any] = {"strides": (1, 2, 1, 1), "padding": "SAME"}


def numbers(*shape: int, dtype: Any = np.float32) -> Array:
    return RANDOM.normal(size=shape).astype(dtype)


def check(x: Array, forward: Callable[[Array], Array], gradient: Array, **more: Any) -> Any:
    names = ("met", "max_error", "where", "along", "tested", "indices", "theoretical", "numerical")
    found = kernels.gradient_check(
        x, forward(x), gradient, more.pop("dy", None), forward=forward, **more
    )
    return dict(zip(names, found, strict=True))


def convolution(dtype: Any) -> tuple[Array, Array, Array]:
    image, filter = numbers(2, 5, 6, 3, dtype=dtype), numbers(3, 2, 3, 4, dtype=dtype)
    return image, filter, numbers(2, 3, 6, 4, dtype=dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16, ml_dtypes.bfloat16])
def test_right_gradients_are_met(dtype: Any) -> None:
    image, filter, dy = convolution(dtype)
    by_input = kernels.conv2d_backprop_input(np.array(image.shape), filter, dy, **ATTRS)
    by_filter = kernels.conv2d_backprop_filter(image, np.array(filter.shape), dy, **ATTRS)
    small = np.finfo(dtype).eps if dtype != ml_dtypes.bfloat16 else 2**-7
    for x, gradient, forward in (
        (image, by_input, lambda x: kernels.conv2d(x, filter.astype(x.dtype), **ATTRS)),
        (filter, by_filter, lambda x: kernels.conv2d(image.astype(x.dtype), x, **ATTRS)),
    ):
        found = check(x, forward, gradient, dy=dy)
        assert found["met"]
        assert found["max_error"] < max(400 * small, 1e-8)
        assert found["along"] < max(400 * small, 1e-8)
        assert found["tested"].tolist() == [x.size, x.size]


@pytest.mark.parametrize("place", [0, 17, -1])
def test_one_wrong_number_is_found_where_it_is(place: int) -> None:
    image, filter, dy = convolution(np.float32)
    gradient = kernels.conv2d_backprop_input(np.array(image.shape), filter, dy, **ATTRS).copy()
    gradient.flat[place] += 2
    found = check(
        image, lambda x: kernels.conv2d(x, filter.astype(x.dtype), **ATTRS), gradient, dy=dy
    )
    assert not found["met"]
    assert np.ravel_multi_index(found["where"], image.shape) == place % image.size
    at = place % image.size
    apart = abs(found["theoretical"][at] - found["numerical"][at])
    assert apart == pytest.approx(2, rel=1e-5)


def test_what_is_put_together_gives_the_same_as_one_by_one(monkeypatch: Any) -> None:
    image, filter, dy = convolution(np.float64)
    calls = []

    def by_input(x: Array) -> Array:
        calls.append(len(x))
        return kernels.conv2d(x, filter, **ATTRS)

    def by_filter(x: Array) -> Array:
        calls.append(x.shape[-1])
        return kernels.conv2d(image, x, **ATTRS)

    for x, forward in ((image, by_input), (filter, by_filter)):
        calls.clear()
        fast = check(x, forward, x, dy=dy)
        assert len(calls) < 15
        monkeypatch.setattr(gradient_checking, "_TOGETHER", 1)
        calls.clear()
        slow = check(x, forward, x, dy=dy)
        assert len(calls) > 2 * x.size
        monkeypatch.undo()
        assert np.allclose(fast["numerical"], slow["numerical"], rtol=1e-6, atol=1e-9)


def test_what_cannot_be_put_together_is_not() -> None:
    """Each number of the result depends on all of the input: so it does on its neighbour's."""
    x = numbers(4, dtype=np.float64)
    found = check(x, lambda x: x * x.sum(), x.sum() + x.sum() * np.ones(4), dy=np.ones(4))
    assert found["met"]


def test_a_large_tensor_is_sampled_and_all_of_it_counts_along_a_direction() -> None:
    x = numbers(40, 50)
    right = 2 * x
    found = check(x, lambda x: x * x, right, samples=30)
    assert found["met"]
    assert found["tested"].tolist() == [30, 2000]
    assert found["indices"].shape == (30, 2)
    assert len({tuple(one) for one in found["indices"].tolist()}) == 30
    rows, columns = found["indices"].T
    assert np.array_equal(found["theoretical"], right[rows, columns])
    again = check(x, lambda x: x * x, right, samples=30)
    assert np.array_equal(found["indices"], again["indices"])
    other = check(x, lambda x: x * x, right, samples=30, seed=1)
    assert not np.array_equal(found["indices"], other["indices"])
    wrong = right.copy()
    untested = np.ones(x.shape, bool)
    untested[rows, columns] = False
    wrong[untested] *= 1.5
    found = check(x, lambda x: x * x, wrong, samples=30)
    assert found["max_error"] < 1e-5
    assert found["along"] > 0.01
    assert not found["met"]


def test_the_work_is_limited(monkeypatch: Any) -> None:
    monkeypatch.setattr(gradient_checking, "WORK", 4000)
    x = numbers(10, 10)
    found = check(x, lambda x: x * x, 2 * x)
    assert found["tested"].tolist() == [10, 100]


def test_nan_is_never_met() -> None:
    x = numbers(3)
    gradient = np.array([2 * x[0], np.nan, 2 * x[2]], np.float32)
    found = check(x, lambda x: x * x, gradient)
    assert (bool(found["met"]), float(found["max_error"])) == (False, np.inf)
    assert found["where"].tolist() == [1]


def test_a_gradient_of_0_everywhere_is_met() -> None:
    x = numbers(3)
    assert check(x, lambda x: x * 0, np.zeros(3, np.float32))["met"]
    empty = check(numbers(0, 2), lambda x: x, numbers(0, 2))
    assert empty["met"]
    assert empty["where"].tolist() == [-1, -1]


def test_the_inputs_stay() -> None:
    x = numbers(3, dtype=np.float64)
    before = x.copy()
    check(x, lambda x: x * x, 2 * x)
    assert np.array_equal(x, before)


@pytest.mark.parametrize(
    ("gradient", "dy", "why"),
    [
        (numbers(2), None, r"gradient has shape \(2,\), x \(3,\)"),
        (numbers(3), numbers(4), r"out_backprop has shape \(4,\), y \(3,\)"),
    ],
)
def test_other_shapes_are_refused(gradient: Array, dy: Array | None, why: str) -> None:
    with pytest.raises(ArgumentError, match=why):
        check(numbers(3), lambda x: x, gradient, dy=dy)
