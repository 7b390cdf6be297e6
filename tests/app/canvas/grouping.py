"""What tests of groups and frames do first, by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.canvas import Canvas
from app.document import Document
from blocks.page import Page
from tests.app.canvas.conftest import Hand

CTRL = Qt.KeyboardModifier.ControlModifier


def select(hand: Hand, *blocks: str) -> None:
    for at, block in enumerate(blocks):
        hand.click(hand.title(block), held=CTRL if at else Qt.KeyboardModifier.NoModifier)


def grouped(page: Page, canvas: Canvas, hand: Hand, document: Document) -> str:
    """image and filter in a group, made by hand."""
    select(hand, "image", "filter")
    hand.key(Qt.Key.Key_G, CTRL)
    (made,) = document.selection
    canvas.frame_all()
    return made
