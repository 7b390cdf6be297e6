"""The convolutions of the sample pages, a few numbers each: what a call costs in itself.

TensorFlow's side is its raw op called eagerly on tensors that it holds already, and its result
stays a tensor of its own; ours is the kernel on NumPy arrays, all checks included.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import blocks
from tests.benchmarks import peers
from tests.benchmarks.ours import Call
from tests.benchmarks.record import ROOT
from tests.benchmarks.timing import interleaved_small

PAGES = (
    "1_conv2d_backprop_input",
    "2_depthwise_conv2d_native_backprop_input",
    "3_conv3d_backprop_input_v2",
)


def measure() -> dict[str, dict[str, float]]:
    """Seconds a call of each side, op by op."""
    return {name: interleaved_small(calls) for name, calls in sides()}


def sides() -> Iterator[tuple[str, dict[str, Call]]]:
    """Each convolution of the pages: the op's name, and the call of each side."""
    for name in PAGES:
        page = blocks.load(ROOT / "assets" / "pages" / f"{name}.page.json")
        for block in page.blocks.values():
            if block.op is None or "Conv" not in block.op.name:
                continue
            sources = {wire.target.port: wire.source for wire in page.wires_into(block.id)}
            inputs = blocks.run(page, sources.values())
            given = {port.name: inputs[str(sources[port.name])] for port in block.op.inputs}
            attributes = block.op.for_kernel(block.values())
            calls = {"blockprop": _ours(block.op.kernel, tuple(given.values()), attributes)}
            if (call := peers.eager(block.op.name, given, attributes)) is not None:
                calls["tensorflow"] = call
            yield block.op.name, calls


def _ours(kernel: Any, given: tuple[Any, ...], attributes: dict[str, Any]) -> Call:
    return lambda: kernel(*given, **attributes)
