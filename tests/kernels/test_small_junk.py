"""Small ops with one argument of any kind whatever: an answer or an `ArgumentError`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kernels
from kernels.errors import ArgumentError
from tests.kernels.convolution.test_junk import JUNK, outcome

ONES = np.ones((2, 3), np.float32)
ONE = np.array(1, np.int32)

RIGHT: dict[str, dict[str, Any]] = {
    "add": {"x": ONES, "y": ONES},
    "bias_add": {"value": ONES, "bias": ONES[0], "data_format": "NHWC"},
    "cast": {"x": ONES, "DstT": "int8", "Truncate": True},
    "const": {"value": ONES},
    "expect": {
        "input": ONES,
        "expected": ONES,
        "value": ONE,
        "rtol": 1e-5,
        "atol": 0.0,
        "equal_nan": True,
    },
    "fill": {"dims": (2, 3), "value": ONE},
    "gradient_check": {
        "x": ONES,
        "y": ONES,
        "gradient": ONES,
        "out_backprop": ONES,
        "forward": lambda x: x,
        "delta": 1e-3,
        "samples": 4,
        "seed": 1,
        "tolerance": 1e-3,
    },
    "identity": {"input": ONES},
    "mat_mul": {"a": ONES, "b": ONES, "transpose_a": True, "transpose_b": False},
    "mean": {"input": ONES, "reduction_indices": [0], "keep_dims": True},
    "multiply": {"x": ONES, "y": ONES},
    "random_normal": {"shape": (2, 3), "dtype": "float16", "seed": 1, "seed2": 2},
    "random_uniform": {"shape": (2, 3), "dtype": "float16", "seed": 1, "seed2": 2},
    "range": {"start": ONE, "limit": ONE, "delta": ONE},
    "read_npy": {"file": "tensor.npy"},
    "relu": {"features": ONES},
    "reshape": {"tensor": ONES, "shape": (3, 2)},
    "shape": {"input": ONES, "out_type": "int64"},
    "subtract": {"x": ONES, "y": ONES},
    "sum": {"input": ONES, "reduction_indices": [0], "keep_dims": True},
    "transpose": {"x": ONES, "perm": (1, 0)},
}
# Sizes that only a machine's memory refuses are for the evaluator to refuse.
EVERY = [one for one in JUNK if not isinstance(one, tuple) or all(n != 2**62 for n in one)]


def test_every_small_op_is_here() -> None:
    convolutions = {name for name in kernels.__all__ if "conv" in name}
    settings = {"precision", "chosen_precision", "set_thread_count", "thread_count"}
    assert RIGHT.keys() == set(kernels.__all__) - convolutions - settings - {"client_session"}


@pytest.mark.parametrize(
    ("op", "argument"),
    [
        (op, argument)
        for op, given in RIGHT.items()
        for argument in given
        if argument != "forward"  # a function, which the evaluator gives
    ],
)
def test_junk_raises_argument_errors_only(
    op: str, argument: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    np.save(tmp_path / "tensor.npy", ONES)
    monkeypatch.chdir(tmp_path)
    kernel = getattr(kernels, op)
    kernel(**RIGHT[op])
    found = [outcome(kernel, RIGHT[op] | {argument: junk}) for junk in EVERY]
    refused = [one for one in found if isinstance(one, ArgumentError)]
    assert len(refused) > len(EVERY) / 2
    for one in refused:
        assert one.argument in RIGHT[op]
        assert len(str(one)) < 600
