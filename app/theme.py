"""The looks of the editor in one place: colours, fonts, sizes, and one style sheet.

`theme()` is the one in use. Painters ask for it each time they paint, so that `apply` shows at
once; widgets hear of it through Qt's PaletteChange event. Colours are kept as "#rrggbb", which
style sheets and QColor both read.

A label says what it is with a property, and the style sheet does the rest:
`setProperty("role", "dim" | "heading" | "error" | "good")`; a field that holds a value it cannot
take: `setProperty("wrong", True)`. `restyle(widget)` after a property has changed.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.stylesheet import stylesheet
from blocks.drawing import colours
from blocks.drawing.colours import DARK, LIGHT, THEMES, Theme

__all__ = [
    "CHOICES",
    "DARK",
    "LARGE",
    "LIGHT",
    "MONOSPACE",
    "NORMAL",
    "ROW",
    "SMALL",
    "SYSTEM",
    "THEMES",
    "Theme",
    "apply",
    "colour",
    "font",
    "mixed",
    "of_system",
    "on",
    "restyle",
    "theme",
]

SMALL, NORMAL, LARGE = 11, 13, 15
"""Text sizes in pixels."""

ROW = 22
"""The height of a row of a list, in pixels."""

MONOSPACE = ("JetBrains Mono", "Cascadia Mono", "Menlo", "Consolas", "DejaVu Sans Mono")


SYSTEM = "system"
CHOICES = (SYSTEM, *THEMES)
"""What can be chosen: to follow the system, or one theme whatever the system has."""

_STYLED = "blockprop's style"
"""The property of an application that has its style."""

_current = DARK


def theme() -> Theme:
    """The theme in use."""
    return _current


def of_system() -> Theme:
    """The theme that the system asks for; the dark one where it asks for none."""
    asked = QGuiApplication.styleHints().colorScheme()
    return LIGHT if asked == Qt.ColorScheme.Light else DARK


def apply(name: str, app: QApplication | None = None) -> Theme:
    """Use another theme, and dress the application in it. Raises KeyError for a name unknown."""
    global _current
    _current = of_system() if name == SYSTEM else THEMES[name]
    app = app or QApplication.instance()
    # To dress again what is dressed so already would have Qt look at every widget that there is.
    if isinstance(app, QApplication) and app.styleSheet() != (sheet := stylesheet(_current)):
        if not app.property(_STYLED):  # once: another style of the same kind would look no other
            app.setStyle("Fusion")
            app.setProperty(_STYLED, True)
        app.setPalette(_palette(_current))
        app.setStyleSheet(sheet)
    return _current


@cache
def colour(text: str, alpha: float = 1.0) -> QColor:
    """The QColor of a "#rrggbb", made once. Not to be changed by those who get it."""
    made = QColor(text)
    made.setAlphaF(alpha)
    return made


@cache
def mixed(text: str, ground: str, share: float) -> str:
    """A colour laid over a ground, so much of it."""
    pairs = ((int(text[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(top * share + under * (1 - share)):02x}" for top, under in pairs)


def lit_ground() -> str:
    """What cells stand on that a trace lights."""
    return mixed(theme().accent, theme().panel, 0.26)


@cache
def on(ground: str) -> QColor:
    """Black or white: the text colour that is legible on a ground."""
    return QColor(colours.on(ground))


@cache
def font(size: int = NORMAL, *, bold: bool = False, monospace: bool = False) -> QFont:
    """A font of the editor, of a size in pixels. Not to be changed by those who get it."""
    made = QFont()
    if monospace:
        made.setFamilies(list(MONOSPACE))
        made.setStyleHint(QFont.StyleHint.Monospace)
    made.setPixelSize(size)
    made.setBold(bold)
    return made


def restyle(widget: QWidget) -> None:
    """Let a widget take the style of a property that has just changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _palette(one: Theme) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for where, what in {
        role.Window: one.window,
        role.WindowText: one.text,
        role.Base: one.field,
        role.AlternateBase: one.panel,
        role.Text: one.text,
        role.PlaceholderText: one.faint,
        role.Button: one.raised,
        role.ButtonText: one.text,
        role.BrightText: one.error,
        role.ToolTipBase: one.raised,
        role.ToolTipText: one.text,
        role.Highlight: one.accent,
        role.HighlightedText: one.on_accent,
        role.Link: one.running,
        role.Light: one.raised,
        role.Midlight: one.raised,
        role.Mid: one.border,
        role.Dark: one.border,
        role.Shadow: one.shadow,
    }.items():
        made.setColor(where, QColor(what))
    for where in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(one.faint))
    return made
