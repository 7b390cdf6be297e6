"""Relations that hold for every call: slow reference, adjoints, layouts, shapes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import kernels
from kernels import shapes
from tests.kernels.convolution.calls import OPS, Call, calls, slow_forward

Array = np.ndarray[Any, Any]
many = settings(max_examples=300, deadline=None)


def back_of(output: Array, seed: int = 1) -> Array:
    """A gradient by this output, in small whole numbers."""
    return np.random.default_rng(seed).integers(-4, 5, output.shape).astype(np.float64)


def last(call: Call, array: Array) -> Array:
    """The array with its channels last."""
    return array if call.channels_last else np.moveaxis(array, 1, -1)


@many
@given(calls())
def test_forward_equals_the_slow_loops(call: Call) -> None:
    image, filter = call.tensors()
    found = call.forward(image, filter)
    np.testing.assert_array_equal(found, slow_forward(call, image, filter))


@many
@given(calls())
def test_gradients_are_adjoint_to_the_forward_op(call: Call) -> None:
    image, filter = call.tensors()
    output = call.forward(image, filter)
    back = back_of(output)
    product = float((output * back).sum())
    by_input, by_filter = call.input_gradient(filter, back), call.filter_gradient(image, back)
    assert by_input.shape == image.shape
    assert by_filter.shape == filter.shape
    # All numbers are small and whole: float64 sums them without rounding.
    assert float((image * by_input).sum()) == product
    assert float((filter * by_filter).sum()) == product


@many
@given(calls(families=("conv2d",)))
def test_the_second_input_gradient_reads_only_a_shape(call: Call) -> None:
    image, filter = call.tensors()
    back = back_of(call.forward(image, filter))
    expected = call.input_gradient(filter, back)
    nothing = np.full_like(image, np.nan)
    found = kernels.conv2d_backprop_input_v2(nothing, filter, back, **call.attributes)
    np.testing.assert_array_equal(found, expected)


@many
@given(calls())
def test_layouts_agree(call: Call) -> None:
    call = replace(call, channels_last=True)
    first = replace(call, channels_last=False)
    image, filter = call.tensors()
    moved = np.ascontiguousarray(np.moveaxis(image, -1, 1))
    output = call.forward(image, filter)
    other = first.forward(moved, filter)
    np.testing.assert_array_equal(last(first, other), output)
    back = back_of(output)
    moved_back = np.ascontiguousarray(np.moveaxis(back, -1, 1))
    by_input = first.input_gradient(filter, moved_back)
    np.testing.assert_array_equal(last(first, by_input), call.input_gradient(filter, back))
    by_filter = first.filter_gradient(moved, moved_back)
    np.testing.assert_array_equal(by_filter, call.filter_gradient(image, back))
    assert other.flags.c_contiguous
    assert by_input.flags.c_contiguous


@many
@given(calls(), st.sampled_from(["float16", "bfloat16", "float32", "int32"]))
def test_whole_numbers_are_exact_in_every_dtype(call: Call, name: str) -> None:
    """Sums of these stay below 2048 or are rounded once, so each dtype gives float64's numbers."""
    if name == "int32" and call.family != "conv2d":
        name = "float32"
    dtype = kernels.dtypes.named(name)
    image, filter = call.tensors()
    output = call.forward(image, filter)
    back = back_of(output)
    ours = image.astype(dtype), filter.astype(dtype), back.astype(dtype)
    found = call.forward(ours[0], ours[1]), call.input_gradient(ours[1], ours[2])
    expected = output, call.input_gradient(filter, back)
    for one, other in zip(found, expected, strict=True):
        assert one.dtype == dtype
        np.testing.assert_array_equal(one, other.astype(dtype))
    if name != "int32":
        by_filter = call.filter_gradient(ours[0], ours[2])
        np.testing.assert_array_equal(by_filter, call.filter_gradient(image, back).astype(dtype))


@many
@given(calls(), st.data())
def test_shape_rules_tell_the_results_shapes(call: Call, data: Any) -> None:
    image, filter = call.tensors()
    output = call.forward(image, filter)
    forward, (by_input, *_), by_filter = (OPS[call.family][0], *OPS[call.family][1:])
    attributes = call.attributes
    assert getattr(shapes, forward)(image.shape, filter.shape, **attributes) == output.shape
    rule = getattr(shapes, by_input)
    assert rule(image.shape, filter.shape, output.shape, **attributes) == image.shape
    rule = getattr(shapes, by_filter)
    assert rule(image.shape, filter.shape, output.shape, **attributes) == filter.shape

    # With less known, less may come out, but nothing else and no error.
    def hidden(shape: tuple[int, ...]) -> shapes.Shape:
        if data.draw(st.integers(0, 5)) == 0:
            return None
        return tuple(None if data.draw(st.booleans()) else size for size in shape)

    def agrees(found: shapes.Shape, shape: tuple[int, ...]) -> bool:
        assert found is not None
        return len(found) == len(shape) and all(
            one in (None, size) for one, size in zip(found, shape, strict=True)
        )

    seen, used, made = hidden(image.shape), hidden(filter.shape), hidden(output.shape)
    value = data.draw(st.sampled_from([None, image.shape]))
    sizes = data.draw(st.sampled_from([None, filter.shape]))
    assert agrees(getattr(shapes, forward)(seen, used, **attributes), output.shape)
    assert agrees(getattr(shapes, by_input)(value, used, made, **attributes), image.shape)
    assert agrees(getattr(shapes, by_filter)(seen, sizes, made, **attributes), filter.shape)
    if call.family == "conv2d":
        found = shapes.conv2d_backprop_input_v2(seen, used, made, **attributes)
        assert agrees(found, image.shape)
