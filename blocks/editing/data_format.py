"""What is in data_format order, and how it follows another data_format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from blocks.page import Block

LAYOUT = "data_format"


def layout_of(block: Block) -> str:
    """The block's data_format, such as "NHWC"; empty if it has none that can be read."""
    value = block.value(LAYOUT)
    return value if isinstance(value, str) else ""


def reordered(numbers: Sequence[Any], old: str, new: str) -> tuple[Any, ...] | None:
    """Numbers and formulas in the order of one data_format, a few for each letter, in another's.

    None if they do not fit, or if the two formats are not of the same letters.
    """
    if len(set(old)) != len(old) or sorted(old) != sorted(new) or len(numbers) % len(old):
        return None
    each = len(numbers) // len(old)
    starts = [old.index(letter) * each for letter in new]
    return tuple(one for start in starts for one in numbers[start : start + each])
