"""What content each block of a page has, as keys: of a plan, and again after an edit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from blocks.checking import Check
from blocks.evaluation.keys import block_key, tensor_key
from blocks.evaluation.memory import default_limit
from blocks.evaluation.step import Step, step_of
from blocks.page import End, Page
from blocks.page.order import sources_first

Array = np.ndarray[Any, Any]
Keys = dict[str, bytes | None]


def keys_of(
    steps: Mapping[str, Step],
    feeds: Mapping[End, Array],
    precision: str,
    known: Mapping[str, bytes | None] | None = None,
) -> Keys:
    """The keys of steps in order. `known` are those of blocks that are no steps and feed them."""
    keys: Keys = {}
    before = known or {}
    fed = {end: tensor_key(array) for end, array in feeds.items()}
    for id, step in steps.items():
        sources = [
            (
                one.target.port,
                fed.get(one.source)
                or (keys if one.source.block in keys else before).get(one.source.block),
                one.source,
            )
            for one in step.wires
        ]
        wired = [(port, key, end.port) for port, key, end in sources if key is not None]
        if step.problems or step.off is not None or len(wired) != len(sources):
            keys[id] = None
            continue
        if step.passed:
            ways = tuple([f"{end.port} {end in fed}" for end in step.passed])
            keys[id] = block_key("(bypassed)", [("passed", ways)], None, wired)
            continue
        keys[id] = block_key(
            f"{step.op.name} {step.op.version}",
            step.attributes(),
            step.stamp,
            wired,
            precision,
        )
    return keys


def is_plain(page: Page) -> bool:
    """Whether a block's content follows from the block and what is wired into it: nothing stands
    in for an output, is left out, or runs others again."""
    replays = any(one.op is not None and one.op.replays for one in page.blocks.values())
    return not (page.pins or page.modes or replays)


def keys_again(
    page: Page, check: Check, changed: Collection[str], known: Mapping[str, bytes | None]
) -> Keys:
    """The keys of blocks of a plain page that an edit has reached, from those of all others."""
    finding, blocks, limit = check.finding, page.blocks, default_limit()
    order = sources_first(page, changed, lambda wire: wire.source.block in changed)
    steps = {
        id: step_of(blocks[id], wires, finding(id), page.folder, limit)
        for id, wires in order.items()
    }
    keys = keys_of(steps, {}, page.precision, known)
    return {id: key if steps[id].outputs else None for id, key in keys.items()}
