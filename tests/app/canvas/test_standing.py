"""A group, and blocks that are disabled, bypassed or pinned, are told from others at a glance."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from app.canvas import Canvas
from app.canvas.layout import layout_of
from app.document import Document
from app.theme import THEMES, apply
from blocks.drawing.face import face_of
from blocks.page import Page


def shades(canvas: Canvas, start: QPointF, end: QPointF) -> list[str]:
    """The colours from one place of the page to another."""
    picture: QImage = canvas.view.viewport().grab().toImage()
    places = [start + (end - start) * at / 60 for at in range(61)]
    return [picture.pixelColor(canvas.view.mapFromScene(one)).name() for one in places]


def changes(canvas: Canvas, block: str) -> int:
    """How often the colour changes along a block's left edge, below its title."""
    place = canvas.item(block).place  # type: ignore[union-attr]
    above, below = QPointF(0, 50), QPointF(0, 10)
    found = shades(canvas, place.topLeft() + above, place.bottomLeft() - below)
    return sum(one != other for one, other in pairwise(found))


@pytest.mark.parametrize("name", THEMES)
def test_a_disabled_block_has_a_dashed_edge_and_says_so(
    name: str, canvas: Canvas, page: Page, document: Document
) -> None:
    apply(name)
    canvas.view.navigation.zoom_by(1 / canvas.view.navigation.zoom)
    canvas.view.navigation.centre(QPointF(300, 200))
    whole = changes(canvas, "sizes")
    page.modes.put("sizes", "disabled")
    assert changes(canvas, "sizes") > whole + 4
    place = layout_of(face_of(document, "sizes"))
    assert place.standing is not None
    assert place.standing.shown == "disabled"


@pytest.mark.parametrize("mode", ["disabled", "bypassed"])
def test_the_words_cover_nothing_and_stay_in_the_title(
    mode: str, page: Page, document: Document
) -> None:
    page.modes.put("relu", mode)
    page.pins.put("relu.activations", np.zeros(2, np.float32))
    page.set_attr("relu", "name", "a_name_that_is_rather_long_for_a_block")
    place = layout_of(face_of(document, "relu"))
    assert place.standing is not None
    assert place.standing.shown == f"{mode} · pinned"
    assert not place.standing.box.intersects(place.subtitle.box)
    assert place.standing.box.right() < place.width
    assert place.standing.box.bottom() < 40
    assert place.subtitle.shown


def test_what_is_pinned_is_loud(canvas: Canvas, page: Page, document: Document) -> None:
    page.pins.put("relu.activations", np.zeros(2, np.float32))
    item = canvas.graph.item("relu")
    assert item is not None
    assert item.face.is_pinned
    assert item.layout.standing is not None
    box = item.layout.standing.box.translated(item.pos())
    colours = shades(canvas, box.topLeft() + QPointF(3, 2), box.topRight() + QPointF(-3, 2))
    assert THEMES["dark"].warning in colours


@pytest.mark.parametrize("name", THEMES)
def test_a_group_is_a_pile(name: str, canvas: Canvas, page: Page, document: Document) -> None:
    apply(name)
    made = page.groups.add((300.0, 400.0), "Pile")
    page.members.move("relu", made)
    canvas.frame_all()
    place = canvas.item(made).place  # type: ignore[union-attr]
    beside = QPointF(2, 30)
    under = shades(canvas, place.topRight() + beside, place.bottomRight() + QPointF(2, 0))
    assert THEMES[name].block in under
    conv = canvas.item("conv").place  # type: ignore[union-attr]
    alone = shades(canvas, conv.topRight() + QPointF(4, 100), conv.bottomRight() + QPointF(4, 0))
    assert THEMES[name].block not in alone
