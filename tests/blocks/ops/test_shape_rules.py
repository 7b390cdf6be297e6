"""The shape rule of every op says what its kernel gives, and never more than it can know."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blocks.declaration.infer import infer
from blocks.declaration.known import Known
from blocks.dtypes import name_of
from blocks.errors import ShapeRefused
from blocks.ops import OPS
from tests.blocks.ops.samples import Sample, every_sample, ones, scalar, vector


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    return every_sample(tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def results(samples: list[Sample]) -> list[tuple[Any, ...]]:
    return [one.run() for one in samples]


def known(inputs: Iterable[Any], mask: Any) -> list[Any]:
    return [
        [mask(one) for one in array] if isinstance(array, list) else mask(array) for array in inputs
    ]


def test_every_op_has_samples(samples: list[Sample]) -> None:
    assert {one.op.name for one in samples} == set(OPS)


def test_what_is_fully_known_gives_the_shape_and_dtype_of_the_result(
    samples: list[Sample], results: list[tuple[Any, ...]]
) -> None:
    for sample, arrays in zip(samples, results, strict=True):
        found = infer(sample.op, known(sample.inputs, Known.of), sample.attrs)
        assert [(one.dtype, one.shape) for one in found] == [
            (name_of(array.dtype), array.shape) for array in arrays
        ], str(sample)


def test_values_worked_out_are_those_of_the_run(
    samples: list[Sample], results: list[tuple[Any, ...]]
) -> None:
    seen = set()
    for sample, arrays in zip(samples, results, strict=True):
        found = infer(sample.op, known(sample.inputs, Known.of), sample.attrs)
        for one, array in zip(found, arrays, strict=True):
            if one.value is not None:
                seen.add(sample.op.name)
                assert one.value.tobytes() == array.tobytes(), str(sample)
    assert seen == {op.name for op in OPS.values() if op.folds}


def test_what_is_partly_known_never_contradicts_the_result(
    samples: list[Sample], results: list[tuple[Any, ...]]
) -> None:
    chance = random.Random(1)

    def mask(array: Any) -> Known:
        if chance.random() < 0.15:
            return Known()
        dtype = name_of(array.dtype) if chance.random() < 0.8 else None
        if chance.random() < 0.15:
            return Known(dtype)
        shape = tuple(None if chance.random() < 0.35 else size for size in array.shape)
        value = array if None not in shape and chance.random() < 0.5 else None
        return Known(dtype, shape, value)

    for sample, arrays in zip(samples, results, strict=True):
        for _ in range(12):
            found = infer(sample.op, known(sample.inputs, mask), sample.attrs)
            for one, array in zip(found, arrays, strict=True):
                assert_agrees(one, array, sample)


def assert_agrees(found: Known, array: Any, sample: Sample) -> None:
    assert found.dtype in (None, name_of(array.dtype)), str(sample)
    if found.shape is not None:
        assert len(found.shape) == array.ndim, str(sample)
        pairs = zip(found.shape, array.shape, strict=True)
        assert all(one in (None, size) for one, size in pairs), f"{sample}: {found}"
    if found.value is not None:
        assert found.value.tobytes() == array.tobytes(), str(sample)


def test_nothing_known_is_no_error(samples: list[Sample]) -> None:
    for sample in samples:
        infer(sample.op, known(sample.inputs, lambda _: Known()), sample.attrs)


def test_kernels_never_change_their_inputs(samples: list[Sample]) -> None:
    for sample in samples:
        frozen = known(sample.inputs, frozen_copy)
        sample.run(frozen)
        for one, other in zip(sample.inputs, frozen, strict=True):
            assert isinstance(one, list) or one.tobytes() == other.tobytes(), str(sample)


def frozen_copy(array: Any) -> Any:
    copy = array.copy()
    copy.flags.writeable = False
    return copy


RANK_IS_KNOWN = Known("int32", (3,))


@pytest.mark.parametrize(
    ("op", "inputs", "given", "wanted"),
    [
        ("Fill", [RANK_IS_KNOWN, Known("bool")], {}, Known("bool", (None, None, None))),
        ("Fill", [Known("int64"), Known("bool")], {}, Known("bool")),
        ("Reshape", [Known("int8", (6,)), RANK_IS_KNOWN], {}, Known("int8", (None, None, None))),
        ("Transpose", [Known("int8"), RANK_IS_KNOWN], {}, Known("int8", (None, None, None))),
        ("RandomNormal", [RANK_IS_KNOWN], {}, Known("float32", (None, None, None))),
        ("Shape", [Known("int8", (2, None))], {}, Known("int32", (2,))),
        ("Shape", [Known()], {"out_type": "int64"}, Known("int64", (None,))),
        ("Range", [Known("float32", ())] * 3, {}, Known("float32", (None,))),
        (
            "Sum",
            [Known("float32", (2, 3, 4, 5)), RANK_IS_KNOWN],
            {},
            Known("float32", (None,)),
        ),
        (
            "Mean",
            [Known("float32", (2, 3)), Known("int32", ())],
            {},
            Known("float32", (None,)),
        ),
        (
            "Mean",
            [Known("float32", (2, 3)), Known("int32")],
            {"keep_dims": True},
            Known("float32", (None, None)),
        ),
        (
            "Conv2DBackpropInput",
            [Known("int32", (4,)), Known("float32", (3, 3, 2, 4)), Known(None, (8, 5, 5, 4))],
            {},
            Known("float32", (8, 5, 5, None)),
        ),
    ],
)
def test_as_much_is_known_as_can_be(op: str, inputs: Any, given: Any, wanted: Known) -> None:
    (found,) = infer(OPS[op], inputs, Sample(OPS[op], inputs, given).attrs)
    assert (found.dtype, found.shape) == (wanted.dtype, wanted.shape)


def test_a_shape_is_known_before_its_tensor() -> None:
    op = OPS["Shape"]
    (found,) = infer(op, [Known("float32", (2, 3))], Sample(op).attrs)
    assert found.value is not None
    assert found.value.tolist() == [2, 3]


GRADIENT = [vector(2, 7, 7, 2), ones(3, 3, 2, 4), ones(2, 7, 7, 4)]


@pytest.mark.parametrize(
    ("op", "inputs", "port", "words"),
    [
        ("Fill", [Known("int32", (2, 2)), Known()], "dims", "must be a vector"),
        ("Fill", [Known("int32", (10**9,)), Known()], "dims", "1,000,000,000 numbers"),
        ("Fill", [Known("float32", (2,)), Known()], "dims", "takes int32 or int64"),
        ("Fill", [vector(2), ones(1)], "value", "scalar"),
        ("Fill", [vector(-2), scalar(1)], "dims", "0 or more"),
        ("Range", [scalar(0), scalar(5), scalar(-1)], "delta", "away from limit"),
        ("RandomNormal", [vector(-2)], "shape", "0 or more"),
        ("Reshape", [ones(2, 3), vector(4)], "shape", "needs 4 elements"),
        ("Reshape", [Known(), Known("int32", ())], "shape", "must be a vector"),
        ("Transpose", [ones(2, 3), vector(0, 0)], "perm", "once"),
        ("Transpose", [ones(2, 3), Known("int32", (3,))], "perm", "perm has 3"),
        ("Add", [ones(2), ones(3)], "y", "broadcast"),
        ("MatMul", [ones(2, 3), ones(2, 3)], "b", "rows"),
        ("Sum", [ones(2, 3), vector(2)], "reduction_indices", "axis 2"),
        ("Sum", [ones(2, 3), Known("int32", (1, 1))], "reduction_indices", "scalar or a vector"),
        ("BiasAdd", [ones(2, 3), ones(2)], "bias", "3 would fit"),
        ("Conv2DBackpropInput", [Known("int32", (3,)), *GRADIENT[1:]], "input_sizes", "4 or 2"),
        ("Conv2DBackpropInput", [Known("int32", (4, 1)), *GRADIENT[1:]], "input_sizes", "vector"),
        ("Conv2DBackpropInput", [Known("int64"), *GRADIENT[1:]], "input_sizes", "takes int32"),
        ("Conv2DBackpropInput", [vector(2, 9, 7, 2), *GRADIENT[1:]], "input_sizes", "height"),
        ("Conv2DBackpropFilter", [Known(), Known("int32", (5,)), Known()], "filter_sizes", "4"),
        ("Conv3DBackpropInputV2", [Known("int64", (4,)), Known(), Known()], "input_sizes", "5"),
    ],
)
def test_what_is_certainly_wrong_is_refused_at_its_port(
    op: str, inputs: Any, port: str, words: str
) -> None:
    given = [one if isinstance(one, Known) else Known.of(one) for one in inputs]
    with pytest.raises(ShapeRefused, match=words) as caught:
        infer(OPS[op], given, Sample(OPS[op]).attrs)
    assert caught.value.port == port


def test_files_are_known_by_their_header(tmp_path: Path) -> None:
    op, file = OPS["ReadNpy"], tmp_path / "w.npy"
    np.save(file, np.zeros((100, 200), ">f4"))
    (found,) = infer(op, [], {"file": str(file), "name": ""})
    assert (found.dtype, found.shape, found.value) == ("float32", (100, 200), None)
    with pytest.raises(ShapeRefused, match=r"no 'none.npy'") as caught:
        infer(op, [], {"file": str(tmp_path / "none.npy"), "name": ""})
    assert caught.value.port == "file"
