"""TensorFlow: each block is the raw op of its name, or calls that give its numbers on a CPU."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from blocks.exporting import tensorflow_ways as ways
from blocks.exporting.flavour import Code, Flavour, called, defined, file_of, plainly, refuse
from blocks.exporting.program import Use
from blocks.exporting.random_blocks import random_numbers
from blocks.platforms.asking import rule_for
from blocks.platforms.call import Call
from blocks.platforms.convolution import FAMILY, convolution_of
from blocks.platforms.platform import TENSORFLOW_CPU
from kernels.dtypes import FLOATS

Array = np.ndarray[Any, Any]

_RAW_NAMES = {"Subtract": "Sub", "Multiply": "Mul"}
_RAW_PORTS = {"reduction_indices": "axis"}
_AS_THEY_ARE = (
    *("Add", "Subtract", "Multiply", "MatMul", "Mean", "Sum", "Relu", "BiasAdd", "Shape"),
    *("Reshape", "Transpose", "Cast", "Identity", "Fill", "Range"),
)
_PRODUCTS = ("float16", "bfloat16", "float32", "float64", "int32", "int64")
_RANGES = ("float32", "float64", "int32", "int64")

_AS_WHOLE = '''
def as_whole(x, dtype):
    """Floats as whole numbers: cut off, kept within the range of the dtype, and NaN as 0."""
    x, least, most = tf.cast(x, tf.float64), float(dtype.min), float(dtype.max)
    whole = tf.cast(tf.where((x > least) & (x < most), x, tf.zeros_like(x)), dtype)
    whole = tf.where(x <= least, tf.constant(dtype.min, dtype), whole)
    return tf.where(x >= most, tf.constant(dtype.max, dtype), whole)
'''


class TensorFlow(Flavour):
    """Calls of `tf.raw_ops`."""

    name: ClassVar[str] = "tensorflow"
    title: ClassVar[str] = "TensorFlow"
    needs: ClassVar[str] = "TensorFlow 2 and NumPy; it runs on a CPU"

    def use(self, use: Use, code: Code) -> list[str]:
        code.imports.add("import tensorflow as tf")
        if use.op.name in FAMILY:
            return _convolution(use, code)
        if use.op.name == "ReadNpy":
            code.imports.add("import numpy as np")
            loaded = f"np.load({file_of(use, code)})"
            if use.made[0].dtype == "bfloat16":  # NumPy's files hold it without its name.
                code.imports.add("import ml_dtypes")
                loaded += ".view(ml_dtypes.bfloat16)"
            return [f"{use.result} = tf.constant({loaded})"]
        if use.op.name == "Cast" and _cuts_off(use):
            code.helper("as_whole", _AS_WHOLE)
            target = f"tf.{use.attrs['DstT']}"
            return [f"{use.result} = as_whole({use.argument('x')}, {target})"]
        if use.op.name == "MatMul" and use.made[0].dtype not in _PRODUCTS:
            raise refuse(use, self.title, f"has no MatMul of {use.made[0].dtype} on a CPU")
        if use.op.name not in _AS_THEY_ARE:
            raise refuse(use, self.title, f"has no {use.op.name}")
        return [f"{use.result} = {_raw(use)}"]

    def frozen(self, use: Use) -> Array | None:
        if use.op.name == "Range" and use.made[0].dtype not in _RANGES:
            return use.made[0].value
        return random_numbers(use, self.title)

    def tensor(self, expression: str, dtype: str, code: Code) -> str:
        code.imports.add("import tensorflow as tf")
        if dtype == "bfloat16":
            return f"tf.cast({expression}, tf.bfloat16)"
        return f"tf.constant({expression})"


def _cuts_off(use: Use) -> bool:
    """From floats to whole numbers, where TensorFlow leaves open what NaN and large ones give."""
    return use.of("x").dtype in FLOATS and use.attrs["DstT"] not in (*FLOATS, "bool")


def _raw(use: Use) -> str:
    """The raw op with the block's own attributes; those equal to their default are left out."""
    given = {
        _RAW_PORTS.get(port.name, port.name): use.argument(port.name) for port in use.op.inputs
    }
    attrs = {
        one.name: _listed(use.attrs[one.name])
        for one in use.op.attributes
        if one.name != "name" and (one.required or not one.same(use.attrs[one.name], one.default))
    }
    return called(f"tf.raw_ops.{_RAW_NAMES.get(use.op.name, use.op.name)}", (), {**given, **attrs})


def _listed(value: object) -> str:
    return plainly(list(value)) if isinstance(value, tuple) else plainly(value)


def _convolution(use: Use, code: Code) -> list[str]:
    call = Call(use.op, use.known, use.attrs)
    found = convolution_of(call)
    if found.known is None:
        raise refuse(use, "TensorFlow", "may refuse it, for its sizes are not known before a run")
    rule = rule_for(call, TENSORFLOW_CPU)
    # Of empty tensors the kernels take some and refuse others, from one version to the next.
    if rule is None and not found.sizes.is_empty:
        return [f"{use.result} = {_raw(use)}"]
    if ways.needs_spread(found):
        code.helper("spread", ways.SPREAD)
    words = _EMPTY if rule is None else rule.words.format(found)
    return defined(use, ways.ports_read(found), ways.way_around(found), words, code)


_EMPTY = "A tensor is empty, so there is nothing to add up."
