"""What a shape rule reads from a port that takes sizes or axes instead of data."""

from __future__ import annotations

from blocks.declaration.known import Known, Shape
from kernels.arguments import shape_text
from kernels.errors import ArgumentError
from kernels.operands import LARGEST_RANK


def length(port: str, known: Known) -> int | None:
    """How many numbers the vector has, if that is known.

    Raises ArgumentError if it is no vector, or longer than any shape can be.
    """
    if known.shape is None:
        return None
    if len(known.shape) != 1:
        raise ArgumentError(port, f"{port} must be a vector, shape {shape_text(known.shape)} came")
    count = known.shape[0]
    if count is not None and count > LARGEST_RANK:
        raise ArgumentError(
            port, f"{port} has {count:,} numbers; at most {LARGEST_RANK} dimensions work"
        )
    return count


def numbers(port: str, known: Known) -> tuple[int, ...] | None:
    """The vector's numbers, None while they are not known. Raises as `length` does."""
    length(port, known)
    return None if known.value is None else tuple(known.value.tolist())


def sizes(port: str, known: Known) -> Shape:
    """The vector's numbers as a shape, with None for each that is not known yet."""
    found, count = numbers(port, known), length(port, known)
    if found is not None or count is None:
        return found
    return (None,) * count
