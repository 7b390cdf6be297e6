"""MatMul."""

from __future__ import annotations

from dataclasses import replace

from blocks.platforms.family import Family, Way
from blocks.platforms.plain import (
    MEASURED,
    NOWHERE,
    UNKNOWN_TYPE,
    UNREGISTERED,
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
from blocks.platforms.rule import Rule
from blocks.platforms.verdict import Equivalent, Verdict


def _pytorch(call: Plain) -> Equivalent:
    a, b = _matrices(call)
    return torch(f"{a} @ {b}", *_notes(call))


def _jax(call: Plain) -> Equivalent:
    a, b = _matrices(call)
    return jnp(call, f"{a} @ {b}", *_notes(call))


def _onnx(call: Plain) -> Equivalent:
    a, b = _matrices(call)
    return onnx("MatMul", {"a": a, "b": b}, *_notes(call))


def _matrices(call: Plain) -> tuple[str, str]:
    return "a" + ".T" * call.attrs["transpose_a"], "b" + ".T" * call.attrs["transpose_b"]


def _notes(call: Plain) -> tuple[str, ...]:
    if call.attrs["transpose_a"] or call.attrs["transpose_b"]:
        return ("There is no transpose_a or transpose_b: the matrix is transposed before.",)
    return ()


def _is_empty(call: Plain) -> bool:
    return 0 in (call.of("a").size, call.of("b").size)


_TENSORFLOW = (
    lacks(TENSORFLOW_CPU, "MatMul", ("uint8", "uint16"), UNREGISTERED, "int32"),
    lacks(TENSORFLOW_CPU, "MatMul", ("uint32", "uint64"), UNREGISTERED, "int64"),
)
_GPU = (
    *(replace(rule, source=f"{rule.source}, {NOWHERE}") for rule in _TENSORFLOW),
    on_cpu("MatMul", ("int32", "int64"), "matmul_op_real.cc"),
)
_PYTORCH = (
    lacks(
        PYTORCH,
        "MatMul",
        ("uint16", "uint32", "uint64"),
        '"addmm_impl_cpu_" not implemented for',
        "int64",
        unless=_is_empty,
    ),
)
_RUNTIME: tuple[Rule[Plain], ...] = (
    Rule(
        name="MatMul of nothing",
        when=lambda call: (
            call.dtype in ("uint32", "uint64") and call.of("a").size == 0 and call.made.size != 0
        ),
        verdict=Verdict.REFUSES,
        words="With nothing to add up ONNX Runtime multiplies no matrices of {0.dtype}.",
        message="Non-zero status code returned while running MatMul node",
        source=MEASURED[ONNX_RUNTIME],
    ),
    lacks(ONNX_RUNTIME, "MatMul", ("uint8", "uint16"), UNKNOWN_TYPE, "uint32"),
    lacks(ONNX_RUNTIME, "MatMul", ("bfloat16",), UNWRITTEN, "float32"),
)

PRODUCTS = Family(
    ops=("MatMul",),
    facts=plain_of,
    ways={
        TENSORFLOW_CPU: Way(_TENSORFLOW, raw, through(TENSORFLOW_CPU, raw)),
        TENSORFLOW_GPU: Way(_GPU, raw, through(TENSORFLOW_GPU, raw)),
        PYTORCH: Way(_PYTORCH, _pytorch, through(PYTORCH, _pytorch)),
        JAX: Way((), _jax, through(JAX, _jax)),
        ONNX_RUNTIME: Way(_RUNTIME, _onnx, through(ONNX_RUNTIME, _onnx)),
    },
)
