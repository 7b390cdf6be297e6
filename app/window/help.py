"""The list of keys, and what blockprop is."""

from __future__ import annotations

from html import escape
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.keys.actions import Actions, Offer
from app.keys.key_map import native
from app.theme import theme

ORDER = ("file", "edit", "arrange", "run", "view", "go", "help")

KEYS_WIDE = 200
"""The column of keys, in pixels: the same in all tables."""

ON_THE_CANVAS = (
    ("Double-click", "Search for an op and add it there"),
    ("Double-click on a block", "Go to its first attribute; of a Const, open its table"),
    ("Double-click on a wire", "Add a dot to lead the wire around"),
    ("Drag from port to port", "Wire; let go over nothing to choose from what fits"),
    ("Drag a wire's end", "Wire it to another port; let go over nothing to take it away"),
    ("Ctrl+drag from a port", "Carry all its wires to another port"),
    ("Alt+click on a wire", "Cut it"),
    ("Drag a block onto a wire", "Insert it there"),
    ("Rest on a wire or a port", "What flows there: dtype, shape, figures, first values"),
    ("Ctrl+Shift+click", "Look at the result of a block, a port or a wire; so does Space"),
    ("Right button", "What can be done with what is under the mouse"),
    ("Middle button, Space+drag, Alt+drag, two fingers", "Move the view"),
    ("Wheel, Ctrl+wheel, pinch", "Zoom at the mouse"),
    ("Arrow keys", "Push the selected blocks; with Shift a little"),
    ("Esc", "Let go; deselect; stop the run"),
)

IN_THE_VIEWS = (
    ("Double-click or Enter on a number in Results", "Trace where it comes from"),
    ("Enter on a term in Trace", "Go on to the number that it is made of"),
    ("Arrow keys in Geometry", "Move the window of the filter"),
    ("Right button on an attribute or a Const", "Sweep it: run the page over a list of values"),
    ("Wheel over a field", "Change its number, once the field is entered"),
)


def show_keys(parent: QWidget, actions: Actions) -> QDialog:
    """Open the list of keys."""
    tables: list[tuple[str, tuple[tuple[str, str], ...]]] = [
        ("On the canvas", ON_THE_CANVAS),
        ("In the views", IN_THE_VIEWS),
    ]
    for menu, offers in groupby(sorted(actions, key=_menu_order), key=lambda one: one.menu):
        rows = tuple(
            (" or ".join(map(native, keys)), one.words)
            for one in offers
            if (keys := actions.keys(one.id))
        )
        if rows:
            tables.append((menu.capitalize(), rows))
    return _dialog(parent, "Keys", "".join(_table(*one) for one in tables))


def show_about(parent: QWidget) -> QDialog:
    """Open the words about blockprop."""
    return _dialog(
        parent,
        "About blockprop",
        f"<h2>blockprop {_version()}</h2>"
        "<p>A microscope for tensor ops: wire them as blocks, see every shape before running and "
        "every number after.</p>"
        f"<p style='color:{theme().dim}'>Ops, ports and attributes are named as in TensorFlow. "
        "NumPy computes everything, on this machine alone.</p>"
        "<p>MIT licence.</p>",
    )


def _menu_order(offer: Offer) -> int:
    return ORDER.index(offer.menu) if offer.menu in ORDER else len(ORDER)


def _table(title: str, rows: tuple[tuple[str, str], ...]) -> str:
    lines = "".join(
        f"<tr><td width='{KEYS_WIDE}' valign='top' style='padding: 2px 12px 2px 0'>"
        f"<b>{escape(key)}</b></td>"
        f"<td valign='top' style='padding: 2px 0; color: {theme().dim}'>{escape(what)}</td></tr>"
        for key, what in rows
    )
    return f"<h3>{title}</h3><table>{lines}</table>"


def _dialog(parent: QWidget, title: str, text: str) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.RichText)
    words.setWordWrap(True)
    words.setMargin(12)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    area = QScrollArea()
    area.setWidget(words)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    lay = QVBoxLayout(dialog)
    lay.addWidget(area, 1)
    lay.addWidget(buttons)
    dialog.resize(560, 560 if len(text) > 1500 else 300)
    dialog.open()
    return dialog


def _version() -> str:
    try:
        return version("blockprop")
    except PackageNotFoundError:
        return ""
