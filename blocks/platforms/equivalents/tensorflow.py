"""Any call as TensorFlow's raw op, whose names blockprop has."""

from __future__ import annotations

from typing import Any

from blocks.platforms.call import Call
from blocks.platforms.equivalents.writing import call
from blocks.platforms.verdict import Equivalent

_IMPORTS = ("import tensorflow as tf",)

_RAW_NAMES = {
    "Subtract": "Sub",
    "Multiply": "Mul",
    "RandomNormal": "RandomStandardNormal",
}
"""The ops that TensorFlow's C++ names otherwise than its op definitions do."""

_RAW_PORTS = {"reduction_indices": "axis"}
"""And a port."""


def as_it_is(given: Call) -> Equivalent:
    """The raw op with the block's own attributes; those equal to their default are left out."""
    attrs = {
        one.name: given.attrs[one.name]
        for one in given.op.attributes
        if one.name != "name" and (one.required or not one.same(given.attrs[one.name], one.default))
    }
    return raw(given.op.name, [port.name for port in given.op.inputs], attrs)


def raw(op: str, ports: list[str], attrs: dict[str, Any]) -> Equivalent:
    """A raw op of these ports and attributes."""
    named = {name: list(v) if isinstance(v, tuple) else v for name, v in attrs.items()}
    given = [f"{_RAW_PORTS.get(port, port)}={port}" for port in ports]
    made = call(f"tf.raw_ops.{_RAW_NAMES.get(op, op)}", *given, **named)
    return Equivalent(_IMPORTS, (f"output = {made}",))
