"""Pages of ten thousand blocks are read, written, edited and undone without waiting."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TypeVar

import pytest

from blocks.file import copy, dumps, loads, paste
from blocks.page import Page

COUNT = 10_000
SECONDS = 5.0
"""Far more than each takes (under 0.6 s when measured), far less than anything quadratic."""

Result = TypeVar("Result")


def in_time(work: Callable[[], Result]) -> Result:
    began = time.monotonic()
    result = work()
    assert time.monotonic() - began < SECONDS
    return result


def chain() -> str:
    """A chain whose wires come last first, so that each new one stands before all the others."""
    ends = [(f"b{i}.activations", f"b{i + 1}.features") for i in range(COUNT - 1)]
    return json.dumps(
        {
            "format": "blockprop-page",
            "version": 1,
            "blocks": [{"id": f"b{i}", "op": "Relu"} for i in range(COUNT)],
            "wires": [{"from": source, "to": target} for source, target in reversed(ends)],
        }
    )


def fan() -> str:
    return json.dumps(
        {
            "format": "blockprop-page",
            "version": 1,
            "blocks": [
                *({"id": f"b{i}", "op": "Relu"} for i in range(COUNT)),
                {"id": "s", "op": "ClientSession"},
            ],
            "wires": [{"from": f"b{i}.activations", "to": "s.fetch_outputs"} for i in range(COUNT)],
        }
    )


@pytest.mark.parametrize("text", [chain(), fan()], ids=["chain", "fan"])
def test_ten_thousand_blocks(text: str) -> None:
    page = in_time(lambda: loads(text))
    assert len(page.blocks) >= COUNT
    page.set_title("edited")
    canonical = in_time(lambda: dumps(page))
    in_time(lambda: page.remove_blocks(list(page.blocks)))
    in_time(page.history.undo)
    assert dumps(page) == canonical
    in_time(page.history.redo)
    assert not page.blocks
    page.history.undo()
    fragment = in_time(lambda: copy(page, page.blocks))
    other = Page()
    in_time(lambda: paste(other, fragment))
    in_time(lambda: paste(other, fragment))
    assert len(other.blocks) == 2 * len(page.blocks)
    assert len(other.wires) == 2 * len(page.wires)
