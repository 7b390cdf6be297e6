"""What the axes of an output are called: N, H, W, C where the op says so, numbers elsewhere."""

from __future__ import annotations

from blocks.page import Block


def axis_names(block: Block | None, port: str, rank: int) -> tuple[str, ...]:
    """A name for each axis of a block's output.

    The port's declaration names them, or says that they follow data_format; a name that does not
    fit the rank, and axes without any, become "axis 0", "axis 1" and so on.
    """
    letters = ""
    declared = block.op.output(port) if block is not None and block.op is not None else None
    if block is not None and declared is not None:
        letters = declared.axes
        if letters == "data_format":
            letters = block.value("data_format")
    if isinstance(letters, str) and len(letters) == rank and len(set(letters)) == rank:
        return tuple(letters)
    return tuple(f"axis {at}" for at in range(rank))
