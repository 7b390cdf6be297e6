"""Icons from assets/icons, drawn in the colours of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.assets import ICONS
from app.theme import theme

SIZES = (16, 24, 32, 48)


def icon(name: str, ink: str | None = None) -> QIcon:
    """The icon of a name. `ink` is the colour of what the file draws in `currentColor`, that of
    text unless told."""
    return _icon(name, ink or theme().text, theme().faint)


def app_icon() -> QIcon:
    """blockprop's own icon, the same in every theme."""
    made = QIcon()
    for size in (*SIZES, 64, 128, 256):
        made.addPixmap(_drawn("blockprop", "#000000", size))
    return made


@cache
def _icon(name: str, ink: str, disabled: str) -> QIcon:
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_drawn(name, ink, size))
        made.addPixmap(_drawn(name, disabled, size), QIcon.Mode.Disabled)
    return made


def _drawn(name: str, ink: str, size: int) -> QPixmap:
    text = (ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", ink)
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    return picture
