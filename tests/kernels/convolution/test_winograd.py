"""Winograd's way for forward op and input gradient: right within its bound, with tiles given up
where a number in them is not finite."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kernels
from kernels.convolution import choice
from kernels.convolution.ways.direct import correlation
from kernels.convolution.ways.winograd import tiles as winograd_tiles
from kernels.convolution.ways.winograd import winograd
from tests.kernels.convolution.calls import Call, calls, slow_forward
from tests.kernels.convolution.test_infinities import last, slow_sums, spoil
from tests.kernels.convolution.test_relations import back_of

LOOSE = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
BOUND = 2e-5


@pytest.fixture(params=[True, False], ids=["tiny boxes", "one box"])
def sizes(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small calls cut into many boxes and parts, as large ones are; or into one."""
    if request.param:
        monkeypatch.setattr(winograd, "FILTER_VALUES", 32)
        for name, value in {"TILE_BYTES": 256, "FEWEST_TILES": 1, "FEWEST_TASKS": 8}.items():
            monkeypatch.setattr(winograd_tiles, name, value)


@pytest.mark.usefixtures("sizes")
@settings(max_examples=300, **LOOSE)
@given(calls())
def test_it_is_right_up_to_rounding(call: Call) -> None:
    image, filter = call.tensors()
    back = back_of(call.forward(image, filter))
    for op in (
        lambda: call.forward(image, filter),
        lambda: call.input_gradient(filter, back),
    ):
        try:
            with choice.forced("winograd"):
                found = op()
        except choice.NotTaken:
            continue
        with choice.forced("direct"):
            expected = op()
        largest = np.abs(expected).max(initial=0)
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12 * max(1, largest))


@pytest.mark.usefixtures("sizes")
@settings(max_examples=150, **LOOSE)
@given(st.data(), calls(families=("conv2d", "conv3d"), most=5))
def test_an_infinity_spoils_only_what_it_is_part_of(data: Any, call: Call) -> None:
    image, filter = call.tensors()
    back = back_of(call.forward(image, filter))
    for tensor in data.draw(st.sampled_from(((filter,), (back,), (image,), (filter, back, image)))):
        spoil(tensor, data.draw)
    expected = slow_sums(call, last(call, image), filter, last(call, back))
    ops = (lambda: call.forward(image, filter), lambda: call.input_gradient(filter, back))
    for op, wanted in zip(ops, expected, strict=False):
        try:
            with choice.forced("winograd"):
                found = last(call, op())
        except choice.NotTaken:
            continue
        np.testing.assert_allclose(found, wanted, atol=1e-11, rtol=1e-12)


def test_only_tiles_that_are_not_finite_are_computed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    called: Counter[str] = Counter()
    plan = correlation.plan
    monkeypatch.setattr(
        winograd_tiles.direct, "plan", lambda one: called.update(direct=1) or plan(one)
    )
    random = np.random.default_rng(6)
    image = random.standard_normal((4, 16, 16, 64)).astype(np.float32)
    filter = random.standard_normal((3, 3, 64, 64)).astype(np.float32)
    call: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME"}
    monkeypatch.setattr(winograd_tiles, "TILE_BYTES", 2**18)
    monkeypatch.setattr(winograd_tiles, "FEWEST_TILES", 1)
    with choice.forced("winograd"):
        finite = kernels.conv2d(image, filter, **call)
        assert not called
        image[0, 0, 0, 0] = np.inf
        found = kernels.conv2d(image, filter, **call)
    assert called["direct"] == 1
    np.testing.assert_array_equal(found[1:], finite[1:])
    assert np.isinf(found[0, :2, :2]).all()
    assert np.isfinite(found[0, 2:]).all()


def test_parts_of_a_filter_may_differ_in_size_and_have_other_boxes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Parts of 8, 8 and 6 channels: two boxes of tiles for the first, and one for the last."""
    read, points, tiles = 2, 36, 8
    monkeypatch.setattr(winograd, "FILTER_VALUES", points * read * 10)
    monkeypatch.setattr(winograd_tiles, "TILE_BYTES", points * 8 * 6 * tiles)
    monkeypatch.setattr(winograd_tiles, "FEWEST_TILES", 1)
    call = Call("conv2d", 1, (8, 16), read, (3, 3), read, 22, (1, 1), (1, 1), "SAME", ((0, 0),) * 2)
    image, filter = call.tensors()
    with choice.forced("winograd"):
        found = call.forward(image, filter)
    np.testing.assert_allclose(found, slow_forward(call, image, filter), rtol=0, atol=1e-11)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("filter", [(3, 3), (5, 2), (2, 1)])
def test_its_error_stays_below_the_bound(filter: tuple[int, int], dtype: str) -> None:
    random = np.random.default_rng(3)
    shape = (4, 30, 31, 24)
    weights = random.standard_normal((*filter, 24, 16)).astype(dtype)
    call: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME"}
    image = random.standard_normal(shape).astype(dtype)
    back = np.sin(kernels.conv2d(image, weights, **call)).astype(dtype)
    with choice.forced("direct"):
        exact = kernels.conv2d_backprop_input(
            shape, weights.astype(np.float64), back.astype(np.float64), **call
        )
    with choice.forced("winograd"):
        found = kernels.conv2d_backprop_input(shape, weights, back, **call)
    rounding = 2**-11 if dtype == "float16" else 0
    error = np.abs(found - exact).max() / np.abs(exact).max()
    assert 0 < error < BOUND + rounding
    assert found.dtype == dtype


def test_it_is_the_choice_for_many_channels_and_never_where_exact_sums_are_asked() -> None:
    random = np.random.default_rng(4)
    image = random.standard_normal((2, 28, 28, 128)).astype(np.float32)
    filter = random.standard_normal((3, 3, 128, 128)).astype(np.float32)

    def forward() -> Any:
        return kernels.conv2d(image, filter, strides=(1, 1, 1, 1), padding="SAME")

    with choice.forced("winograd"):
        fast = forward()
    with choice.forced("direct"):
        plain = forward()
    np.testing.assert_array_equal(forward(), fast)
    with kernels.precision("highest"):
        np.testing.assert_array_equal(forward(), plain)
    assert not np.array_equal(fast, plain)
