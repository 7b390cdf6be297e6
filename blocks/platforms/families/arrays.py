"""Shape, Reshape, Transpose, Cast."""

from __future__ import annotations

from dataclasses import replace

from blocks.platforms.equivalents.writing import Code
from blocks.platforms.family import Family, Way
from blocks.platforms.plain import (
    MEASURED,
    UNPASSED,
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
    Platform,
)
from blocks.platforms.rule import Rule
from blocks.platforms.verdict import Equivalent, Verdict
from kernels.dtypes import FLOATS

_WHOLE = "NaN and numbers out of range, which blockprop makes 0 and the nearest, may differ."


def _pytorch(call: Plain) -> Equivalent | None:
    if call.op == "Shape":
        return torch(f"torch.tensor(input.shape, dtype=torch.{call.attrs['out_type']})")
    if call.op == "Reshape":
        return torch(f"tensor.reshape({_shape(call)})")
    if call.op == "Transpose":
        return torch(f"x.permute({call.numbers('perm') or 'perm.tolist()'})")
    return _remarked(call, torch(f"x.to(torch.{call.attrs['DstT']})"))


def _jax(call: Plain) -> Equivalent | None:
    if call.op == "Shape":
        return jnp(call, f'jnp.array(input.shape, dtype="{call.attrs["out_type"]}")')
    if call.op == "Reshape":
        return jnp(call, f"tensor.reshape({_shape(call)})")
    if call.op == "Transpose":
        return jnp(call, f"x.transpose({call.numbers('perm') or 'perm.tolist()'})")
    return _remarked(call, jnp(call, f'x.astype("{call.attrs["DstT"]}")'))


def _onnx(call: Plain) -> Equivalent | None:
    if call.op == "Shape":
        narrow = call.attrs["out_type"] == "int32"
        then = ('output = output.astype("int32")  # ONNX counts in int64',) if narrow else ()
        return onnx("Shape", {"input": "input"}, then=then)
    if call.op == "Reshape":
        shape = call.made.shape
        known = shape is not None and None not in shape
        wanted = f'np.array({list(shape or ())}, dtype="int64")' if known else None
        feeds = {"tensor": "tensor", "shape": wanted or 'shape.astype("int64")'}
        return onnx("Reshape", feeds, _ZERO, allowzero=1)
    if call.op == "Transpose":
        return _transposed(call)
    return _cast(call)


def _transposed(call: Plain) -> Equivalent | None:
    perm = call.numbers("perm")
    if call.of("perm").shape == (0,):  # ONNX's attributes are no empty lists
        return onnx("Identity", {"x": "x"})
    if perm is None:
        axes = Code("[one % x.ndim for one in perm.tolist()]")
        return onnx("Transpose", {"x": "x"}, perm=axes)
    rank = max(1, len(perm))
    notes = ("ONNX counts axes from the first alone.",) if any(one < 0 for one in perm) else ()
    return onnx("Transpose", {"x": "x"}, *notes, perm=[one % rank for one in perm])


def _cast(call: Plain) -> Equivalent:
    target = call.attrs["DstT"]
    kind = _KINDS.get(target, target.upper())
    made = onnx("Cast", {"x": "x"}, to=Code(f"onnx.TensorProto.{kind}"))
    return _remarked(call, replace(made, imports=("import onnx", *made.imports)))


_KINDS = {"float32": "FLOAT", "float64": "DOUBLE"}
"""What ONNX names otherwise."""


def _raw(call: Plain) -> Equivalent | None:
    made = raw(call)
    return None if made is None else _remarked(call, made)


def _remarked(call: Plain, made: Equivalent) -> Equivalent:
    """Floats to integers: what has no integer is not the same everywhere."""
    if call.op != "Cast" or call.dtype not in FLOATS or call.attrs["DstT"] in (*FLOATS, "bool"):
        return made
    return replace(made, remarks=(_WHOLE,))


_ZERO = "Without allowzero ONNX would take a 0 in shape for the size that was there before."


def _shape(call: Plain) -> str:
    shape = call.made.shape
    if shape is not None and None not in shape:
        return str(shape)
    return str(call.numbers("shape") or "shape.tolist()")


SHARED = ("Shape", "Reshape", "Transpose")


def _is_cut(call: Plain) -> bool:
    """Does Truncate make a difference?"""
    bits = [_FLOAT_BITS.get(one or "", 64) for one in (call.dtype, call.attrs.get("DstT"))]
    return bool(call.attrs.get("Truncate")) and call.dtype in _FLOAT_BITS and bits[0] > bits[1]


def _cuts(platform: Platform) -> Rule[Plain]:
    """Only TensorFlow cuts digits off."""
    return Rule(
        name="Cast with Truncate",
        when=_is_cut,
        verdict=Verdict.WRONG,
        words=f"{platform.name} rounds to the nearest, and has nothing that cuts off as Truncate "
        "does: the last digit differs.",
        source=MEASURED[platform],
        is_erratic=True,  # where nothing is cut off nothing differs
    )


_ROUNDS: Rule[Plain] = Rule(
    name="Cast from float64 to bfloat16 with Truncate",
    when=lambda call: (
        call.op == "Cast"
        and call.attrs["Truncate"]
        and (call.dtype, call.attrs["DstT"]) == ("float64", "bfloat16")
    ),
    verdict=Verdict.WRONG,
    words="From float64 to bfloat16 TensorFlow rounds to the nearest, whatever Truncate says: the "
    "last digit differs.",
    source=MEASURED[TENSORFLOW_CPU],
    is_erratic=True,  # where nothing is cut off nothing differs
)

_FLOAT_BITS = {"float64": 52, "float32": 23, "float16": 10, "bfloat16": 7}

_RUNTIME: tuple[Rule[Plain], ...] = (
    lacks(ONNX_RUNTIME, (*SHARED, "Cast"), ("bfloat16",), UNPASSED, "float32"),
    Rule(
        name="Cast to bfloat16",
        when=lambda call: call.op == "Cast" and call.attrs["DstT"] == "bfloat16",
        verdict=Verdict.REFUSES,
        words="ONNX Runtime gives no bfloat16 to Python: only nodes within a model can use it.",
        message="No corresponding Numpy type for Tensor Type",
        source=MEASURED[ONNX_RUNTIME],
    ),
    _cuts(ONNX_RUNTIME),
)


def _around_onnx(call: Plain, rule: Rule[Plain]) -> Equivalent | None:
    if _is_cut(call):
        return None
    if call.op == "Cast" and call.attrs["DstT"] == "bfloat16":
        return Equivalent(("import ml_dtypes",), ("output = x.astype(ml_dtypes.bfloat16)",))
    return through(ONNX_RUNTIME, _onnx)(call, rule)


ARRAYS = Family(
    ops=(*SHARED, "Cast"),
    facts=plain_of,
    ways={
        TENSORFLOW_CPU: Way((_ROUNDS,), _raw, through(TENSORFLOW_CPU, _raw)),
        TENSORFLOW_GPU: Way((), _raw),
        PYTORCH: Way((_cuts(PYTORCH),), _pytorch, through(PYTORCH, _pytorch)),
        JAX: Way((_cuts(JAX),), _jax, through(JAX, _jax)),
        ONNX_RUNTIME: Way(_RUNTIME, _onnx, _around_onnx),
    },
)
