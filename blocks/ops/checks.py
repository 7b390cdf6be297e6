"""Ops that check what others give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

import kernels
from blocks.declaration.attribute import flag, integer, number, tensor
from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.declaration.verdict import Verdict
from blocks.dtypes import name_of
from kernels.comparing import check_expected
from kernels.dtypes import ALL, FLOATS
from kernels.gradient_checking import check_shapes, tested
from kernels.tracing import Untraced

CATEGORY = "Checks"

Array = np.ndarray[Any, Any]


def _expect(
    input: Known,
    expected: Known,
    *,
    value: Array,
    rtol: float,
    atol: float,
    equal_nan: bool,
) -> tuple[Known, ...]:
    if expected.dtype is None and expected.shape is None:
        check_expected("value", (input.dtype, input.shape), (name_of(value.dtype), value.shape))
    else:
        check_expected("expected", (input.dtype, input.shape), (expected.dtype, expected.shape))
    rank = None if input.shape is None else len(input.shape)
    scalar = Known(shape=())
    return (scalar, scalar, scalar, scalar, Known(shape=(rank,)))


def _is_met(outputs: Mapping[str, Array]) -> Verdict:
    absolute, relative = float(outputs["max_absolute"]), float(outputs["max_relative"])
    size = f"largest difference {absolute:.3g}, relative {relative:.3g}"
    if outputs["met"]:
        return Verdict(True, f"as expected; {size}" if absolute else "exactly as expected")
    count = int(outputs["different"])
    place = ", ".join(str(one) for one in outputs["first"])
    words = "1 number is not" if count == 1 else f"{count:,} numbers are not"
    return Verdict(False, f"{words} as expected; the first is at [{place}]; {size}")


def _gradient_check(
    x: Known,
    y: Known,
    gradient: Known,
    out_backprop: Known,
    *,
    delta: float,
    samples: int,
    seed: int,
    tolerance: float,
) -> tuple[Known, ...]:
    check_shapes(x.shape, y.shape, gradient.shape, out_backprop.shape)
    rank = None if x.shape is None else len(x.shape)
    count = None if x.size is None or y.size is None else tested(x.size, y.size, samples)
    scalar, numbers = Known(shape=()), Known(shape=(count,))
    where, indices = Known(shape=(rank,)), Known(shape=(count, rank))
    return (scalar, scalar, where, scalar, Known(shape=(2,)), indices, numbers, numbers)


def _is_right(outputs: Mapping[str, Array]) -> Verdict:
    largest, along = float(outputs["max_error"]), float(outputs["direction_error"])
    count, whole = (int(one) for one in outputs["tested"])
    place = ", ".join(str(one) for one in outputs["where"])
    words = f"largest relative error {largest:.2g} at [{place}]; "
    if count == whole:
        words += f"all {count:,} tested" if count != 1 else "its one number tested"
    else:
        words += f"{count:,} of {whole:,} tested, chosen by chance; {along:.2g} along all of them"
    return Verdict(bool(outputs["met"]), words if whole else "there are no numbers")


CHECKS = (
    Op(
        name="Expect",
        category=CATEGORY,
        summary="Whether a tensor is what is expected: green or red, and a test for --check.",
        formula="met = |input − expected| ≤ atol + rtol · |expected|, everywhere",
        sizes="What is expected has the shape of input, or is a scalar; first is an index of it.",
        kernel=kernels.expect,
        shape=_expect,
        inputs=(
            Port("input", "T", "The tensor to look at."),
            Port("expected", "E", "What it shall be; value, if this has no wire.", optional=True),
        ),
        outputs=(
            Port("met", "bool", "Whether each number is as expected."),
            Port("different", "int64", "How many numbers are not."),
            Port("max_absolute", "float64", "The largest difference of two numbers."),
            Port("max_relative", "float64", "The largest difference, as a share of expected."),
            Port("first", "int64", "Where the first number is that is not; -1s if none is."),
        ),
        attributes=(
            tensor(
                "value",
                help="What is expected; a scalar stands for the same number everywhere.",
                initial=np.array(0, np.float32),
                shown=True,
            ),
            number("rtol", low=0, default=1e-5, help="The share of expected that is allowed."),
            number("atol", low=0, default=1e-8, help="What is allowed besides, also near 0."),
            flag("equal_nan", True, help="NaN is the same as NaN."),
        ),
        types={"T": ALL, "E": ALL},
        synonyms=(
            "assert",
            "assertion",
            "allclose",
            "assert_allclose",
            "equal",
            "test",
            "golden",
            "compare",
            "verify",
            "check",
            "tolerance",
        ),
        verdict=_is_met,
        traces=Untraced("it says how far two tensors are apart as a whole"),
    ),
    Op(
        name="GradientCheck",
        category=CATEGORY,
        summary="Whether a gradient is right: compared with central differences of what it is of.",
        formula="gradient ≈ Σ out_backprop · (y(x + delta) − y(x − delta)) / 2·delta",
        sizes="gradient has the shape of x, out_backprop that of y; where is an index of x.",
        kernel=kernels.gradient_check,
        shape=_gradient_check,
        inputs=(
            Port("x", "X", "The tensor that the gradient is by."),
            Port("y", "Y", "What comes of x, through any blocks; they are run again."),
            Port("gradient", "G", "The gradient to be checked."),
            Port("out_backprop", "B", "The gradient by y; 1 everywhere without.", optional=True),
        ),
        outputs=(
            Port("met", "bool", "Whether no error is over tolerance."),
            Port("max_error", "float64", "The largest relative error."),
            Port("where", "int64", "The index of x where it is."),
            Port("direction_error", "float64", "The relative error along one direction of all x."),
            Port("tested", "int64", "How many numbers of x were tested, and of how many."),
            Port("indices", "int64", "The index of each."),
            Port("theoretical", "float64", "What gradient says there."),
            Port("numerical", "float64", "What the differences say there."),
        ),
        attributes=(
            number("delta", low=1e-12, default=1e-5, help="How far x is pushed each way."),
            integer(
                "samples", low=1, default=200, help="How many numbers of x are tested at most."
            ),
            integer("seed", low=0, default=0, help="Another seed chooses other numbers."),
            number("tolerance", low=0, default=1e-3, help="The relative error that is allowed."),
        ),
        types={"X": FLOATS, "Y": FLOATS, "G": FLOATS, "B": FLOATS},
        synonyms=(
            "numerical gradient",
            "numeric gradient",
            "gradcheck",
            "check_grads",
            "compute_gradient",
            "finite differences",
            "central differences",
            "jacobian",
            "verify",
            "test",
        ),
        verdict=_is_right,
        replays=("x", "y"),
        traces=Untraced("it says how far two gradients are apart as a whole"),
    ),
)
