"""Winograd's way for the gradient by the filter: right within its bound, and given up when not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kernels
from kernels.convolution import choice
from kernels.convolution.axis import Axis
from kernels.convolution.ways.direct import direct
from kernels.convolution.ways.winograd import winograd_filter
from kernels.convolution.ways.winograd.lattices import lattices
from tests.kernels.convolution.calls import Call, calls
from tests.kernels.convolution.test_infinities import last, slow_sums, spoil
from tests.kernels.convolution.test_relations import back_of

LOOSE = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
BOUND = 2e-5


@pytest.fixture(params=[True, False], ids=["tiny chunks", "one chunk"])
def chunks(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small calls cut into many chunks, boxes and tasks, as large ones are; or into one."""
    if request.param:
        for name in ("BOX_BYTES", "CHUNK_BYTES", "PRODUCT_BYTES"):
            monkeypatch.setattr(winograd_filter, name, 2048)


def by_winograd(call: Call, image: Any, back: Any) -> Any:
    """The gradient by this way; None where it does not take the call."""
    try:
        with choice.forced("winograd filter"):
            return call.filter_gradient(image, back)
    except choice.NotTaken:
        return None


@pytest.mark.usefixtures("chunks")
@settings(max_examples=300, **LOOSE)
@given(calls())
def test_it_is_right_up_to_rounding(call: Call) -> None:
    image, filter = call.tensors()
    back = back_of(call.forward(image, filter))
    found = by_winograd(call, image, back)
    if found is not None:
        with choice.forced("direct"):
            expected = call.filter_gradient(image, back)
        largest = np.abs(expected).max(initial=0)
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12 * max(1, largest))


@pytest.mark.usefixtures("chunks")
@settings(max_examples=150, **LOOSE)
@given(st.data(), calls(families=("conv2d", "conv3d"), most=5))
def test_an_infinity_spoils_only_what_it_is_part_of(data: Any, call: Call) -> None:
    image, filter = call.tensors()
    back = back_of(call.forward(image, filter))
    for tensor in data.draw(st.sampled_from(((back,), (image,), (back, image)))):
        spoil(tensor, data.draw)
    found = by_winograd(call, image, back)
    if found is not None:
        _, _, expected = slow_sums(call, last(call, image), filter, last(call, back))
        np.testing.assert_allclose(found, expected, atol=1e-11, rtol=1e-12)


def test_finite_numbers_are_not_computed_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[Any] = []
    monkeypatch.setattr(direct, "compute", lambda *given: called.append(given))
    image, back = np.ones((1, 8, 8, 4), np.float32), np.ones((1, 8, 8, 4), np.float32)
    call: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME"}
    with choice.forced("winograd filter"):
        kernels.conv2d_backprop_filter(image, (3, 3, 4, 4), back, **call)
        assert not called
        back[0, 0, 0, 0] = np.inf
        kernels.conv2d_backprop_filter(image, (3, 3, 4, 4), back, **call)
        assert called


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("filter", [(3, 3), (5, 2), (2, 1)])
def test_its_error_stays_below_the_bound(filter: tuple[int, int], dtype: str) -> None:
    random = np.random.default_rng(3)
    image = random.standard_normal((4, 30, 31, 24)).astype(dtype)
    back = random.standard_normal((4, 30, 31, 16)).astype(dtype)
    call: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME"}
    shape = (*filter, 24, 16)
    with choice.forced("direct"):
        exact = kernels.conv2d_backprop_filter(
            image.astype(np.float64), shape, back.astype(np.float64), **call
        )
    with choice.forced("winograd filter"):
        found = kernels.conv2d_backprop_filter(image, shape, back, **call)
    rounding = 2**-11 if dtype == "float16" else 0
    error = np.abs(found - exact).max() / np.abs(exact).max()
    assert 0 < error < BOUND + rounding
    assert found.dtype == dtype


def test_it_is_the_choice_for_many_channels_and_never_where_exact_sums_are_asked() -> None:
    random = np.random.default_rng(4)
    image = random.standard_normal((2, 28, 28, 128)).astype(np.float32)
    back = random.standard_normal((2, 28, 28, 128)).astype(np.float32)
    call: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME"}

    def gradient() -> Any:
        return kernels.conv2d_backprop_filter(image, (3, 3, 128, 128), back, **call)

    with choice.forced("winograd filter"):
        fast = gradient()
    with choice.forced("direct"):
        plain = gradient()
    np.testing.assert_array_equal(gradient(), fast)
    with kernels.precision("highest"):
        np.testing.assert_array_equal(gradient(), plain)
    assert not np.array_equal(fast, plain)


@given(
    source=st.integers(1, 9),
    taps=st.integers(1, 4),
    targets=st.integers(1, 9),
    dilation=st.integers(1, 5),
    before=st.integers(-4, 9),
)
def test_lattices_read_what_the_dilated_axis_reads(**sizes: int) -> None:
    axis = Axis(stride=1, **sizes)

    def reads(axis: Axis, tap: int, targets: range, sources: range) -> set[tuple[int, int]]:
        pair = axis.reached(tap)
        return set(zip(targets[pair[0]], sources[pair[1]], strict=True)) if pair else set()

    for tap in range(axis.taps):
        found: list[tuple[int, int]] = []
        for one in lattices(axis):
            targets = range(axis.targets)[one.targets]
            found += reads(one.axis, tap, targets, range(axis.source)[one.sources])
        whole = reads(axis, tap, range(axis.targets), range(axis.source))
        assert sorted(found) == sorted(whole)
