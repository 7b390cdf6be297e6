"""What an own op's function says of its arrays and attributes in its annotations.

A text within `Annotated` is the help of a port or an attribute: `Annotated[Tensor, "The image."]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

import numpy as np

from blocks.dtypes import ALL, FLOATING

Array: TypeAlias = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Of:
    """The elements of a tensor: a dtype's name, or a type variable with the dtypes it may be."""

    type: str
    dtypes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Between:
    """The range of a number: `Annotated[int, Between(1, 9)]`, both ends included."""

    low: float
    high: float


Tensor: TypeAlias = Annotated[Array, Of("T", ALL)]
"""Of any dtype. All that are annotated so have one dtype together, and so have outputs."""

Floats: TypeAlias = Annotated[Array, Of("T", FLOATING)]
"""As Tensor, of a floating-point dtype."""

Float16: TypeAlias = Annotated[Array, Of("float16")]
BFloat16: TypeAlias = Annotated[Array, Of("bfloat16")]
Float32: TypeAlias = Annotated[Array, Of("float32")]
Float64: TypeAlias = Annotated[Array, Of("float64")]
Int8: TypeAlias = Annotated[Array, Of("int8")]
Int16: TypeAlias = Annotated[Array, Of("int16")]
Int32: TypeAlias = Annotated[Array, Of("int32")]
Int64: TypeAlias = Annotated[Array, Of("int64")]
UInt8: TypeAlias = Annotated[Array, Of("uint8")]
UInt16: TypeAlias = Annotated[Array, Of("uint16")]
UInt32: TypeAlias = Annotated[Array, Of("uint32")]
UInt64: TypeAlias = Annotated[Array, Of("uint64")]
Bool: TypeAlias = Annotated[Array, Of("bool")]


def tensor(variable: str, *dtypes: str) -> Any:
    """A tensor of a type variable of its own: `Index = tensor("Tindex", "int32", "int64")`.

    All that are annotated with one variable have one dtype together; any dtype, if none is named.
    """
    return Annotated[Array, Of(variable, dtypes or ALL)]
