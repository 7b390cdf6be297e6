"""What PyTorch, JAX and ONNX Runtime refuse. That arguments differ is told by the equivalents."""

from __future__ import annotations

from blocks.platforms.convolution import FORWARD, INPUT_GRADIENT, Convolution
from blocks.platforms.rule import Rule
from blocks.platforms.verdict import Verdict

_PYTORCH = "measured with PyTorch 2.13.0"
_RUNTIME = "measured with ONNX Runtime 1.31.1"

_JAX = "measured with JAX 0.10.2"


def _is(call: Convolution, *dtypes: str) -> bool:
    """Has the call one of these dtypes, and, as far as is known, something to compute? Where it has
    not, zeros are made without a convolution."""
    return call.dtype in dtypes and not (call.known is not None and call.known.is_empty)


PYTORCH: tuple[Rule[Convolution], ...] = (
    Rule(
        name="int32, dilated",
        when=lambda call: _is(call, "int32") and call.kind == FORWARD and call.is_dilated,
        verdict=Verdict.REFUSES,
        words="PyTorch has no dilated convolution of int32.",
        message="\"slow_conv_dilated<>\" not implemented for 'Int'",
        source=_PYTORCH,
    ),
    Rule(
        name="int32 gradient by the input",
        when=lambda call: _is(call, "int32") and call.kind == INPUT_GRADIENT,
        verdict=Verdict.REFUSES,
        words="PyTorch has no transposed convolution of int32.",
        message="\"slow_conv_transpose2d_out_cpu\" not implemented for 'Int'",
        source=_PYTORCH,
    ),
)

JAX: tuple[Rule[Convolution], ...] = (
    Rule(
        name="int32 gradient in groups",
        when=lambda call: (
            _is(call, "int32") and call.kind == INPUT_GRADIENT and call.sizes.groups > 1
        ),
        verdict=Verdict.WRONG,
        words="conv_transpose takes no groups, and JAX differentiates no integers: the transpose "
        "of the forward call comes as float0, without numbers.",
        source=_JAX,
        needs_sizes=True,
    ),
)

ONNX_RUNTIME: tuple[Rule[Convolution], ...] = (
    Rule(
        name="int32",
        when=lambda call: _is(call, "int32"),
        verdict=Verdict.REFUSES,
        words="ONNX has no convolution of int32.",
        message="Type 'tensor(int32)' of input parameter (x) of operator",
        source=f"{_RUNTIME}; https://onnx.ai/onnx/operators/onnx__Conv.html",
    ),
    Rule(
        name="no kernel",
        when=lambda call: _is(call, "float64", "bfloat16"),
        verdict=Verdict.REFUSES,
        words="ONNX has this convolution in {0.dtype}, ONNX Runtime has no kernel for it on a CPU.",
        message="Could not find an implementation for",
        source=f"{_RUNTIME}; "
        "https://github.com/microsoft/onnxruntime/blob/main/docs/OperatorKernels.md",
    ),
)
