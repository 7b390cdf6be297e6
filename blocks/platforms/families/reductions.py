"""Sum and Mean."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from blocks.platforms.equivalents.tensors import dtype_code
from blocks.platforms.family import Family, Way
from blocks.platforms.plain import (
    NUMPY,
    UNKNOWN_TYPE,
    UNWRITTEN,
    Plain,
    jnp,
    lacks,
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
from kernels.dtypes import FLOATS
from kernels.reduction import reduced_shape

_NONE = "Without axes nothing is added up; {} would take all of them."
_WHOLE = "The mean of integers is cut off towards 0; {} would make a float of it."


def _pytorch(call: Plain) -> Equivalent | None:
    axes = call.numbers("reduction_indices")
    if axes is None or call.dtype is None:
        return None
    if not axes:
        return torch("input", _NONE.format("PyTorch"))
    keep = ", keepdim=True" * call.attrs["keep_dims"]
    if call.op == "Mean" and call.dtype in FLOATS:
        return torch(f"input.mean({axes}{keep})")
    if call.op == "Sum":
        # PyTorch adds up integers in int64, and gives that.
        within = "" if call.dtype in (*FLOATS, "int64") else f", dtype=torch.{call.dtype}"
        notes = (_WIDE.format("PyTorch", call.dtype),) if within else ()
        return torch(f"input.sum({axes}{keep}{within})", *notes)
    count = _count(call, axes)
    if count is None:
        return None
    total = f"input.sum({axes}{keep}, dtype=torch.int64)"
    line = f'torch.div({total}, {count}, rounding_mode="trunc").to(torch.{call.dtype})'
    made = torch(line, "PyTorch's mean takes no integers: their sum is divided, and cut off.")
    return replace(made, remarks=(_SIGNED,)) if call.dtype == "uint64" else made


_SIGNED = "The sum is one of int64: where it is 2**63 or more, the mean differs."


_WIDE = "{} adds up integers in 64 bits unless it is told to stay in {}."


def _jax(call: Plain) -> Equivalent | None:
    axes = call.numbers("reduction_indices")
    if axes is None or call.dtype is None:
        return None
    if not axes:
        return jnp(call, "input")
    keep = ", keepdims=True" * call.attrs["keep_dims"]
    if call.op == "Mean" and call.dtype in FLOATS:
        return jnp(call, f"jnp.mean(input, {axes}{keep})")
    if call.op == "Sum":
        within = "" if call.dtype in (*FLOATS, "int64", "uint64") else f', dtype="{call.dtype}"'
        notes = (_WIDE.format("JAX", call.dtype),) if within else ()
        return jnp(call, f"jnp.sum(input, {axes}{keep}{within})", *notes)
    count = _count(call, axes)
    if count is None:
        return None
    wide = "uint64" if call.dtype.startswith("u") else "int64"
    total = f'jnp.sum(input, {axes}{keep}, dtype="{wide}")'
    line = f'jax.lax.div({total}, jnp.array({count}, "{wide}")).astype("{call.dtype}")'
    return jnp(call, line, _WHOLE.format("JAX"))


def _onnx(call: Plain) -> Equivalent | None:
    op = "ReduceSum" if call.op == "Sum" else "ReduceMean"
    feeds = {"input": "input", "axes": 'reduction_indices.reshape(-1).astype("int64")'}
    notes: tuple[str, ...] = ()
    more: dict[str, Any] = {}
    axes = call.of("reduction_indices").shape
    if axes is None or call.dtype is None:
        return None
    if call.of("input").size == 0:
        return _nothing(call)
    if axes == (0,):
        more = {"noop_with_empty_axes": 1}
        notes = (f"Without noop_with_empty_axes {op} would take all axes.",)
    made = onnx(op, feeds, *notes, keepdims=int(call.attrs["keep_dims"]), **more)
    remark = "" if call.dtype in FLOATS or axes == (0,) else _LARGE[call.op]
    return replace(made, remarks=(remark,)) if remark else made


def _nothing(call: Plain) -> Equivalent | None:
    """What is made of a tensor without numbers."""
    shape = reduced_shape(
        call.of("input").shape, call.numbers("reduction_indices"), keep_dims=call.attrs["keep_dims"]
    )
    if shape is None or None in shape:
        return None
    dtype = dtype_code(call.dtype or "", "onnxruntime")
    nan = call.op == "Mean" and call.dtype in FLOATS
    line = f"output = np.full({shape}, {'np.nan' if nan else 0}, dtype={dtype})"
    imports = (*NUMPY, "import ml_dtypes") if "ml_dtypes" in dtype else NUMPY
    note = "Of a tensor without numbers ONNX Runtime makes one of another shape now and then."
    return Equivalent(imports, (line,), (note,))


_LARGE = {
    "Sum": "A sum that does not fit ends at the limit of the dtype there; here it wraps around.",
    "Mean": "ONNX Runtime divides in floats, so that means of very large integers differ.",
}


def _count(call: Plain, axes: tuple[int, ...]) -> int | None:
    """So many numbers make one mean."""
    shape = call.of("input").shape
    if shape is None or None in shape:
        return None
    return max(1, math.prod(shape[axis] or 0 for axis in axes))


def _is_empty(call: Plain) -> bool:
    return call.of("input").size == 0


_OPS = ("Sum", "Mean")
_PYTORCH = (
    lacks(
        PYTORCH,
        "Sum",
        ("uint16", "uint32", "uint64"),
        '"sum_cpu" not implemented for',
        "int64",
        unless=lambda call: _is_empty(call) or call.numbers("reduction_indices") == (),
    ),
)
_NARROW = ("int8", "int16", "uint8", "uint16")
_RUNTIME = (
    lacks(
        ONNX_RUNTIME, _OPS, ("int8", "int16", "uint8", "uint16"), UNKNOWN_TYPE, "int32", _is_empty
    ),
    lacks(ONNX_RUNTIME, _OPS, ("uint32", "uint64"), UNWRITTEN, "int64", _is_empty),
    lacks(ONNX_RUNTIME, _OPS, ("bfloat16",), UNWRITTEN, "float32", _is_empty),
)

REDUCTIONS = Family(
    ops=_OPS,
    facts=plain_of,
    ways={
        TENSORFLOW_CPU: Way((), raw, through(TENSORFLOW_CPU, raw)),
        TENSORFLOW_GPU: Way((), raw),
        PYTORCH: Way(_PYTORCH, _pytorch, through(PYTORCH, _pytorch)),
        JAX: Way((), _jax, through(JAX, _jax)),
        ONNX_RUNTIME: Way(_RUNTIME, _onnx, through(ONNX_RUNTIME, _onnx)),
    },
)
