"""PyTorch: the equivalent of each block, in the block's own layout."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from blocks.exporting.flavour import (
    Code,
    Flavour,
    defined,
    file_of,
    refuse,
    values,
)
from blocks.exporting.program import Use
from blocks.exporting.random_blocks import random_numbers
from blocks.platforms.asking import equivalent, rule_for
from blocks.platforms.call import Call
from blocks.platforms.convolution import FAMILY, convolution_of
from blocks.platforms.platform import PYTORCH
from kernels.dtypes import FLOATS, HALVES, UNSIGNED

Array = np.ndarray[Any, Any]

_AS_WHOLE = '''
def as_whole(x, dtype):
    """Floats as whole numbers: cut off, kept within the range of the dtype, and NaN as 0."""
    limits, x = torch.iinfo(dtype), x.double()
    whole = torch.where((x > limits.min) & (x < limits.max), x, torch.zeros_like(x)).to(dtype)
    whole[x <= limits.min] = limits.min
    whole[x >= float(limits.max)] = limits.max
    return whole
'''


class PyTorch(Flavour):
    """PyTorch on a CPU."""

    name: ClassVar[str] = "pytorch"
    title: ClassVar[str] = "PyTorch"
    needs: ClassVar[str] = "PyTorch 2 and NumPy; it runs on a CPU"

    def use(self, use: Use, code: Code) -> list[str]:
        code.imports.add("import torch")
        if use.op.name in FAMILY:
            return _convolution(use, code)
        write = _OPS.get(use.op.name)
        if write is None:
            raise refuse(use, self.title, f"has no {use.op.name}")
        return [f"{use.result} = {write(use, code)}"]

    def frozen(self, use: Use) -> Array | None:
        return use.made[0].value if use.op.name == "Range" else random_numbers(use, self.title)

    def tensor(self, expression: str, dtype: str, code: Code) -> str:
        code.imports.add("import torch")
        made = f"torch.from_numpy({expression})"
        return f"{made}.to(torch.bfloat16)" if dtype == "bfloat16" else made


def _convolution(use: Use, code: Code) -> list[str]:
    call = Call(use.op, use.known, use.attrs)
    found = convolution_of(call)
    if found.known is None:
        raise refuse(use, "PyTorch", "needs its sizes, and they are not known before a run")
    if (rule := rule_for(call, PYTORCH)) is not None:
        raise refuse(use, "PyTorch", f"refuses the call: {rule.words.format(found)}")
    made = equivalent(call, PYTORCH)
    code.imports.update(made.imports)
    text = "\n".join(made.lines)
    ports = [port.name for port in use.op.inputs if _names(text, port.name)]
    return defined(use, ports, made.lines, "; ".join(made.notes), code)


def _names(text: str, port: str) -> bool:
    return re.search(rf"\b{port}\b", text) is not None


def _pair(sign: str) -> Callable[[Use, Code], str]:
    def write(use: Use, code: Code) -> str:
        _refuse_unsigned(use, "x")
        return f"{use.argument('x')} {sign} {use.argument('y')}"

    return write


def _refuse_unsigned(use: Use, port: str) -> None:
    dtype = use.of(port).dtype
    if dtype in UNSIGNED and dtype != "uint8":
        raise refuse(use, "PyTorch", f"has little arithmetic for {dtype}")


def _sum(use: Use, code: Code) -> str:
    _refuse_unsigned(use, "input")
    axes = _axes(use)
    if not axes:
        return use.argument("input")  # None of the axes; PyTorch would take all of them.
    return f"{_reduced(use, 'sum', axes)}"


def _mean(use: Use, code: Code) -> str:
    _refuse_unsigned(use, "input")
    dtype, axes = use.of("input").dtype, _axes(use)
    if not axes:
        return use.argument("input")
    if dtype in FLOATS:
        return _reduced(use, "mean", axes)
    shape = use.of("input").shape or ()
    sizes = [shape[axis] for axis in axes if axis < len(shape)]
    if None in sizes or len(sizes) < len(axes):
        raise refuse(use, "PyTorch", "needs the shape of input, which is not known before a run")
    count = max(1, math.prod(size or 0 for size in sizes))
    total = (
        f"{use.argument('input')}.sum({axes}, keepdim={use.attrs['keep_dims']}, dtype=torch.int64)"
    )
    return f"torch.div({total}, {count}, rounding_mode='trunc').to(torch.{dtype})"


def _reduced(use: Use, function: str, axes: tuple[int, ...]) -> str:
    dtype, name = use.of("input").dtype, use.argument("input")
    keep = ", keepdim=True" if use.attrs["keep_dims"] else ""
    if dtype in HALVES:
        # Added up in float32 and rounded once, as blockprop does.
        return f"{name}.float().{function}({axes}{keep}).to(torch.{dtype})"
    return f"{name}.{function}({axes}{keep}, dtype=torch.{dtype})"


def _axes(use: Use) -> tuple[int, ...]:
    axes = values(use, "reduction_indices", "PyTorch")
    shape = use.of("input").shape
    return axes if shape is None else tuple(axis % max(1, len(shape)) for axis in axes)


def _mat_mul(use: Use, code: Code) -> str:
    _refuse_unsigned(use, "a")
    a, b = use.argument("a"), use.argument("b")
    return f"{a}{'.T' * use.attrs['transpose_a']} @ {b}{'.T' * use.attrs['transpose_b']}"


def _relu(use: Use, code: Code) -> str:
    _refuse_unsigned(use, "features")
    return f"torch.relu({use.argument('features')})"


def _bias_add(use: Use, code: Code) -> str:
    _refuse_unsigned(use, "value")
    value, bias = use.argument("value"), use.argument("bias")
    if use.attrs["data_format"] == "NHWC":
        return f"{value} + {bias}"
    shape = use.of("value").shape
    if shape is None:
        raise refuse(use, "PyTorch", "needs the rank of value, which is not known before a run")
    behind = ", ".join(["-1", *["1"] * (len(shape) - 2)])
    return f"{value} + {bias}.reshape({behind})"


def _shape(use: Use, code: Code) -> str:
    return f"torch.tensor({use.argument('input')}.shape, dtype=torch.{use.attrs['out_type']})"


def _reshape(use: Use, code: Code) -> str:
    return f"{use.argument('tensor')}.reshape({use.argument('shape')}.tolist())"


def _transpose(use: Use, code: Code) -> str:
    return f"{use.argument('x')}.permute({use.argument('perm')}.tolist())"


def _cast(use: Use, code: Code) -> str:
    source, target = use.of("x").dtype, use.attrs["DstT"]
    x = use.argument("x")
    if source in FLOATS and target not in (*FLOATS, "bool"):
        if target in UNSIGNED and target != "uint8":
            raise refuse(use, "PyTorch", f"converts floats to {target} only in part")
        code.helper("as_whole", _AS_WHOLE)
        return f"as_whole({x}, torch.{target})"
    if use.attrs["Truncate"] and source in ("float32", "float64"):
        raise refuse(use, "PyTorch", "rounds, and Truncate asks to cut off")
    return f"{x}.to(torch.{target})"


def _identity(use: Use, code: Code) -> str:
    return use.argument("input")


def _fill(use: Use, code: Code) -> str:
    return f"{use.argument('value')}.expand({use.argument('dims')}.tolist()).clone()"


def _read_npy(use: Use, code: Code) -> str:
    code.imports.add("import numpy as np")
    loaded = f"np.load({file_of(use, code)})"
    if use.made[0].dtype == "bfloat16":  # NumPy's files hold it without its name.
        return f"torch.from_numpy({loaded}.view(np.int16)).view(torch.bfloat16)"
    return f"torch.from_numpy({loaded})"


_OPS: dict[str, Callable[[Use, Code], str]] = {
    "Add": _pair("+"),
    "Subtract": _pair("-"),
    "Multiply": _pair("*"),
    "MatMul": _mat_mul,
    "Mean": _mean,
    "Sum": _sum,
    "Relu": _relu,
    "BiasAdd": _bias_add,
    "Shape": _shape,
    "Reshape": _reshape,
    "Transpose": _transpose,
    "Cast": _cast,
    "Identity": _identity,
    "Fill": _fill,
    "ReadNpy": _read_npy,
}
