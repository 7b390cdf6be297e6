"""What TensorFlow 2.21 answers and refuses on a CPU, recorded for random calls of the small ops.

Left out is what it leaves open: casts to integers of what is out of their range, the sign of zero
after Relu, and sums that are infinite. How much narrower than ours it rounds is the tolerance.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kernels
from blocks.tensors import read_tensor
from kernels.errors import ArgumentError

CASES = json.loads((Path(__file__).parent / "goldens" / "small_cases.json").read_text("utf-8"))
ROUNDED = {"Sum", "Mean", "MatMul", "Range"}
DIGITS = {"float16": 2e-3, "bfloat16": 2e-2, "float32": 1e-6, "float64": 1e-15}


def kernel(op: str) -> Any:
    """bias_add for BiasAdd."""
    return getattr(kernels, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", op).lower())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["op"])
def test_case(case: dict[str, Any]) -> None:
    given = {name: read_tensor(tensor) for name, tensor in case["inputs"].items()}
    if case["output"] is None:
        with pytest.raises(ArgumentError):
            kernel(case["op"])(**given, **case["attrs"])
        return
    found = kernel(case["op"])(**given, **case["attrs"])
    expected = read_tensor(case["output"])
    assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
    name = found.dtype.name
    if name not in DIGITS:
        np.testing.assert_array_equal(found, expected)
        return
    found, expected = found.astype(np.float64), expected.astype(np.float64)
    largest = max(1.0, np.abs(expected[np.isfinite(expected)]).max(initial=0))
    tolerance = 2 * DIGITS[name] * largest if case["op"] in ROUNDED else 0
    np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance)
    if not tolerance:
        numbers = ~np.isnan(expected)
        assert (np.signbit(found) == np.signbit(expected))[numbers].all()


def test_every_small_op_is_there_with_answers() -> None:
    answered = {case["op"] for case in CASES if case["output"] is not None}
    assert len(answered) == 14
    assert len(CASES) >= 300
