"""Const, ReadNpy, Fill, Range, RandomNormal, RandomUniform."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from blocks.platforms.equivalents import tensorflow
from blocks.platforms.equivalents.tensors import literal
from blocks.platforms.equivalents.writing import Code, written
from blocks.platforms.family import Family, Way
from blocks.platforms.plain import (
    JNP,
    NOWHERE,
    NUMPY,
    TORCH,
    UNKNOWN_TYPE,
    UNREGISTERED,
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
    Platform,
)
from blocks.platforms.verdict import Equivalent

RANDOM = ("RandomNormal", "RandomUniform")

_MANY = 1000
_SAVED = "value.npy"
_TF = ("import tensorflow as tf",)
_FROM_NUMPY = {
    "tensorflow": (_TF, "tf.constant({})"),
    "torch": (TORCH, "torch.from_numpy({})"),
    "jax": (JNP, "jnp.asarray({})"),
    "onnxruntime": ((), "{}"),
}


def _written_down(call: Plain, platform: Platform) -> Equivalent:
    """A Const: its numbers or, where there are many, a file that they are saved to."""
    value = call.attrs["value"]
    if value.size > _MANY:
        made = _read(call, platform, _SAVED)
        return replace(made, notes=(f"Its numbers are many: save them as {_SAVED} first.",))
    library = platform.library
    line = f"output = {literal(value, library)}"
    imports = NUMPY if library == "onnxruntime" else _FROM_NUMPY[library][0]
    if "ml_dtypes" in line:
        imports = (*imports, "import ml_dtypes")
    wide = library == "jax" and call.is_wide("")
    return replace(jnp(call, "jnp."), lines=(line,)) if wide else Equivalent(imports, (line,))


def _read(call: Plain, platform: Platform, file: str) -> Equivalent:
    imports, around = _FROM_NUMPY[platform.library]
    loaded = f"np.load({written(file)})"
    imports = (*NUMPY, *imports)
    if call.dtype == "bfloat16":  # NumPy's files hold it without its name.
        if platform is PYTORCH:
            line = f"output = torch.from_numpy({loaded}.view(np.int16)).view(torch.bfloat16)"
            return Equivalent(imports, (line,))
        loaded += ".view(ml_dtypes.bfloat16)"
        imports = (*imports, "import ml_dtypes")
    line = f"output = {around.format(loaded)}"
    if platform is JAX and call.is_wide(""):
        wide = jnp(call, "jnp.")
        return replace(wide, imports=(*wide.imports, *imports), lines=(line,))
    return Equivalent(imports, (line,))


def _tensorflow(call: Plain) -> Equivalent | None:
    if call.op == "Const":
        return _written_down(call, TENSORFLOW_CPU)
    if call.op == "ReadNpy":
        return _read(call, TENSORFLOW_CPU, call.attrs["file"])
    if call.op in RANDOM:
        # The raw ops have no default for the dtype.
        attrs = {name: call.attrs[name] for name in ("dtype", "seed", "seed2")}
        return tensorflow.raw(call.op, ["shape"], attrs)
    return raw(call)


def _pytorch(call: Plain) -> Equivalent | None:
    if call.op == "Const":
        return _written_down(call, PYTORCH)
    if call.op == "ReadNpy":
        return _read(call, PYTORCH, call.attrs["file"])
    if call.op == "Fill":
        return torch(f"value.expand({_sizes(call, 'dims')}).clone()")
    if call.op == "Range":
        return torch(f"torch.arange({_ends('torch', call)}, dtype=torch.{call.dtype})")
    seed = f"torch.manual_seed({call.attrs['seed']})"
    function = "randn" if call.op == "RandomNormal" else "rand"
    made = torch(f"torch.{function}({_sizes(call, 'shape')}, dtype=torch.{call.dtype})")
    return replace(made, lines=(seed, *made.lines))


def _jax(call: Plain) -> Equivalent | None:
    if call.op == "Const":
        return _written_down(call, JAX)
    if call.op == "ReadNpy":
        return _read(call, JAX, call.attrs["file"])
    if call.op == "Fill":
        return jnp(call, f"jnp.broadcast_to(value, {_sizes(call, 'dims')})")
    if call.op == "Range":
        return jnp(call, f'jnp.arange({_ends("jax", call)}, dtype="{call.dtype}")')
    function = call.op.removeprefix("Random").lower()
    key = f"jax.random.key({call.attrs['seed']})"
    sizes = _sizes(call, "shape")
    return jnp(call, f'jax.random.{function}({key}, {sizes}, dtype="{call.dtype}")')


def _onnx(call: Plain) -> Equivalent | None:
    if call.op == "Const":
        return _written_down(call, ONNX_RUNTIME)
    if call.op == "ReadNpy":
        return _read(call, ONNX_RUNTIME, call.attrs["file"])
    if call.op == "Fill":
        return onnx("Expand", {"value": "value", "dims": 'dims.astype("int64")'})
    if call.op == "Range":
        return onnx("Range", {"start": "start", "limit": "limit", "delta": "delta"})
    kinds = {"float16": "FLOAT16", "bfloat16": "BFLOAT16", "float32": "FLOAT", "float64": "DOUBLE"}
    scalar = call.of("shape").shape == (0,)  # ONNX's attributes are no empty lists
    numbers = call.numbers("shape")
    sizes = "shape.tolist()" if numbers is None else str(list(numbers))
    made = onnx(
        call.op,
        {},
        then=("output = output.reshape(())",) if scalar else (),
        opset=21,  # later ones ONNX Runtime does not have yet
        dtype=Code(f"onnx.TensorProto.{kinds[call.dtype or 'float32']}"),
        seed=float(call.attrs["seed"]),
        shape=[1] if scalar else Code(sizes),
    )
    return replace(made, imports=("import onnx", *made.imports))


def _sizes(call: Plain, port: str) -> str:
    """A shape as a tuple, or worked out of the tensor."""
    known = call.numbers(port)
    return f"{port}.tolist()" if known is None else str(known)


def _ends(library: str, call: Plain) -> str:
    """start, limit and delta, as numbers where they are known."""
    ports = ("start", "limit", "delta")
    values = [call.of(port).value for port in ports]
    if any(value is None for value in values):
        return ", ".join(f"{port}.item()" for port in ports)
    return ", ".join(str(np.asarray(value).item()) for value in values)


_UNSIGNED = ("uint16", "uint32", "uint64")
_TENSORFLOW = (
    lacks(TENSORFLOW_CPU, "Range", ("int8", "int16", "uint16"), UNREGISTERED, "int32"),
    lacks(TENSORFLOW_CPU, "Range", ("uint32", "uint64"), UNREGISTERED, "int64"),
)
_GPU = (*(replace(rule, source=f"{rule.source}, {NOWHERE}") for rule in _TENSORFLOW),)
_PYTORCH = (lacks(PYTORCH, "Range", _UNSIGNED, '"arange_cpu" not implemented for', "int64"),)
_RUNTIME = (
    lacks(ONNX_RUNTIME, "Fill", ("bfloat16",), UNWRITTEN, "float32"),
    lacks(ONNX_RUNTIME, RANDOM, ("float16", "bfloat16"), UNWRITTEN, "float32"),
    lacks(ONNX_RUNTIME, "Range", ("float16", "bfloat16"), UNKNOWN_TYPE, "float32"),
    lacks(ONNX_RUNTIME, "Range", ("int8", "uint16"), UNKNOWN_TYPE, "int32"),
    lacks(ONNX_RUNTIME, "Range", ("uint32", "uint64"), UNKNOWN_TYPE, "int64"),
)

OTHER = "The generator is another: the numbers differ, and are spread alike."

SOURCES = Family(
    ops=("Const", "ReadNpy", "Fill", "Range", *RANDOM),
    facts=plain_of,
    ways={
        TENSORFLOW_CPU: Way(_TENSORFLOW, _tensorflow, through(TENSORFLOW_CPU, _tensorflow)),
        TENSORFLOW_GPU: Way(_GPU, _tensorflow, through(TENSORFLOW_GPU, _tensorflow)),
        PYTORCH: Way(_PYTORCH, _pytorch, through(PYTORCH, _pytorch)),
        JAX: Way((), _jax, through(JAX, _jax)),
        ONNX_RUNTIME: Way(_RUNTIME, _onnx, through(ONNX_RUNTIME, _onnx)),
    },
)
