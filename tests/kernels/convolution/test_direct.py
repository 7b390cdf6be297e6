"""The direct way's own choices: gathered, shifted or tap by tap, and planes that lie a page apart.

Small random calls would be gathered, all of them; so the bounds are lowered here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

import kernels
from kernels.convolution import choice
from kernels.convolution.ways import gather
from kernels.convolution.ways.direct import correlation, shifted
from tests.kernels.convolution.calls import Call, calls, slow_forward
from tests.kernels.convolution.test_relations import back_of

LOOSE: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}


@pytest.fixture(params=["shifted", "tap by tap"])
def taken(request: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every call goes one of these ways if it can; the list has each time that it did."""
    found: list[str] = []
    module, name = (
        (shifted, "compute") if request.param == "shifted" else (correlation, "_task_by_tap")
    )
    before = getattr(module, name)
    monkeypatch.setattr(module, name, lambda *given: found.append(name) or before(*given))
    if request.param == "shifted":
        for bound, value in {
            "FEWEST_CHANNELS": 1, "MORE_READ": 0, "MOST_COMPUTED": 100, "TILE_BYTES": 256,
        }.items():  # fmt: skip
            monkeypatch.setattr(shifted, bound, value)
    else:
        monkeypatch.setattr(correlation, "_deep", lambda one, count: len(one.weights) == 1)
    return found


def test_each_gives_the_same_sums(taken: list[str]) -> None:
    @settings(max_examples=300, derandomize=True, database=None, **LOOSE)
    @given(calls())
    def check(call: Call) -> None:
        image, filter = call.tensors()
        with choice.forced("direct"):
            try:
                output = call.forward(image, filter)
                np.testing.assert_array_equal(output, slow_forward(call, image, filter))
                back = back_of(output)
                gradient = call.input_gradient(filter, back)
            except choice.NotTaken:
                return
        assert float((image * gradient).sum()) == float((output * back).sum())

    check()
    assert len(taken) > 100


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_halves_are_shifted_too(taken: list[str], dtype: Any) -> None:
    random = np.random.default_rng(2)
    image = random.integers(-3, 4, (2, 9, 8, 5)).astype(dtype)
    filter = random.integers(-3, 4, (3, 2, 5, 4)).astype(dtype)
    call: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME"}
    with choice.forced("direct"):
        found = kernels.conv2d(image, filter, **call)
    expected = kernels.conv2d(image.astype(np.float64), filter.astype(np.float64), **call)
    assert taken
    np.testing.assert_array_equal(found, expected)


def test_planes_a_page_apart_are_copied_before_they_are_turned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = np.random.default_rng(3)
    image = random.integers(-3, 4, (1, 12, 32, 32)).astype(np.float32)
    filter = random.integers(-3, 4, (3, 3, 12, 4)).astype(np.float32)
    assert image.strides[1] % gather.PAGE == 0
    assert image.shape[1] > gather.WAYS_OF_A_SET
    call: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME", "data_format": "NCHW"}
    with choice.forced("direct"):
        found = kernels.conv2d(image, filter, **call)
        monkeypatch.setattr(gather, "WAYS_OF_A_SET", 100)
        np.testing.assert_array_equal(found, kernels.conv2d(image, filter, **call))
    call["data_format"] = "NHWC"
    expected = kernels.conv2d(np.moveaxis(image, 1, -1), filter, **call)
    np.testing.assert_array_equal(np.moveaxis(found, 1, -1), expected)
