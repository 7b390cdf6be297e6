"""Calls of the convolution family made from a seed."""

from __future__ import annotations

from typing import Any

import numpy as np

from blocks.dtypes import DTYPES
from blocks.ops import OPS
from blocks.platforms.convolution import FAMILY

Array = np.ndarray[Any, Any]


def drawn(number: int, random: np.random.Generator) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Of each op as many. One setting in three is a plain one, so that all is not refused."""

    def pick(*choices: Any) -> Any:
        return choices[int(random.integers(len(choices)))]

    op = FAMILY[number % len(FAMILY)]
    plain, rank = bool(random.integers(3) == 0), 3 if "3D" in op else 2
    depthwise = op.startswith("Depthwise")
    names = "DHW"[-rank:]
    while True:
        groups = pick(1, 1, 1, 2, 3) if op.startswith("Conv2D") else 1
        filter_channels = pick(1, 2, 3)
        channels = filter_channels * groups
        last = pick(1, 2, 3) * groups
        batch = pick(1, 1, 2)
        n = [int(random.integers(1, 5 if rank == 3 else 8)) for _ in range(rank)]
        k = [pick(1, 2, 3) if rank == 3 else pick(1, 2, 3, 4) for _ in range(rank)]
        if not plain and pick(*range(12)) == 0:
            batch, last, n = pick((0, last, n), (batch, 0, n), (batch, last, [0, *n[1:]]))
        same_step = bool(random.integers(2))
        strides = [pick(1, 1, 2, 3)] * rank if same_step else [pick(1, 2, 3) for _ in range(rank)]
        dilations = [1] * rank
        if not plain and random.integers(2):
            dilations = [pick(1, 2, 3) for _ in range(rank)]
        first = not plain and random.integers(4) == 0
        padding = pick("SAME", "VALID", "EXPLICIT") if rank == 2 else pick("SAME", "VALID")
        if plain and padding == "EXPLICIT":
            padding = "SAME"
        pads = [(pick(0, 1, 2), pick(0, 1, 2)) for _ in range(rank)]
        data_format = f"NC{names}" if first else f"N{names}C"

        def order(batch: Any, spatial: Any, channels: Any, first: bool = bool(first)) -> list[Any]:
            return [batch, channels, *spatial] if first else [batch, *spatial, channels]

        attrs: dict[str, Any] = {
            "strides": tuple(order(1, strides, 1)),
            "padding": padding,
            "data_format": data_format,
            "dilations": tuple(order(1, dilations, 1)),
        }
        if padding == "EXPLICIT":
            pairs = order((0, 0), pads, (0, 0))
            attrs["explicit_paddings"] = tuple(pad for pair in pairs for pad in pair)
        o = [
            _outputs(*numbers, padding)
            for numbers in zip(n, k, strides, dilations, pads, strict=True)
        ]
        if plain and 0 in o:
            continue
        break
    dtype = pick("float32", "float32", "float32", "float64", "float16", "bfloat16")
    if "int32" in OPS[op].types["T"] and random.integers(4) == 0:
        dtype = "int32"
    made = channels * last if depthwise else last
    shapes = {
        "input": order(batch, n, channels),
        "filter": [*k, filter_channels, last],
        "out_backprop": order(batch, o, made),
    }
    tensors: dict[str, Array] = {}
    for port in OPS[op].inputs:
        if port.name.endswith("_sizes"):
            sizes = shapes[port.name.removesuffix("_sizes")]
            if op == "Conv2DBackpropInput" and random.integers(8) == 0:
                sizes = n
            tensors[port.name] = np.array(sizes, np.int32)
        else:
            numbers = random.integers(-3, 4, shapes[port.name])
            tensors[port.name] = numbers.astype(DTYPES[dtype])
    return op, attrs, tensors


def _outputs(
    n: int, k: int, stride: int, dilation: int, pads: tuple[int, int], padding: str
) -> int:
    if padding == "SAME":
        return -(-n // stride)
    padded = n + (sum(pads) if padding == "EXPLICIT" else 0)
    return max(0, (padded - ((k - 1) * dilation + 1)) // stride + 1)
