"""The list of keys, and what blockprop is."""

from __future__ import annotations

from html import escape
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.theme import theme

GESTURES = (
    ("Double-click on the canvas, or Tab there", "Search for an op and add it there"),
    ("Double-click on a block", "Go to its first attribute; of a Const, open its table"),
    ("Drag from port to port", "Wire; drag a wire off its input to take it away"),
    ("Middle button, Space and drag, two fingers", "Move the view"),
    ("Wheel, pinch", "Zoom at the mouse"),
    ("F", "Frame what is selected"),
    ("Home", "Frame the page"),
    ("Ctrl+D", "Duplicate"),
    ("Arrow keys", "Push the selected blocks; with Shift a little"),
    ("Esc", "Let go; deselect; stop the run"),
)


def show_keys(parent: QWidget, keys: list[tuple[str, str]]) -> QDialog:
    """Open the list of keys."""
    dim = theme().dim
    parts = []
    for title, rows in (("Canvas", GESTURES), ("Menus", keys)):
        lines = "".join(
            f"<tr><td style='padding:2px 24px 2px 0'><b>{escape(key)}</b></td>"
            f"<td style='color:{dim}'>{escape(what)}</td></tr>"
            for key, what in rows
        )
        parts.append(f"<h3>{title}</h3><table>{lines}</table>")
    return _dialog(parent, "Keys", "".join(parts))


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
