"""What TensorFlow, PyTorch, JAX and ONNX Runtime would do with a block, before any run.

Rules are data with their source, a file a family of ops (`families/`; those of the convolutions in
`rules/`, a file a platform). The calls to copy are worked out of the block's own
numbers (`equivalents/`). The tests ask the installed libraries over random calls.
"""

from blocks.platforms.asking import answers, equivalent, troubles
from blocks.platforms.call import Call, call_of
from blocks.platforms.platform import PLATFORMS, Platform
from blocks.platforms.verdict import Answer, Equivalent, Verdict

__all__ = [
    "PLATFORMS",
    "Answer",
    "Call",
    "Equivalent",
    "Platform",
    "Verdict",
    "answers",
    "call_of",
    "equivalent",
    "troubles",
]
