"""Element by element: Add, Subtract, Multiply, Relu, BiasAdd, Identity."""

from __future__ import annotations

from blocks.platforms.family import Family, Way
from blocks.platforms.plain import (
    UNPASSED,
    UNWRITTEN,
    Plain,
    jnp,
    lacks,
    on_cpu,
    onnx,
    plain_of,
    raw,
    through,
    torch,
)
from blocks.platforms.platform import (
    JAX,
    ONNX_RUNTIME,
    PYTORCH,
    TENSORFLOW_CPU,
    TENSORFLOW_GPU,
)
from blocks.platforms.verdict import Equivalent
from kernels.dtypes import SIGNED, UNSIGNED

_SIGNS = {"Add": "+", "Subtract": "-", "Multiply": "*"}
_ONNX_NAMES = {"Add": "Add", "Subtract": "Sub", "Multiply": "Mul"}
_OPS = (*_SIGNS, "Relu", "BiasAdd", "Identity")

_UNSIGNED = ("uint16", "uint32", "uint64")
_RELU = "{} has no relu of {}, in which nothing is below 0: the tensor stays as it is."

_GPU = (
    on_cpu("Relu", (*SIGNED, *UNSIGNED), "relu_op.cc"),
    on_cpu("BiasAdd", (*SIGNED, *UNSIGNED), "bias_op.cc"),
)
_PYTORCH = (
    lacks(PYTORCH, ("Subtract", "BiasAdd"), _UNSIGNED, '"add_stub" not implemented for', "int64"),
)
_RUNTIME = (
    lacks(ONNX_RUNTIME, (*_SIGNS, "Relu", "BiasAdd"), ("bfloat16",), UNWRITTEN, "float32"),
    lacks(ONNX_RUNTIME, "Identity", ("bfloat16",), UNPASSED, "float32"),
    lacks(ONNX_RUNTIME, "Relu", ("int16",), UNWRITTEN, "int32"),
)


def _pytorch(call: Plain) -> Equivalent | None:
    if call.op in _SIGNS:
        return torch(f"x {_SIGNS[call.op]} y")
    if call.op == "Relu":
        if call.dtype in _UNSIGNED:
            return torch("features", _RELU.format("PyTorch", call.dtype))
        return torch("torch.relu(features)")
    if call.op == "Identity":
        return torch("input")
    bias = _bias(call)
    return None if bias is None else torch(f"value + {bias}", *_notes(call))


def _jax(call: Plain) -> Equivalent | None:
    if call.op in _SIGNS:
        return jnp(call, f"x {_SIGNS[call.op]} y")
    if call.op == "Relu":
        return jnp(call, "jax.nn.relu(features)")
    if call.op == "Identity":
        return jnp(call, "input")
    bias = _bias(call)
    return None if bias is None else jnp(call, f"value + {bias}", *_notes(call))


def _onnx(call: Plain) -> Equivalent | None:
    if call.op in _SIGNS:
        return onnx(_ONNX_NAMES[call.op], {"x": "x", "y": "y"})
    if call.op == "Relu" and call.dtype in UNSIGNED:
        note = _RELU.format("ONNX", call.dtype)
        return onnx("Identity", {"features": "features"}, note)
    if call.op == "Relu" and call.dtype == "int64":
        feeds = {"features": "features", "zero": 'np.array(0, dtype="int64")'}
        return onnx("Max", feeds, "ONNX Runtime has no Relu of int64: Max with 0 is the same.")
    if call.op in ("Relu", "Identity"):
        name = "features" if call.op == "Relu" else "input"
        return onnx(call.op, {name: name})
    bias = _bias(call)
    if bias is None:
        return None
    return onnx("Add", {"value": "value", "bias": bias}, *_notes(call))


def _bias(call: Plain) -> str | None:
    """The bias in the shape that stretches over value."""
    if call.attrs["data_format"] == "NHWC":
        return "bias"
    shape = call.of("value").shape
    if shape is None:
        return None
    return f"bias.reshape({(-1, *[1] * (len(shape) - 2))})".replace("(-1,)", "-1")


def _notes(call: Plain) -> tuple[str, ...]:
    if call.attrs["data_format"] == "NHWC":
        return ()
    return ("The bias needs an axis of 1 for each axis behind the channels.",)


ELEMENTWISE = Family(
    ops=_OPS,
    facts=plain_of,
    ways={
        TENSORFLOW_CPU: Way((), raw, through(TENSORFLOW_CPU, raw)),
        TENSORFLOW_GPU: Way(_GPU, raw),
        PYTORCH: Way(_PYTORCH, _pytorch, through(PYTORCH, _pytorch)),
        JAX: Way((), _jax, through(JAX, _jax)),
        ONNX_RUNTIME: Way(_RUNTIME, _onnx, through(ONNX_RUNTIME, _onnx)),
    },
)
