"""How soon a kernel that is at work stops: large calls of every family, told to at many moments.

    python -m tests.benchmarks.stopping [NAME]... [--moments 5] [--json FILE]

Each call is as large as about 2 GiB of memory allows, and runs on a thread as in the window. Once
it is let through, to know how long it takes; then it is told to stop at moments spread over that
time. What counts is the longest time from there until the call is left, its memory given back.
"""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import kernels
from kernels import cancelling
from tests.benchmarks import record

MOMENTS = 5
LONGEST = 20.0
"""Seconds after which a call is stopped in any case; how long it takes is then at least that."""

Make = Callable[[], Callable[[], Any]]


def ones(*shape: int, dtype: Any = "float32") -> Any:
    """Numbers that are no zeros, quickly made."""
    array = np.empty(shape, dtype)
    array.reshape(-1)[...] = 1
    return array


def bfloat16() -> Any:
    """The dtype, which NumPy has no name for."""
    return kernels.dtypes.named("bfloat16")


PLAIN: dict[str, Any] = {"strides": [1, 1, 1, 1], "padding": "SAME"}
STRIDED: dict[str, Any] = {"strides": [1, 2, 2, 1], "padding": "SAME"}
CUBE: dict[str, Any] = {"strides": [1, 1, 1, 1, 1], "padding": "SAME"}


def _pair(function: Any, dtype: Any = "float32") -> Make:
    size = 2**29 // np.dtype(dtype).itemsize

    def make() -> Callable[[], Any]:
        x, y = ones(size, dtype=dtype), ones(size, dtype=dtype)
        return lambda: function(x, y)

    return make


def _one(function: Any, *shape: int, dtype: Any = "float32") -> Make:
    def make() -> Callable[[], Any]:
        x = ones(*shape, dtype=dtype)
        return lambda: function(x)

    return make


def _product(rows: int, inner: int, columns: int, dtype: Any = "float32", **how: bool) -> Make:
    def make() -> Callable[[], Any]:
        a, b = ones(rows, inner, dtype=dtype), ones(inner, columns, dtype=dtype)
        if how.get("transpose_a"):
            a = a.reshape(inner, rows)
        return lambda: kernels.mat_mul(a, b, **how)

    return make


def _large_integers(rows: int) -> Callable[[], Any]:
    a = np.full((rows, rows), 2**31 - 1, np.int32)
    return lambda: kernels.mat_mul(a, a)


def _conv(
    way: str, image: tuple[int, ...], out: int, size: int, dtype: Any = "float32", **how: Any
) -> Make:
    how = how or PLAIN
    strides = how["strides"]
    volume = len(image) == 5
    filter_shape = (size,) * (len(image) - 2) + (image[-1], out)
    output = (*(-(-n // s) for n, s in zip(image[:-1], strides[:-1], strict=True)), out)
    names = ("conv3d", "conv3d_backprop_input_v2", "conv3d_backprop_filter_v2")
    if not volume:
        names = ("conv2d", "conv2d_backprop_input", "conv2d_backprop_filter")
    forward, by_input, by_filter = (getattr(kernels, name) for name in names)

    def make() -> Callable[[], Any]:
        if way == "forward":
            x, w = ones(*image, dtype=dtype), ones(*filter_shape, dtype=dtype)
            return lambda: forward(x, w, **how)
        back = ones(*output, dtype=dtype)
        if way == "input":
            w = ones(*filter_shape, dtype=dtype)
            return lambda: by_input(np.array(image, np.int32), w, back, **how)
        x = ones(*image, dtype=dtype)
        return lambda: by_filter(x, np.array(filter_shape, np.int32), back, **how)

    return make


def _depthwise(way: str, image: tuple[int, ...], size: int, dtype: Any = "float32") -> Make:
    shape = (size, size, image[-1], 1)
    sizes, filter_sizes = np.array(image, np.int32), np.array(shape, np.int32)

    def make() -> Callable[[], Any]:
        x = ones(*image, dtype=dtype)
        w = ones(*shape, dtype=dtype)
        if way == "forward":
            return lambda: kernels.depthwise_conv2d_native(x, w, **PLAIN)
        if way == "input":
            return lambda: kernels.depthwise_conv2d_native_backprop_input(sizes, w, x, **PLAIN)
        back = ones(*image, dtype=dtype)
        return lambda: kernels.depthwise_conv2d_native_backprop_filter(
            x, filter_sizes, back, **PLAIN
        )

    return make


def _cast(of: Any, to: str, size: int = 2**28, **how: bool) -> Make:
    return _one(lambda x: kernels.cast(x, DstT=to, **how), size, dtype=of)


def _all(function: Any, *axes: int) -> Callable[[Any], Any]:
    return lambda x: function(x, list(axes))


CALLS: dict[str, Make] = {
    "Add": _pair(kernels.add),
    "Multiply int8": _pair(kernels.multiply, "int8"),
    "Add bfloat16": _pair(kernels.add, bfloat16()),
    "Add float16": _pair(kernels.add, "float16"),
    "Relu": _one(kernels.relu, 2**28),
    "Relu bfloat16": _one(kernels.relu, 2**28, dtype=bfloat16()),
    "BiasAdd": _one(lambda x: kernels.bias_add(x, x[0].copy()), 2**19, 512),
    "Cast to float16": _cast("float32", "float16"),
    "Cast to bfloat16": _cast("float32", "bfloat16"),
    "Cast from bfloat16": _cast(bfloat16(), "float32"),
    "Cast to int32": _cast("float32", "int32"),
    "Cast to bool": _cast("float32", "bool"),
    "Cast truncated": _cast("float32", "bfloat16", Truncate=True),
    "Cast int64 to int8": _cast("int64", "int8", 2**27),
    "Fill": lambda: lambda: kernels.fill([2**28], np.float32(1)),
    "Range": lambda: lambda: kernels.range(np.int64(0), np.int64(2**27), np.int64(1)),
    "Range float32": lambda: (
        lambda: kernels.range(np.float32(0), np.float32(2**24), np.float32(2**-4))
    ),
    "RandomUniform": lambda: lambda: kernels.random_uniform([2**28]),
    "RandomNormal": lambda: lambda: kernels.random_normal([2**28]),
    "Transpose": _one(lambda x: kernels.transpose(x, [1, 0]), 2**14, 2**14),
    "Transpose thin": _one(lambda x: kernels.transpose(x, [1, 0]), 2**26, 4),
    "Transpose int8": _one(lambda x: kernels.transpose(x, [1, 0]), 2**15, 2**15, dtype="int8"),
    "Sum of all": _one(_all(kernels.sum, 0), 2**28),
    "Sum of rows": _one(_all(kernels.sum, 1), 2**14, 2**14),
    "Sum of columns": _one(_all(kernels.sum, 0), 2**14, 2**14),
    "Sum of thin columns": _one(_all(kernels.sum, 0), 2**26, 4),
    "Sum of all float16": _one(_all(kernels.sum, 0), 2**29, dtype="float16"),
    "Sum of all bfloat16": _one(_all(kernels.sum, 0), 2**29, dtype=bfloat16()),
    "Sum of all int8": _one(_all(kernels.sum, 0), 2**30, dtype="int8"),
    "Mean of all int8": _one(_all(kernels.mean, 0), 2**30, dtype="int8"),
    "Mean of inner rows": _one(_all(kernels.mean, 0, 2), 2**8, 2**12, 2**8),
    "MatMul": _product(2**13, 2**13, 2**13),
    "MatMul float64": _product(2**12, 2**13, 2**12, "float64"),
    "MatMul float16": _product(2**12, 2**14, 2**12, "float16"),
    "MatMul long sums": _product(512, 2**19, 512),
    "MatMul long sums float64": _product(256, 2**18, 256, "float64"),
    "MatMul longest sums": _product(8, 2**25, 8),
    "MatMul dot": _product(1, 2**28, 1),
    "MatMul vector": _product(1, 2**14, 2**14),
    "MatMul outer": _product(2**14, 1, 2**14),
    "MatMul bfloat16 long": _product(64, 2**21, 64, bfloat16()),
    "MatMul int32": _product(2**12, 2**12, 2**12, "int32"),
    "MatMul int32 large": lambda: _large_integers(2**12),
    "MatMul int64": _product(2**10, 2**11, 2**10, "int64"),
    "Conv2D": _conv("forward", (64, 128, 128, 128), 128, 3),
    "Conv2D 7x7": _conv("forward", (32, 256, 256, 64), 64, 7),
    "Conv2D 1x1": _conv("forward", (64, 128, 128, 128), 128, 1),
    "Conv2D float16": _conv("forward", (64, 128, 128, 128), 128, 3, "float16"),
    "Conv2D int32": _conv("forward", (32, 128, 128, 128), 64, 3, "int32"),
    "Conv2D many channels": _conv("forward", (4, 32, 32, 8192), 4096, 3),
    "Conv2D wide filter": _conv("forward", (2, 1024, 1024, 16), 16, 33),
    "Conv2D one channel": _conv("forward", (1, 8192, 8192, 1), 1, 31),
    "Input gradient": _conv("input", (64, 128, 128, 128), 128, 3),
    "Input gradient strided": _conv("input", (64, 128, 128, 128), 512, 3, **STRIDED),
    "Input gradient of an image": _conv("input", (64, 512, 512, 3), 64, 7, **STRIDED),
    "Filter gradient": _conv("filter", (64, 128, 128, 128), 128, 3),
    "Filter gradient 7x7": _conv("filter", (32, 256, 256, 64), 64, 7),
    "Filter gradient 1x1": _conv("filter", (64, 128, 128, 128), 128, 1),
    "Filter gradient bfloat16": _conv("filter", (64, 128, 128, 128), 128, 3, bfloat16()),
    "Conv3D": _conv("forward", (4, 64, 64, 64, 64), 64, 3, **CUBE),
    "Conv3D input gradient": _conv("input", (4, 64, 64, 64, 64), 64, 3, **CUBE),
    "Conv3D filter gradient": _conv("filter", (4, 64, 64, 64, 64), 64, 3, **CUBE),
    "Depthwise": _depthwise("forward", (16, 512, 512, 64), 3),
    "Depthwise 31x31": _depthwise("forward", (2, 512, 512, 64), 31),
    "Depthwise float16": _depthwise("forward", (16, 512, 512, 64), 7, "float16"),
    "Depthwise input gradient": _depthwise("input", (16, 512, 512, 64), 7),
    "Depthwise filter gradient": _depthwise("filter", (16, 512, 512, 48), 7),
    "Depthwise filter gradient 31x31": _depthwise("filter", (2, 512, 512, 48), 31),
}


@dataclass
class Timed:
    """A call on a thread of its own: how long it took in all, and from the word to stop."""

    whole: float
    stopping: float
    came_to_its_end: bool


def stop_after(call: Callable[[], Any], seconds: float) -> Timed:
    """Call on another thread, and say stop after so many seconds."""
    stop = threading.Event()
    left: list[tuple[float, bool]] = []

    def work() -> None:
        came_to_its_end = False
        with cancelling.obeying(stop.is_set), np.errstate(all="ignore"):
            try:
                call()
                came_to_its_end = True
            except cancelling.Cancelled:
                pass
        left.append((time.perf_counter(), came_to_its_end))

    thread = threading.Thread(target=work)
    began = time.perf_counter()
    thread.start()
    thread.join(seconds)
    said = time.perf_counter()
    stop.set()
    thread.join()
    ended, came_to_its_end = left[0]
    return Timed(ended - began, ended - said, came_to_its_end)


def measure(make: Make, moments: int) -> dict[str, float]:
    """Seconds of the whole call and the longest from the word to stop until it was left."""
    call = make()
    stop_after(call, 0.05)  # imports, threads and tables
    first = stop_after(call, LONGEST)
    longest = first.stopping if not first.came_to_its_end else 0.0
    for number in range(moments):
        longest = max(longest, stop_after(call, first.whole * (number + 0.3) / moments).stopping)
    return {"whole": first.whole, "longest until stopped": longest}


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help="calls to measure, else all")
    options.add_argument("--moments", type=int, default=MOMENTS)
    options.add_argument("--json", type=Path, help="write the figures here, too")
    asked = options.parse_args()
    found = {}
    for name, make in CALLS.items():
        if asked.names and name not in asked.names:
            continue
        found[name] = measure(make, asked.moments)
        whole, longest = found[name].values()
        print(f"{name:34} {whole:8.2f} s   stopped within {longest * 1e3:6.0f} ms", flush=True)
    record.add(asked.json, "stopping", found)


if __name__ == "__main__":
    main()
