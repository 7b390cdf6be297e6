"""How exact sums of floating-point products must be: one setting, in the manner of JAX's default
matmul precision.

`default` lets the convolutions take fast ways whose rounding errors are a little larger, such as
Winograd's; float32 stays within 2e-5 of the largest value of a result. `highest` asks for plain
sums of products, which stay within 2e-6. Small calls take a plain way in any case.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kernels.errors import ArgumentError

PRECISIONS = ("default", "highest")

_chosen: ContextVar[str] = ContextVar("precision", default="default")


def chosen_precision() -> str:
    """The precision in force here: of this thread, and of this task where there are tasks."""
    return _chosen.get()


@contextmanager
def precision(value: str) -> Iterator[None]:
    """Compute with this precision in the `with` block; `ArgumentError` if it is not one."""
    if value not in PRECISIONS:
        raise ArgumentError(
            "precision", f"precision must be {' or '.join(PRECISIONS)}, {value!r} came"
        )
    token = _chosen.set(value)
    try:
        yield
    finally:
        _chosen.reset(token)
