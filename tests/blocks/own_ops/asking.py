"""Pages of own ops, and what is said of them."""

from __future__ import annotations

import numpy as np

import blocks
from blocks.errors import RunFailed
from blocks.ops import OPS
from blocks.own_ops.folder import OwnOps
from blocks.page import Page


def faults(own: OwnOps) -> list[str]:
    return [str(one) for one in own.faults]


def page_of(op: str, *values: object, **attrs: object) -> Page:
    page = Page()
    page.add_block(op, attrs, id="it")
    for at, value in enumerate(values):
        page.add_block("Const", {"value": np.asarray(value)}, id=f"c{at}")
        page.connect(f"c{at}.output", f"it.{OPS[op].inputs[at].name}")
    return page


def failure(page: Page) -> str:
    """What the check says of the page, or else a run."""
    try:
        blocks.run(page, ["it"])
    except RunFailed as why:
        return str(why)
    raise AssertionError("nothing is wrong")


# ---- what is told of files --------------------------------------------------------------------
