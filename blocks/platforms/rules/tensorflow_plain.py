"""The ops beside the convolutions that TensorFlow has under the same names: what it lacks."""

from __future__ import annotations

from blocks.declaration.known import Known
from blocks.platforms.call import Call

OPS = (
    "Fill",
    "Range",
    "Shape",
    "Reshape",
    "Transpose",
    "Cast",
    "Identity",
    "Add",
    "Subtract",
    "Multiply",
    "MatMul",
    "Mean",
    "Sum",
    "Relu",
    "BiasAdd",
)
"""Those whose every dtype has been tried."""

REFUSED = {
    "Range": ("int8", "int16"),
    "MatMul": ("uint8", "uint16", "uint32", "uint64"),
}
"""The dtypes for which TensorFlow 2.21.0 has no kernel on a CPU."""

MESSAGE = "Could not find device for node"
SOURCE = "measured with TensorFlow 2.21.0"


def dtype_of(call: Call) -> str | None:
    """The dtype of the first input, which is what counts for these ops."""
    first = next(iter(call.inputs.values()))
    return first.dtype if isinstance(first, Known) else None
