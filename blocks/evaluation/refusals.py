"""Why a block failed, in words for the user: the place from here, the reason from the kernel."""

from __future__ import annotations

from collections.abc import Sequence

from blocks.checking import Problem
from blocks.declaration.known import Known, size_text
from blocks.declaration.op import Op
from blocks.errors import BlockpropError
from blocks.page import End

_RAISE_IT = "the memory limit can be raised (--memory-limit, or memory_limit from Python)"


def too_large(ends: Sequence[End], known: Sequence[Known], limit: int) -> list[Problem]:
    """A problem for each output that is larger than the memory limit by itself."""
    return [
        Problem(
            end.block,
            end.port,
            f"{one} takes {size_text(one.bytes)}, more than the memory limit of "
            f"{size_text(limit)}; make it smaller, or {_RAISE_IT}",
        )
        for end, one in zip(ends, known, strict=True)
        if one.bytes is not None and one.bytes > limit
    ]


def too_much(end: End, needed: int, held: int, limit: int) -> Problem:
    """The problem of outputs that do not fit beside what the run holds already."""
    return Problem(
        end.block,
        end.port,
        f"{size_text(needed)} more is needed while the run holds {size_text(held)}; together that "
        f"is more than the memory limit of {size_text(limit)}; fetch less at once, or {_RAISE_IT}",
    )


def raised(block: str, op: Op, why: Exception) -> Problem:
    """The problem that an exception from a rule or a kernel stands for."""
    if isinstance(why, MemoryError):
        return Problem(block, None, "the machine has not enough memory left for it")
    if isinstance(why, OSError):
        file = next(iter(op.file_attributes), None)
        return Problem(block, file, f"{why.filename or 'the file'}: {why.strerror or why}")
    if isinstance(why, BlockpropError | ValueError):
        name = getattr(why, "port", None) or getattr(why, "argument", None)
        return Problem(block, _own(op, name), str(why))
    words = f"{op.name} broke down with {type(why).__name__}: {why}; {_whose_fault(op)}"
    return Problem(block, None, words)


def disagreement(end: End, op: Op, known: Known, came: Known) -> Problem:
    """The problem of a kernel that gave another dtype or shape than the check promised."""
    words = f"the check promised {known}, but {came} came; {_whose_fault(op)}"
    return Problem(end.block, end.port, words)


def _whose_fault(op: Op) -> str:
    if op.origin:
        return f"declaration and code of {op.name} disagree ({op.origin})"
    return "this is a fault of blockprop, please report it with the page"


def _own(op: Op, name: str | None) -> str | None:
    """The name if it is one of the op's ports or attributes."""
    known = name and (op.input(name) or op.attribute(name) or op.output(name))
    return name if known else None
