"""Recorded answers and pinned numbers: relations are blind to faults that all ops share."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kernels
from kernels.convolution import choice
from kernels.convolution.ways.way import Way
from kernels.dtypes import named

FOLDER = Path(__file__).parents[1] / "goldens"
CASES = json.loads((FOLDER / "conv_cases.json").read_text(encoding="utf-8"))
FEWEST_TAKEN = 15  # of the 400, by each way; so many are of int32


@pytest.fixture(scope="module")
def recorded() -> Any:
    with np.load(FOLDER / "conv_tensors.npz") as tensors:
        return dict(tensors)


def kernel_name(op: str) -> str:
    """conv2d_backprop_input for Conv2DBackpropInput."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[23]D)(?=[A-Z])|(?<=2d)(?=[A-Z])", "_", op)
    return words.lower()


def test_all_cases_are_there() -> None:
    assert len(CASES) == 400
    assert all(hasattr(kernels, kernel_name(case["op"])) for case in CASES)


def relative_difference(found: Any, expected: Any) -> float:
    """The largest difference, as a part of the largest expected value."""
    difference = np.abs(found.astype(np.float64) - expected)
    return float(difference.max(initial=0) / max(np.abs(expected).max(initial=0), 1e-300))


def tensors_of(case: dict[str, Any], recorded: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a case, without its attributes."""
    given, dtype = {}, named(case["dtype"])
    for name in case["inputs"]:
        tensor = recorded[f"{case['id']}/{name}"]
        given[name] = tensor if name.endswith("_sizes") else tensor.astype(dtype)
    return given


@pytest.mark.parametrize("way", choice.every_way(), ids=lambda way: way.name)
def test_every_case_by_every_way_that_takes_it(way: Way, recorded: dict[str, Any]) -> None:
    least = 0 if way.exact else 2e-5
    taken = 0
    for case in CASES:
        given = tensors_of(case, recorded)
        with choice.forced(way.name), suppress(choice.NotTaken):
            found = getattr(kernels, kernel_name(case["op"]))(**given, **case["attrs"])
            expected = recorded[f"{case['id']}/output"]
            difference = relative_difference(found, expected)
            assert difference <= max(case["tolerance"], least), f"{case['id']} {case['op']}"
            taken += expected.size > 0
    assert taken >= FEWEST_TAKEN, "too few cases to prove anything"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['op']}")
def test_case(case: dict[str, Any], recorded: dict[str, Any]) -> None:
    dtype, given = named(case["dtype"]), tensors_of(case, recorded)
    expected = recorded[f"{case['id']}/output"]
    found = getattr(kernels, kernel_name(case["op"]))(**given, **case["attrs"])
    assert found.dtype == dtype
    assert list(found.shape) == case["output_shape"] == list(expected.shape)
    assert found.flags.c_contiguous
    assert relative_difference(found, expected) <= case["tolerance"]
    if case["op"] == "Conv2DBackpropInput":
        image = np.zeros(case["output_shape"], dtype)
        given = {"input": image, **{k: v for k, v in given.items() if k != "input_sizes"}}
        again = kernels.conv2d_backprop_input_v2(**given, **case["attrs"])
        np.testing.assert_array_equal(again, found)


def counting(*shape: int) -> Any:
    return np.arange(1, np.prod(shape) + 1, dtype=np.float32).reshape(shape)


def test_enuspace_page_of_conv2d_backprop_input() -> None:
    image = filter = counting(2, 2, 2, 2)
    given: dict[str, Any] = {"strides": (1, 3, 2, 1), "padding": "SAME"}
    output = kernels.conv2d(image, filter, **given)
    assert output.ravel().tolist() == [372, 408, 884, 984]
    found = kernels.conv2d_backprop_input((2, 2, 2, 2), filter, output, **given)
    # fmt: off
    assert found.ravel().tolist() == [
        1188, 2748, 4308, 5868, 7428, 8988, 10548, 12108,
        2852, 6588, 10324, 14060, 17796, 21532, 25268, 29004,
    ]
    # fmt: on


def test_enuspace_page_of_depthwise_backprop_input() -> None:
    image = filter = counting(2, 2, 2, 2)
    given: dict[str, Any] = {"strides": (1, 2, 2, 1), "padding": "SAME"}
    output = kernels.depthwise_conv2d_native(image, filter, **given)
    assert output.ravel().tolist() == [152, 168, 220, 240, 376, 424, 508, 560]
    found = kernels.depthwise_conv2d_native_backprop_input((2, 2, 2, 2), filter, output, **given)
    # fmt: off
    assert found.ravel().tolist() == [
        488, 1620, 1768, 3460, 3048, 5300, 4328, 7140,
        1224, 3764, 4424, 8036, 7624, 12308, 10824, 16580,
    ]
    # fmt: on


def test_enuspace_page_of_conv3d_backprop_input() -> None:
    image = filter = counting(2, 2, 2, 2, 2)
    given: dict[str, Any] = {"strides": (1, 4, 3, 2, 1), "padding": "SAME"}
    output = kernels.conv3d(image, filter, **given)
    assert output.ravel().tolist() == [2856, 2992, 6952, 7344]
    found = kernels.conv3d_backprop_input_v2((2, 2, 2, 2, 2), filter, output, **given).ravel()
    assert found.size == 32
    assert found[:4].tolist() == [8840, 20536, 32232, 43928]
    assert found[-2:].tolist() == [421928, 450520]


def test_same_puts_the_odd_pad_after() -> None:
    """Four ones under a filter of 1 and 10: what is missing is at the end, as in TensorFlow."""
    ones = np.ones((1, 1, 4, 1), np.float32)
    filter = np.array([1, 10], np.float32).reshape(1, 2, 1, 1)
    given: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME"}
    assert kernels.conv2d(ones, filter, **given).ravel().tolist() == [11, 11, 11, 1]
    found = kernels.conv2d_backprop_input((1, 1, 4, 1), filter, ones, **given)
    assert found.ravel().tolist() == [1, 11, 11, 11]


def test_int32_wraps_as_tensorflow_does() -> None:
    image = np.full((1, 1, 1, 2), 2**30, np.int32)
    filter = np.ones((1, 1, 2, 1), np.int32) * 2
    given: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "VALID"}
    assert kernels.conv2d(image, filter, **given).item() == 0
    big = np.array([2**31 - 1], np.int32).reshape(1, 1, 1, 1)
    one = np.ones((1, 1, 1, 1), np.int32)
    assert kernels.conv2d_backprop_input((1, 1, 1, 1), one * 3, big, **given).item() == 2**31 - 3


def test_two_input_sizes_take_batch_and_channels_from_the_tensors() -> None:
    filter, back = counting(3, 3, 2, 4), counting(3, 4, 2, 4)
    given: dict[str, Any] = {"strides": (1, 2, 3, 1), "padding": "SAME"}
    full = kernels.conv2d_backprop_input((3, 7, 5, 2), filter, back, **given)
    np.testing.assert_array_equal(
        kernels.conv2d_backprop_input((7, 5), filter, back, **given), full
    )
    first = {**given, "strides": (1, 1, 2, 3), "data_format": "NCHW"}
    moved = np.ascontiguousarray(np.moveaxis(back, -1, 1))
    found = kernels.conv2d_backprop_input(np.array([7, 5], np.int32), filter, moved, **first)
    np.testing.assert_array_equal(np.moveaxis(found, 1, -1), full)


def test_half_sums_are_made_in_float32_and_rounded_once() -> None:
    """4096 + 1 + 1 + 1 + 1 in float16 alone stays 4096: each 1 would be lost."""
    image = np.array([4096, 1, 1, 1, 1], np.float16).reshape(1, 1, 1, 5)
    filter = np.ones((1, 1, 5, 1), np.float16)
    given: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "VALID"}
    assert kernels.conv2d(image, filter, **given).item() == 4100
    deep = np.moveaxis(image, 3, 2)
    found = kernels.conv2d_backprop_filter(deep, (1, 1, 1, 1), np.ones_like(deep), **given)
    assert found.item() == 4100
    found = kernels.depthwise_conv2d_native_backprop_filter(
        deep, (1, 1, 1, 1), np.ones_like(deep), **given
    )
    assert found.item() == 4100
