"""Of every op, over grids and random calls: the terms add up to the kernel's result, and reach is
their inverse."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.declaration.op import Op
from blocks.dtypes import DTYPES, FLOATING
from blocks.ops import OPS
from blocks.tracing import explain, reached
from blocks.tracing.calls import traces_of
from blocks.tracing.errors import TraceRefused
from kernels.tracing import Untraced
from kernels.tracing.traces import Traces
from tests.blocks.ops.samples import Sample, every_sample
from tests.kernels.convolution.calls import Call, calls

Array = np.ndarray[Any, Any]

BUILT_IN = [op for op in OPS.values() if not op.origin]
MOST_SAMPLES = 8
"""Of one op; the family has a hundred settings, of which random calls have more."""

MOST_REACHES = 60
"""Cells of an input whose reach is held against the terms."""

TRACED = [op.name for op in BUILT_IN if isinstance(op.traces, str)]


def whole(random: np.random.Generator, like: Array) -> Array:
    """Numbers that every dtype holds and adds up without rounding, in any order."""
    least, most = (0, 2) if like.dtype.kind in "ub" else (-3, 4)
    return random.integers(least, most, like.shape).astype(like.dtype)


def with_numbers(sample: Sample, seed: int = 0) -> Sample:
    """The sample with numbers of its own in every cell that is read."""
    random = np.random.default_rng(seed)
    read = traces_of(sample.op).read if sample.op.name != "Range" else ()
    ports = [port.name for port in sample.op.inputs]
    inputs = [
        whole(random, array) if port in read else array
        for port, array in zip(ports, sample.inputs, strict=True)
    ]
    return Sample(sample.op, inputs, sample.given)


def check(op: Op, inputs: list[Any], attrs: dict[str, Any]) -> int:
    """Hold every cell against the kernel's result and every reach against the terms; how many
    cells there were."""
    outputs = op.run(inputs, attrs)
    result = outputs[0]
    arrays = dict(zip((port.name for port in op.inputs), inputs, strict=True))
    touched = {port: np.zeros((one.size, result.size), bool) for port, one in arrays.items()}
    for number, index in enumerate(np.ndindex(*result.shape)):
        told = explain(op, inputs, outputs, attrs, index)
        same(told, result[index], index)
        for factor in told.factors:
            shape = arrays[factor.port].shape
            at = factor.at
            assert at.shape == (told.count, len(shape))
            region = factor.region
            read = np.unique(flat(at, shape))
            assert np.array_equal(read, np.sort(flat(region.first(region.count), shape)))
            touched[factor.port][read, number] = True
    for port, array in arrays.items():
        for number in some(array.size):
            index = tuple(int(at) for at in np.unravel_index(number, array.shape))
            region = reached(op, inputs, outputs, attrs, index, port)
            row = np.zeros(result.size, bool)
            row[flat(region.first(region.count), result.shape)] = True
            assert row.sum() == region.count, f"{op.name}: {port}{index} reaches a cell twice"
            assert (row == touched[port][number]).all(), f"{op.name}: reach of {port}{index}"
    return result.size


def some(count: int) -> list[int]:
    """Numbers below `count`: all, or so many by chance."""
    if count <= MOST_REACHES:
        return list(range(count))
    chosen = np.random.default_rng(count).choice(count, MOST_REACHES, replace=False)
    return sorted(map(int, chosen))


def same(told: Any, value: Any, index: tuple[int, ...]) -> None:
    """What is told of a cell gives the kernel's number."""
    made = told.made
    if told.wraps:
        made = np.array(made % 2**64, np.uint64).astype(DTYPES[told.dtype]).item()
    rounded = np.array(made).astype(DTYPES[told.dtype])
    assert np.array_equal(rounded, value, equal_nan=told.dtype in FLOATING), (
        f"{told.op}{index}: {made} is told, {value} came"
    )
    if told.how in ("sum", "mean"):
        columns = [
            tensor[tuple(factor.at.T)] if factor.along else np.broadcast_to(tensor, told.count)
            for factor, tensor in zip(told.factors, told.tensors, strict=True)
        ]
        products = np.prod([one.astype(float) for one in columns], axis=0)
        assert np.array_equal(products, told.values.astype(float))
        assert told.values.sum() == told.total
    if told.how == "copy":
        assert told.count == 1
    if told.how in ("made", "function"):
        assert told.says


def flat(at: Array, shape: tuple[int, ...]) -> Array:
    """Cells by their numbers in row-major order."""
    if not shape:
        return np.zeros(len(at), int)
    return np.ravel_multi_index(tuple(at.T), shape)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    return every_sample(tmp_path_factory.mktemp("files"))


@pytest.mark.parametrize("name", TRACED)
def test_the_grid_of_calls_adds_up(name: str, samples: list[Sample]) -> None:
    mine = [sample for sample in samples if sample.op.name == name]
    if len(mine) > MOST_SAMPLES:
        chosen = np.random.default_rng(5).choice(len(mine), MOST_SAMPLES, replace=False)
        mine = [mine[at] for at in chosen]
    cells = 0
    for seed, sample in enumerate(mine):
        sample = with_numbers(sample, seed)
        cells += check(sample.op, sample.inputs, sample.attrs)
    assert cells > 3


@given(calls(most=5))
@settings(max_examples=40, deadline=None)
def test_random_convolutions_add_up(call: Call) -> None:
    names = {"conv2d": "Conv2D", "depthwise": "DepthwiseConv2dNative", "conv3d": "Conv3D"}
    name, last = names[call.family], "V2" if call.family == "conv3d" else ""
    image, filter = call.tensors()
    back = whole(np.random.default_rng(1), call.forward(image, filter))
    sizes = np.array(image.shape, np.int32)
    filter_sizes = np.array(filter.shape, np.int32)
    every = {
        name: [image, filter],
        f"{name}BackpropInput{last}": [sizes, filter, back],
        f"{name}BackpropFilter{last}": [image, filter_sizes, back],
    }
    if name == "Conv2D":
        every["Conv2DBackpropInputV2"] = [image, filter, back]
    for op, inputs in every.items():
        check(OPS[op], inputs, dict(OPS[op].defaults) | call.attributes)


SHAPES = st.lists(st.integers(0, 3), max_size=4).map(tuple)


@given(st.sampled_from(["Add", "Subtract", "Multiply"]), SHAPES, st.data())
@settings(max_examples=60, deadline=None)
def test_random_broadcasts_add_up(name: str, shape: tuple[int, ...], data: Any) -> None:
    def side() -> Array:
        kept = shape[data.draw(st.integers(0, len(shape))) :]
        sizes = tuple(data.draw(st.sampled_from([size, 1])) for size in kept)
        return whole(random, np.empty(sizes, dtype))

    random = np.random.default_rng(3)
    dtype = DTYPES[data.draw(st.sampled_from(OPS[name].types["T"]))]
    check(OPS[name], [side(), side()], {})


@given(st.sampled_from(["Sum", "Mean"]), SHAPES, st.booleans(), st.data())
@settings(max_examples=60, deadline=None)
def test_random_reductions_add_up(name: str, shape: tuple[int, ...], keep: bool, data: Any) -> None:
    axes = data.draw(st.permutations(range(len(shape))))
    axes = axes[: data.draw(st.integers(0, len(shape)))]
    axes = [axis - len(shape) * data.draw(st.integers(0, 1)) for axis in axes]
    dtype = DTYPES[data.draw(st.sampled_from(OPS[name].types["T"]))]
    array = whole(np.random.default_rng(2), np.empty(shape, dtype))
    check(OPS[name], [array, np.array(axes, np.int64)], {"keep_dims": keep})


@given(SHAPES, st.data())
@settings(max_examples=40, deadline=None)
def test_random_moves_add_up(shape: tuple[int, ...], data: Any) -> None:
    array = np.random.default_rng(4).normal(size=shape)
    perm = data.draw(st.permutations(range(len(shape))))
    perm = [axis - len(shape) * data.draw(st.integers(0, 1)) for axis in perm]
    check(OPS["Transpose"], [array, np.array(perm, np.int32)], {})
    other = data.draw(st.permutations(shape))
    check(OPS["Reshape"], [array, np.array(other, np.int32)], {})


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_random_products_of_matrices_add_up(data: Any) -> None:
    rows, inner, columns = (data.draw(st.integers(0, 5)) for _ in range(3))
    turned = data.draw(st.booleans()), data.draw(st.booleans())
    dtype = DTYPES[data.draw(st.sampled_from(OPS["MatMul"].types["T"]))]
    random = np.random.default_rng(6)
    a, b = np.empty((rows, inner), dtype), np.empty((inner, columns), dtype)
    sides = [
        whole(random, one.T if turn else one) for one, turn in zip((a, b), turned, strict=True)
    ]
    check(OPS["MatMul"], sides, {"transpose_a": turned[0], "transpose_b": turned[1]})


@pytest.mark.parametrize("dtype", FLOATING)
def test_random_numbers_add_up_but_for_rounding(dtype: str) -> None:
    random = np.random.default_rng(8)

    def numbers(*shape: int) -> Array:
        return random.normal(size=shape).astype(DTYPES[dtype])

    image, filter, sizes = numbers(2, 9, 9, 6), numbers(3, 3, 6, 4), np.int32([2, 9, 9, 6])
    window = {"strides": (1, 1, 1, 1), "padding": "SAME"}
    every: dict[str, tuple[list[Array], dict[str, Any]]] = {
        "Conv2D": ([image, filter], window),
        "Conv2DBackpropInput": ([sizes, filter, numbers(2, 9, 9, 4)], window),
        "Conv2DBackpropFilter": ([image, np.int32(filter.shape), numbers(2, 9, 9, 4)], window),
        "MatMul": ([numbers(20, 30), numbers(30, 20)], {}),
        "Sum": ([image, np.int32([0, 2])], {}),
        "Mean": ([image, np.int32([0, 2])], {}),
    }
    own = float(ml_dtypes.finfo(DTYPES[dtype]).eps)
    within = max(float(np.finfo(np.float64).eps), min(own, float(np.finfo(np.float32).eps)))
    for name, (inputs, attrs) in every.items():
        attrs = dict(OPS[name].defaults) | attrs
        outputs = OPS[name].run(inputs, attrs)
        for index in list(np.ndindex(*outputs[0].shape))[::17]:
            told = explain(OPS[name], inputs, outputs, attrs, index)
            # Sums are rounded at each step, by what they are summed in, and once in the end.
            room = 20 * within * float(np.abs(told.values).sum()) + own * abs(float(told.made))
            assert abs(told.difference) <= room, (name, index)


def test_every_op_says_how_its_numbers_are_traced_or_why_not() -> None:
    for op in BUILT_IN:
        assert isinstance(op.traces, str | Untraced), f"{op.name} declares no traces"
        if isinstance(op.traces, Untraced):
            assert op.traces.why
            with pytest.raises(TraceRefused, match=op.name):
                traces_of(op)
        else:
            assert isinstance(traces_of(op), Traces)


def test_ports_that_are_named_exist() -> None:
    for name in TRACED:
        traces = traces_of(OPS[name])
        ports = {port.name for port in OPS[name].inputs}
        assert {*traces.read, *traces.told} <= ports, name
        assert not {*traces.read} & {*traces.told}, name
