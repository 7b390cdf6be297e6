"""What a run is asked for: which outputs it fetches and which tensors it is fed."""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterable, Mapping
from typing import Any

import numpy as np

from blocks.dtypes import DTYPES, name_of
from blocks.errors import RequestRefused
from blocks.page import Block, End, Page
from blocks.page.tables.ends import end_of
from kernels.arguments import is_masked

Array = np.ndarray[Any, Any]

SESSION = "ClientSession"


def default_fetches(page: Page) -> list[End]:
    """What a run of the page gives if nobody says: what is wired to its sessions' fetch_outputs.

    A page without a session, or whose session nothing is wired to, gives every output that no
    wire uses.
    """
    if _sessions_in_use(page):
        return _wired_to_sessions(page, "fetch_outputs")
    used = {wire.source for wire in page.wires}
    return [end for end in every_output(page) if end not in used]


def default_targets(page: Page) -> list[str]:
    """The blocks that such a run computes though it gives nothing of them.

    They are wired to run_outputs. Without a session, blocks at the end of the page whose op is
    not known count too, so that they are refused rather than passed over in silence.
    """
    if _sessions_in_use(page):
        return [end.block for end in _wired_to_sessions(page, "run_outputs")]
    return [
        block.id
        for block in page.blocks.values()
        if block.op is None and not page.wires_out_of(block.id)
    ]


def every_output(page: Page) -> list[End]:
    """All outputs of all blocks, in the page's order."""
    return [end for block in page.blocks.values() for end in block.outputs]


def read_fetches(page: Page, wishes: Iterable[End | str]) -> list[End]:
    """The outputs that are meant by ends, "block.output" or "block", each once.

    A block alone means all its outputs; a session means what is wired to its fetch_outputs.
    Raises RequestRefused, with names that are near, for what does not exist.
    """
    found = [end for wish in wishes for end in _outputs_meant(page, wish, "fetch")]
    return list(dict.fromkeys(found))


def read_feeds(page: Page, feeds: Mapping[Any, Any]) -> dict[End, Array]:
    """Tensors to stand in for outputs, by end, "block.output" or "block", made safe to keep.

    An array that someone could still write to is copied; a read-only one, a file that is mapped
    read-only among them, is not. Raises RequestRefused for an output that does not exist or for
    what is no tensor.
    """
    fed: dict[End, Array] = {}
    for wish, value in feeds.items():
        meant = _outputs_meant(page, wish, "feed")
        if len(meant) != 1:
            outputs = ", ".join(map(str, meant)) or "it has none"
            raise RequestRefused(f"feed {wish}: name one output ({outputs})")
        if meant[0] in fed:
            raise RequestRefused(f"feed {wish}: {meant[0]} is fed twice")
        fed[meant[0]] = _kept_safe(value, meant[0])
    return fed


def read_pins(page: Page, fed: Container[End], use_pins: bool) -> dict[End, Array]:
    """The page's pins by output, but for those that a feed stands in front of.

    Raises RequestRefused if they are not to be used: what they give is not what the page computes.
    """
    if not use_pins:
        some = ", ".join(list(page.pins)[:5]) + (" and more" if len(page.pins) > 5 else "")
        raise RequestRefused(
            f"the page has pinned results, which would stand in for what is computed: {some}; "
            "use them (--use-pins, or use_pins=True from Python) or take the pins away"
        )
    return {end: page.pins[key] for key in page.pins if (end := end_of(key)) not in fed}


def nearest(word: str, names: Iterable[str]) -> str:
    """`; did you mean a or b?`, or the names there are if they are few, or nothing."""
    all_names = list(names)
    folded = {name.lower(): name for name in all_names}
    near = difflib.get_close_matches(word.lower(), folded, n=3, cutoff=0.6)
    if near:
        return f"; did you mean {' or '.join(folded[one] for one in near)}?"
    if 0 < len(all_names) <= 8:
        return f"; {', '.join(all_names)} would be possible"
    return ""


def _outputs_meant(page: Page, wish: End | str, what: str) -> list[End]:
    name, port = wish if isinstance(wish, End) else (*wish.split(".", 1), "")[:2]
    block = page.blocks.get(name)
    if block is None:
        near = nearest(name, page.blocks)
        raise RequestRefused(f"{what} {wish}: there is no block {name!r}{near}")
    if not port:
        if block.op_name == SESSION:
            return [wire.source for wire in page.wires_into(name, "fetch_outputs")]
        return list(block.outputs)
    if block.op is not None and block.op.output(port) is None:
        raise RequestRefused(
            f"{what} {wish}: {block.op_name} has no output {port!r}{nearest(port, _outputs(block))}"
        )
    return [End(name, port)]


def _outputs(block: Block) -> list[str]:
    return [end.port for end in block.outputs]


def _sessions_in_use(page: Page) -> list[str]:
    return [
        block.id
        for block in page.blocks.values()
        if block.op_name == SESSION and page.wires_into(block.id)
    ]


def _wired_to_sessions(page: Page, port: str) -> list[End]:
    wires = (wire for id in _sessions_in_use(page) for wire in page.wires_into(id, port))
    return list(dict.fromkeys(wire.source for wire in wires))


def _kept_safe(value: Any, end: End) -> Array:
    if is_masked(value):
        raise RequestRefused(f"feed {end}: a masked array came; fill it first")
    array = np.asarray(value)
    name = name_of(array.dtype)
    if name is None:
        raise RequestRefused(
            f"feed {end}: dtype {array.dtype} came; {', '.join(DTYPES)} are possible"
        )
    if array.dtype != DTYPES[name] or _can_change(array):
        array = array.astype(DTYPES[name])
        array.flags.writeable = False
    return array


def _can_change(array: Array) -> bool:
    """Whether someone who holds the array, or one that it looks at, could write to it."""
    while not array.flags.writeable:
        if not isinstance(array.base, np.ndarray):
            return False
        array = array.base
    return True
