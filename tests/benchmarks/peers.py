"""The same calls in TensorFlow and PyTorch, where they are installed (the `peers` extra)."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Mapping
from typing import Any

from tests.benchmarks.record import cores
from tests.benchmarks.rows import Row

Call = Callable[[], Any]


def tensorflow(row: Row, way: str) -> Call | None:
    """TensorFlow's op on this row; None if it is not installed or its CPU kernel refuses."""
    image, filter, gradient = row.tensors()
    kind = "DepthwiseConv2dNative" if row.depthwise else f"Conv{row.rank}D"
    version = "V2" if row.rank == 3 else ""
    given: dict[str, Any]
    if way == "forward":
        op, given = kind, {"input": image, "filter": filter}
    elif way == "input gradient":
        op = f"{kind}BackpropInput{version}"
        given = {"input_sizes": row.input_shape, "filter": filter, "out_backprop": gradient}
    else:
        op = f"{kind}BackpropFilter{version}"
        given = {"input": image, "filter_sizes": row.filter_shape, "out_backprop": gradient}
    call = eager(op, given, row.vector)
    return None if call is None else lambda: call().numpy()


def eager(op: str, given: Mapping[str, Any], attributes: Mapping[str, Any]) -> Call | None:
    """A raw op of TensorFlow on constants; None if it is not installed or its kernel refuses."""
    if importlib.util.find_spec("tensorflow") is None:
        return None
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tensorflow as tf

    if tf.config.threading.get_intra_op_parallelism_threads() != cores():
        tf.config.threading.set_intra_op_parallelism_threads(cores())
    arguments = {name: tf.constant(one) for name, one in given.items()}
    for name, value in attributes.items():
        arguments[name] = list(value) if isinstance(value, tuple) else value
    raw = getattr(tf.raw_ops, op)

    def call() -> Any:
        return raw(**arguments)

    try:
        call()
    except (tf.errors.InvalidArgumentError, tf.errors.UnimplementedError):
        return None
    return call


def pytorch(row: Row, way: str) -> dict[str, Call]:
    """PyTorch's convolution on this row, in both of its layouts; empty if it is not installed."""
    if importlib.util.find_spec("torch") is None:
        return {}
    import torch

    torch.set_num_threads(cores())
    last = torch.channels_last if row.rank == 2 else torch.channels_last_3d
    layouts = {"contiguous": torch.contiguous_format, "channels last": last}
    return {name: _in_layout(row, way, layout) for name, layout in layouts.items()}


def _in_layout(row: Row, way: str, layout: Any) -> Call:
    import torch

    image, filter, gradient = (torch.from_numpy(one) for one in row.tensors())
    axes = range(1, row.rank + 1)
    image, gradient = (
        one.permute(0, -1, *axes).contiguous(memory_format=layout) for one in (image, gradient)
    )
    if row.depthwise:
        filter = filter.reshape(*filter.shape[: row.rank], 1, row.filters)
    order = (-1, -2, *range(row.rank))
    filter = filter.permute(*order).contiguous(memory_format=layout)
    groups = row.channels if row.depthwise else 1
    # PyTorch pads both sides alike; the sizes, and so the work, are those of SAME.
    pad = (row.filter - 1) * row.dilation // 2
    stride, padding, dilation = ([n] * row.rank for n in (row.stride, pad, row.dilation))
    fixed = (stride, padding, dilation)
    if way == "forward":
        convolve = torch.nn.functional.conv2d if row.rank == 2 else torch.nn.functional.conv3d

        def call() -> Any:
            with torch.no_grad():
                return convolve(image, filter, None, *fixed, groups)

        return call
    mask = [way == "input gradient", way == "filter gradient", False]

    def backward() -> Any:
        return torch.ops.aten.convolution_backward(
            gradient, image, filter, None, *fixed, False, [0] * row.rank, groups, mask
        )

    return backward
