"""ClientSession: what a run fetches, as NumPy arrays."""

from __future__ import annotations

from collections.abc import Callable

from blocks.platforms.family import Family, Way
from blocks.platforms.plain import TORCH, Plain, plain_of
from blocks.platforms.platform import (
    JAX,
    ONNX_RUNTIME,
    PYTORCH,
    TENSORFLOW_CPU,
    TENSORFLOW_GPU,
)
from blocks.platforms.verdict import Equivalent


def _fetched(line: str, note: str, *imports: str) -> Callable[[Plain], Equivalent]:
    made = Equivalent(imports, (f"output = {line}",), (note,))
    return lambda call: made


_TENSORFLOW = _fetched(
    "[one.numpy() for one in fetch_outputs]",
    "Since TensorFlow 2 calls compute at once; tf.compat.v1.Session is for graphs of old.",
    "import tensorflow as tf",
)

_JAX = _fetched(
    "jax.device_get(fetch_outputs)",
    "JAX computes at once, without a session.",
    "import jax",
)

_ONNX = _fetched(
    "list(fetch_outputs)",
    "session.run(names, feeds) gives what it is asked for, as NumPy arrays already.",
)

_HALF = (
    "def as_numpy(tensor):",
    "    tensor = tensor.detach().cpu()",
    "    if tensor.dtype == torch.bfloat16:  # which NumPy does not have itself",
    "        return tensor.view(torch.int16).numpy().view(ml_dtypes.bfloat16)",
    "    return tensor.numpy()",
    "",
    "",
    "output = [as_numpy(one) for one in fetch_outputs]",
)


def _pytorch(call: Plain) -> Equivalent:
    note = "PyTorch computes at once, without a session."
    fetched = call.call.inputs["fetch_outputs"]
    assert isinstance(fetched, tuple)
    if any(one.dtype == "bfloat16" for one in fetched):
        return Equivalent(("import ml_dtypes", *TORCH), _HALF, (note,))
    line = "output = [one.detach().cpu().numpy() for one in fetch_outputs]"
    return Equivalent(TORCH, (line,), (note,))


SESSION = Family(
    ops=("ClientSession",),
    facts=plain_of,
    ways={
        TENSORFLOW_CPU: Way((), _TENSORFLOW),
        TENSORFLOW_GPU: Way((), _TENSORFLOW),
        PYTORCH: Way((), _pytorch),
        JAX: Way((), _JAX),
        ONNX_RUNTIME: Way((), _ONNX),
    },
)
