"""Infinities and NaN: only products that there are count, none with zeros of the padding."""

from __future__ import annotations

from contextlib import suppress
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kernels
from kernels.convolution import choice
from kernels.convolution.ways.way import Way
from tests.kernels.convolution.calls import Call, calls, pads_of
from tests.kernels.convolution.test_relations import back_of

Array = np.ndarray[Any, Any]
SPECIAL = (np.inf, -np.inf, np.nan)


def slow_sums(call: Call, image: Array, filter: Array, back: Array) -> tuple[Array, Array, Array]:
    """Output and both gradients by looking at each product that there is, channels last."""
    output, by_input = np.zeros_like(back), np.zeros_like(image)
    by_filter = np.zeros_like(filter)
    depthwise, groups = call.family == "depthwise", call.channels // call.filter_channels
    for image_at, *at in product(*map(range, back.shape[:-1])):
        for tap in product(*map(range, call.filters)):
            spot = tuple(
                o * s + t * d - pads_of(call, axis)[0]
                for axis, (o, s, t, d) in enumerate(
                    zip(at, call.strides, tap, call.dilations, strict=True)
                )
            )
            if not all(0 <= one < size for one, size in zip(spot, call.inputs, strict=True)):
                continue
            for made in range(back.shape[-1]):
                if depthwise:
                    reads = [(made // call.last, (made // call.last, made % call.last))]
                else:
                    first = made // (call.last // groups) * call.filter_channels
                    reads = [(first + c, (c, made)) for c in range(call.filter_channels)]
                for channel, weight in reads:
                    here, there = (image_at, *spot, channel), (image_at, *at, made)
                    with np.errstate(all="ignore"):
                        output[there] += image[here] * filter[(*tap, *weight)]
                        by_input[here] += back[there] * filter[(*tap, *weight)]
                        by_filter[(*tap, *weight)] += back[there] * image[here]
    return output, by_input, by_filter


def spoil(array: Array, draw: Any) -> None:
    """Put an infinity or a NaN in one or two places."""
    for _ in range(draw(st.integers(1, 2)) if array.size else 0):
        array.flat[draw(st.integers(0, array.size - 1))] = draw(st.sampled_from(SPECIAL))


def last(call: Call, array: Array) -> Array:
    """The array with its channels last."""
    return array if call.channels_last else np.moveaxis(array, 1, -1)


@pytest.mark.parametrize(
    "way", [way for way in choice.every_way() if way.exact], ids=lambda way: way.name
)
@settings(max_examples=150, deadline=None)
@given(st.data(), calls(most=5))
def test_padding_adds_nothing_to_infinities(way: Way, data: Any, call: Call) -> None:
    image, filter = call.tensors()
    back = back_of(call.forward(image, filter))
    for tensor in data.draw(st.sampled_from(((filter,), (back,), (image,), (filter, back, image)))):
        spoil(tensor, data.draw)
    expected = slow_sums(call, last(call, image), filter, last(call, back))
    ops = (
        lambda: last(call, call.forward(image, filter)),
        lambda: last(call, call.input_gradient(filter, back)),
        lambda: call.filter_gradient(image, back),
    )
    for op, wanted in zip(ops, expected, strict=True):
        with choice.forced(way.name), suppress(choice.NotTaken):
            np.testing.assert_array_equal(op(), wanted)


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_a_large_call_has_an_infinity_where_its_tap_reaches(dtype: type) -> None:
    """In many tiles: only the last row and column of outputs lie out of the corner tap's reach."""
    image = np.ones((3, 60, 61, 12), dtype)
    filter = np.ones((3, 3, 12, 16), dtype)
    filter[2, 2, 5, 7] = np.inf
    found = kernels.conv2d(image, filter, strides=(1, 1, 1, 1), padding="SAME")
    expected = np.zeros(found.shape, bool)
    expected[:, :-1, :-1, 7] = True
    np.testing.assert_array_equal(np.isposinf(found), expected)
    assert not np.isnan(found).any()


def test_overflow_of_the_sum_over_a_filter_changes_no_number() -> None:
    """Its check for infinities may err on the safe side."""
    random = np.random.default_rng(3)
    image, filter = random.standard_normal((2, 9, 9, 4)), random.standard_normal((3, 3, 4, 4))
    call: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME"}
    large = np.full_like(filter, 1e308)
    large[1, 1] = 0
    with np.errstate(over="ignore"):
        assert not np.isfinite(large.sum())
    small = image * 1e-308
    found = kernels.conv2d(small, large, **call)
    np.testing.assert_allclose(found, kernels.conv2d(image, large * 1e-308, **call), rtol=1e-12)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("family", ["conv2d", "depthwise"])
def test_edges_are_those_that_tensorflow_gives_in_float32(family: str, dtype: type) -> None:
    call = Call(family, 1, (5, 5), 1, (3, 3), 1, 1, (1, 1), (1, 1), "SAME", ((0, 0),) * 2)
    ones, filter = np.ones((1, 5, 5, 1), dtype), np.ones((3, 3, 1, 1), dtype)
    filter[0, 0] = np.inf
    inf = np.inf
    output = [[4, 6, 6, 6, 4], *[[6, inf, inf, inf, inf]] * 3, [4, inf, inf, inf, inf]]
    assert call.forward(ones, filter)[0, :, :, 0].tolist() == output
    by_input = [[inf, inf, inf, inf, 4], *[[inf, inf, inf, inf, 6]] * 3, [4, 6, 6, 6, 4]]
    assert call.input_gradient(filter, ones)[0, :, :, 0].tolist() == by_input
    back = ones.copy()
    back[0, 0, 0] = inf
    by_filter = [[16, 20, 16], [20, inf, inf], [16, inf, inf]]
    assert call.filter_gradient(ones, back)[:, :, 0, 0].tolist() == by_filter
