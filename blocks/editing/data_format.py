"""What is in data_format order, and how it follows another data_format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from blocks.page import Block, Edit, Page
from blocks.page.changes import AttributeSet, Change, WireAdded

LAYOUT = "data_format"
_SIZES = "input_sizes"


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


def followers(edit: Edit, id: str) -> tuple[str, ...]:
    """What an edit has put in another order because a block got another data_format; empty if it
    did nothing of that kind, or has taken it back."""
    set_here = [one for one in edit.changes if isinstance(one, AttributeSet) and one.block == id]
    if edit.kind == "undo" or not any(one.name == LAYOUT for one in set_here):
        return ()
    names = [one.name for one in set_here if one.name != LAYOUT]
    names += [_SIZES for change in edit.changes if _is_about_sizes(change, id)]
    return tuple(names)


def set_alone(page: Page, id: str) -> None:
    """Take back what followed a block's data_format in the last edit, so that data_format alone
    has changed; there is one undo step, as before."""
    new = page.blocks[id].value(LAYOUT)
    page.history.undo()
    page.set_attr(id, LAYOUT, new)


def _is_about_sizes(change: Change, id: str) -> bool:
    """Whether, in an edit of a data_format, a change is that of the numbers of input_sizes."""
    if isinstance(change, AttributeSet):
        return change.block != id
    return isinstance(change, WireAdded) and change.wire.target == (id, _SIZES)
