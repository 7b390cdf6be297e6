"""Own ops: what a Python file in the user's folder of own ops imports. Version 1.

    from blocks.own_ops import Tensor, op

    @op(shape="x")
    def scale(x: Tensor, *, factor: float = 2.0):
        \"\"\"Each number times a factor.\"\"\"
        return (x * factor).astype(x.dtype)

This makes the op `Scale`. Arrays come first and are its input ports; what stands after `*` are its
attributes. The docstring is its help, and its first line the line of the palette. Without `shape`,
shapes are known after a run only.

A file may say `API_VERSION = 1`; one that is written for a later version than this is refused.
Names are added here and never change or go without another version.
"""

from __future__ import annotations

from blocks.declaration import attribute
from blocks.declaration.attribute import Attribute
from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.errors import ShapeRefused
from blocks.own_ops.declaring import add, op
from blocks.own_ops.signature import DeclarationRefused
from blocks.own_ops.types import (
    Between,
    BFloat16,
    Bool,
    Float16,
    Float32,
    Float64,
    Floats,
    Int8,
    Int16,
    Int32,
    Int64,
    Tensor,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    tensor,
)
from kernels.errors import ArgumentError

API_VERSION = 1

__all__ = [
    "API_VERSION",
    "ArgumentError",
    "Attribute",
    "BFloat16",
    "Between",
    "Bool",
    "DeclarationRefused",
    "Float16",
    "Float32",
    "Float64",
    "Floats",
    "Int8",
    "Int16",
    "Int32",
    "Int64",
    "Known",
    "Op",
    "Port",
    "ShapeRefused",
    "Tensor",
    "UInt8",
    "UInt16",
    "UInt32",
    "UInt64",
    "add",
    "attribute",
    "op",
    "tensor",
]
