"""What the rules of ops beside the convolutions are asked about, and how such rules are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from blocks.declaration.known import Known
from blocks.platforms.call import Call
from blocks.platforms.equivalents import jax, onnx_model, tensorflow
from blocks.platforms.equivalents.tensors import WIDE, dtype_code, reads
from blocks.platforms.platform import (
    JAX,
    ONNX_RUNTIME,
    PYTORCH,
    TENSORFLOW_CPU,
    Platform,
)
from blocks.platforms.rule import Rule
from blocks.platforms.rules.tensorflow_facts import CODE, READ
from blocks.platforms.verdict import Equivalent, Verdict

MEASURED = {
    TENSORFLOW_CPU: "measured with TensorFlow 2.21.0",
    PYTORCH: "measured with PyTorch 2.13.0",
    JAX: "measured with JAX 0.10.2",
    ONNX_RUNTIME: "measured with ONNX Runtime 1.31.1",
}

TORCH = ("import torch",)
JNP = ("import jax.numpy as jnp",)
NUMPY = (onnx_model.NUMPY,)


@dataclass(frozen=True, slots=True)
class Plain:
    """A call of an op that needs no geometry. `dtype` is the one that decides: of the first input
    or, of an op without tensors, of its output."""

    call: Call
    dtype: str | None

    @property
    def is_sized(self) -> bool:
        """What these ops do hangs on dtypes far more than on sizes, so no rule waits for them."""
        return True

    @property
    def op(self) -> str:
        """The name of the op."""
        return self.call.op.name

    @property
    def attrs(self) -> dict[str, Any]:
        """The attributes of the block."""
        return dict(self.call.attrs)

    def of(self, port: str) -> Known:
        """What is known at a port."""
        return self.call.known(port)

    @property
    def made(self) -> Known:
        """What is known of the first output."""
        return next(iter(self.call.outputs.values()), Known())

    def numbers(self, port: str) -> tuple[int, ...] | None:
        """The numbers at a port for sizes or axes; None while they are not known."""
        value = self.of(port).value
        return None if value is None else tuple(int(one) for one in np.ravel(value))

    def is_wide(self, line: str) -> bool:
        """Does a line of code make or take anything of 64 bits, which JAX has to be told of?"""
        ports = [port.name for port in self.call.op.inputs if reads([line], port.name)]
        inputs = (self.call.inputs[name] for name in ports)
        each = [one for known in inputs for one in (known if isinstance(known, tuple) else [known])]
        return any(one.dtype in WIDE for one in (*each, self.made))


def plain_of(call: Call) -> Plain:
    """A call, as the rules are asked about it."""
    port = "value" if call.op.name == "Fill" else next(iter(call.inputs), "")
    first = call.inputs.get(port, Known())
    dtype = first.dtype if isinstance(first, Known) else None
    if dtype is None or call.op.name.startswith("Random"):
        dtype = next(iter(call.outputs.values()), Known()).dtype
    return Plain(call, dtype)


# ---- rules ----------------------------------------------------------------------------------


def lacks(
    platform: Platform,
    ops: str | Sequence[str],
    dtypes: Sequence[str],
    message: str,
    through: str = "",
    unless: Callable[[Plain], bool] = lambda call: False,
) -> Rule[Plain]:
    """A platform has no kernel of ops for some dtypes, which it does not notice `unless` there is
    something to compute. `through` is a dtype that does as well."""
    named = (ops,) if isinstance(ops, str) else tuple(ops)
    return Rule(
        name=f"{named[0]} of {', '.join(dtypes)}",
        when=lambda call: call.op in named and call.dtype in dtypes and not unless(call),
        verdict=Verdict.REFUSES,
        words=f"{platform.name.partition(',')[0]} has no {{0.op}} of {{0.dtype}}.",
        message=message,
        source=MEASURED[platform],
        through=through,
    )


def on_cpu(ops: str | Sequence[str], dtypes: Sequence[str], file: str) -> Rule[Plain]:
    """TensorFlow has a kernel of ops for the CPU alone, and goes there."""
    named = (ops,) if isinstance(ops, str) else tuple(ops)
    return Rule(
        name=f"{named[0]} of {', '.join(dtypes)}, on the CPU",
        when=lambda call: call.op in named and call.dtype in dtypes,
        verdict=Verdict.FINE,
        words="TensorFlow has no {0.op} of {0.dtype} for a GPU. It computes it on the CPU, and "
        "copies the tensors there and back.",
        source=f"{READ}: {CODE}/{file}",
    )


NOWHERE = "which has it for no device"
"""Where what is measured on a CPU holds for a GPU too."""

UNREGISTERED = "Could not find device for node"
"""What TensorFlow says where it has no kernel."""

UNKNOWN_TYPE = "Type 'tensor("
"""What ONNX Runtime says of a dtype that ONNX does not allow an op."""

UNWRITTEN = "Could not find an implementation for"
"""What it says of one that ONNX allows, and that it has no kernel for."""

UNPASSED = "can't be converted to MLDataType"
"""What it says of bfloat16, which it takes from no NumPy array, where it reads the node first."""

# ---- writing --------------------------------------------------------------------------------

Write = Callable[[Plain], Equivalent | None]


def raw(call: Plain) -> Equivalent | None:
    """TensorFlow's raw op, whose names blockprop has."""
    return None if call.dtype is None else tensorflow.as_it_is(call.call)


def torch(line: str, *notes: str) -> Equivalent:
    """One line of PyTorch that makes the output."""
    return Equivalent(TORCH, (f"output = {line}",), notes)


def jnp(call: Plain, line: str, *notes: str) -> Equivalent:
    """One line of JAX that makes the output."""
    wide = call.is_wide(line)
    imports = ("import jax",) if wide or "jax." in line else ()
    if "jnp." in line:
        imports = (*imports, *JNP)
    if not wide:
        return Equivalent(imports, (f"output = {line}",), notes)
    note = "Without jax_enable_x64 JAX computes with 32 bits."
    return Equivalent(imports, (f"output = {line}",), (*notes, note), settings=jax.WIDE)


def onnx(
    op: str,
    feeds: dict[str, str],
    *notes: str,
    then: Sequence[str] = (),
    opset: int = 22,
    **attributes: Any,
) -> Equivalent:
    """A model of one node, whose output is `output`."""
    node = onnx_model.node(op, list(feeds), "output", **attributes)
    lines = (node, *onnx_model.run(feeds, "output", opset), *then)
    text = "\n".join(lines)
    numpy = NUMPY if "np." in text.replace(".np_", "") else ()
    return Equivalent((*numpy, *onnx_model.IMPORTS), lines, notes)


_CASTS = {
    "tensorflow": "tf.cast({}, {})",
    "torch": "{}.to({})",
    "jax": "{}.astype({})",
    "onnxruntime": "{}.astype({})",
}


def through(platform: Platform, write: Write) -> Callable[[Plain, Rule[Plain]], Equivalent | None]:
    """The way around a dtype that a platform lacks: there, in another, and back again."""

    def around(call: Plain, rule: Rule[Plain]) -> Equivalent | None:
        if not rule.through or call.dtype is None:
            return None
        ports = [
            port.name for port in call.call.op.inputs if call.of(port.name).dtype == call.dtype
        ]
        made = write(_in_dtype(call, rule.through))
        if made is None:
            return None
        cast, library = _CASTS[platform.library], platform.library
        there, back = (dtype_code(one, library) for one in (rule.through, call.dtype))
        more = ("import ml_dtypes",) if "ml_dtypes" in back else ()
        lines = [f"{port} = {cast.format(port, there)}" for port in ports]
        last = [f"output = {cast.format('output', back)}"] if _keeps_dtype(call) else []
        return Equivalent(
            (*made.imports, *more),
            (*lines, *made.lines, *last),
            made.notes,
            made.settings,
            made.remarks,
        )

    return around


def _keeps_dtype(call: Plain) -> bool:
    """Is the result in the dtype that decides?"""
    op = call.call.op
    deciding = op.inputs[0].type if call.op not in ("Fill", "RandomNormal", "RandomUniform") else ""
    return not deciding or op.outputs[0].type == deciding


def _in_dtype(call: Plain, dtype: str) -> Plain:
    """The same call in another dtype."""

    def changed(known: Any) -> Any:
        return replace(known, dtype=dtype) if known.dtype == call.dtype else known

    inputs = {name: changed(known) for name, known in call.call.inputs.items()}
    outputs = {name: changed(known) for name, known in call.call.outputs.items()}
    return Plain(replace(call.call, inputs=inputs, outputs=outputs), dtype)
