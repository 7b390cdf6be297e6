"""A page to edit, and what it announces."""

from __future__ import annotations

import pytest

from blocks.page import (
    Edit,
    Page,
)


@pytest.fixture
def page() -> Page:
    """Two constants into a sum, and the sum into two Relus in a row."""
    page = Page("t")
    for id in ("x", "y"):
        page.add_block("Const", id=id)
    page.add_block("Add", id="sum")
    page.add_block("Relu", id="r")
    page.add_block("Relu", id="q", at=(5, 6))
    page.connect("x.output", "sum.x")
    page.connect("y.output", "sum.y")
    page.connect("sum.z", "r.features")
    page.connect("r.activations", "q.features")
    return page


@pytest.fixture
def edits(page: Page) -> list[Edit]:
    heard: list[Edit] = []
    page.changed.connect(heard.append)
    return heard


def changes(edits: list[Edit]) -> list[type]:
    (edit,) = edits
    return [type(change) for change in edit.changes]


# ---- blocks ---------------------------------------------------------------------------------
