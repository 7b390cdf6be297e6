"""The convolution family: rules in `rules/`, calls in `equivalents/`, a file a platform."""

from __future__ import annotations

from collections.abc import Callable

from blocks.platforms.convolution import FAMILY, Convolution, convolution_of
from blocks.platforms.equivalents import jax, onnx, pytorch, tensorflow, tensorflow_around
from blocks.platforms.family import Family, Way
from blocks.platforms.platform import (
    JAX,
    ONNX_RUNTIME,
    PYTORCH,
    TENSORFLOW_CPU,
    TENSORFLOW_GPU,
)
from blocks.platforms.rule import Rule
from blocks.platforms.rules import others, tensorflow_cpu, tensorflow_gpu
from blocks.platforms.verdict import Equivalent


def _sized(
    write: Callable[[Convolution], Equivalent],
) -> Callable[[Convolution], Equivalent | None]:
    """A call can be written when dtype and sizes are known."""

    def written(call: Convolution) -> Equivalent | None:
        return write(call) if call.is_sized and call.dtype is not None else None

    return written


def _around(call: Convolution, rule: Rule[Convolution]) -> Equivalent | None:
    return tensorflow_around.around(call) if call.is_sized else None


_AS_IT_IS = _sized(lambda call: tensorflow.as_it_is(call.call))

CONVOLUTIONS = Family(
    ops=FAMILY,
    facts=convolution_of,
    ways={
        TENSORFLOW_CPU: Way(tensorflow_cpu.CPU, _AS_IT_IS, _around),
        TENSORFLOW_GPU: Way(tensorflow_gpu.GPU, _AS_IT_IS),
        PYTORCH: Way(others.PYTORCH, _sized(pytorch.equivalent)),
        JAX: Way(others.JAX, _sized(jax.equivalent)),
        ONNX_RUNTIME: Way(others.ONNX_RUNTIME, _sized(onnx.equivalent)),
    },
)
