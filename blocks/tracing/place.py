"""A cell as people write it: `dx.output[0,1,1,0]`."""

from __future__ import annotations

import re
from typing import NamedTuple

from blocks.errors import RequestRefused
from blocks.evaluation.requests import nearest
from blocks.page import End, Page

_FORM = re.compile(r"\s*([^.\[\]\s]+)(?:\.([^\[\]\s]+))?\s*\[\s*([^\[\]]*?)\s*\]\s*", re.ASCII)


class Place(NamedTuple):
    """A cell of the tensor at a port; `is_input` says which side of the block the port is on."""

    end: End
    cell: tuple[int, ...]
    is_input: bool


def read_place(page: Page, text: str) -> Place:
    """The cell that `block.port[numbers]` means; without a port it is the block's one output.

    Raises RequestRefused if it is not written so, and for a block or port that does not exist.
    """
    found = _FORM.fullmatch(text)
    numbers = None if found is None else _numbers(found[3])
    if found is None or numbers is None:
        raise RequestRefused(f"{text!r:.80}: a cell goes like dx.output[0,1,1,0]")
    id, port = found[1], found[2]
    block = page.blocks.get(id)
    if block is None:
        raise RequestRefused(f"there is no block {id!r}{nearest(id, page.blocks)}")
    if block.op is None:
        raise RequestRefused(f"there is no op named {block.op_name!r} here", id)
    outputs = [one.name for one in block.op.outputs]
    inputs = [one.name for one in block.op.inputs]
    if port is None and len(outputs) != 1:
        some = f"name one of its outputs ({', '.join(outputs)})" if outputs else "it has no output"
        raise RequestRefused(f"{id}: {some}", id)
    port = outputs[0] if port is None else port
    if port not in outputs and port not in inputs:
        near = nearest(port, [*outputs, *inputs])
        raise RequestRefused(f"{block.op_name} has no port {port!r}{near}", id, port)
    return Place(End(id, port), numbers, port not in outputs)


def _numbers(text: str) -> tuple[int, ...] | None:
    """The numbers between the brackets; none for a scalar."""
    if not text:
        return ()
    parts = [one.strip() for one in text.split(",")]
    if not all(re.fullmatch(r"-?[0-9]{1,18}", one) for one in parts):
        return None
    return tuple(map(int, parts))
