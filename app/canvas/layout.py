"""Where everything of a block stands on the screen."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QStaticText, QTransform

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
    "Style",
    "layout_of",
    "metrics",
    "ready_text",
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


@lru_cache(maxsize=8_192)
def ready_text(text: str, style: Style) -> tuple[float, QStaticText]:
    """A line of text laid out once, ready to be drawn, and how high it is."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(QTransform(), font(style[0], bold=style[1]))
    return metrics(style).height(), made


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
