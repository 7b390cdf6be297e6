"""What is said of a broken file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blocks.errors import PageFileError
from blocks.file import loads

GOOD: dict[str, Any] = {
    "format": "blockprop-page",
    "version": 1,
    "title": "t",
    "blocks": [
        {"id": "a", "op": "Relu"},
        {"id": "b", "op": "Relu"},
        {"id": "c", "op": "Add"},
    ],
    "wires": [
        {"from": "a.activations", "to": "b.features"},
        {"from": "a.activations", "to": "c.x"},
    ],
    "layout": {"a": {"at": [0, 0]}},
}
SAMPLES = sorted((Path(__file__).parents[3] / "assets" / "pages").glob("*.page.json"))


def refused(text: str) -> PageFileError:
    with pytest.raises(PageFileError) as caught:
        loads(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
    return caught.value


def with_change(change: Callable[[dict[str, Any]], object]) -> str:
    raw = json.loads(json.dumps(GOOD))
    change(raw)
    return json.dumps(raw)
