"""Where everything of a block stands on the screen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from app.theme import font
from blocks.drawing import layout
from blocks.drawing.face import Face
from blocks.drawing.layout import EDGE, NAME_FONT, SMALL_FONT, TITLE, TITLE_FONT, Style

__all__ = [
    "EDGE",
    "NAME_FONT",
    "SMALL_FONT",
    "TITLE",
    "TITLE_FONT",
    "Layout",
    "layout_of",
    "metrics",
    "text_width",
]

Layout = layout.Layout[QRectF]


@lru_cache(maxsize=16_384)
def text_width(text: str, style: Style) -> float:
    """How wide a text is in a font (size, bold)."""
    return metrics(style).horizontalAdvance(text)


@lru_cache(maxsize=16)
def metrics(style: Style) -> QFontMetricsF:
    """The measures of a font."""
    size, bold = style
    return QFontMetricsF(font(size, bold=bold))


class Screen:
    """The medium of the canvas."""

    width = staticmethod(text_width)
    box = QRectF

    @staticmethod
    def shortened(text: str, style: Style, room: float) -> str:
        """The beginning of a text that is too wide, and `…`."""
        return metrics(style).elidedText(text, Qt.TextElideMode.ElideRight, room)


_LAYOUTS: layout.Layouts[QRectF] = layout.Layouts(Screen())


def layout_of(face: Face) -> Layout:
    """Lay out a block so that nothing is cut but a long name and a long attribute."""
    return _LAYOUTS.of(face)
