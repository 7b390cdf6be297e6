"""Search field, list and description: what dock and pop-up have in common."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.palette.op_list import OpList
from app.theme import colour, theme
from blocks.declaration.op import Op, Port
from blocks.dtypes import ALL
from blocks.ops import OPS
from blocks.palette import find

KEYS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class Chooser(QWidget):
    """Type words, pick an op. `chosen` tells its name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setObjectName("search for an op")
        self.field.setAccessibleName("Search for an op")
        self.field.setPlaceholderText("Search: conv grad, deconv, sum …")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list = OpList()
        self.list.chosen.connect(self.chosen)
        self.list.highlighted.connect(self._describe)
        self.list.installEventFilter(self)
        self.nothing = QLabel("No op has all these words.")
        self.nothing.setProperty("role", "dim")
        self.nothing.setContentsMargins(12, 8, 8, 8)
        self.about = QLabel()
        self.about.setObjectName("about the op")
        self.about.setTextFormat(Qt.TextFormat.RichText)
        self.about.setWordWrap(True)
        self.about.setContentsMargins(10, 8, 10, 8)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(6, 6, 6, 0)
        lay.setSpacing(4)
        for widget, stretch in (
            (self.field, 0),
            (self.list, 1),
            (self.nothing, 0),
            (self.about, 0),
        ):
            lay.addWidget(widget, stretch)
        self._search("")

    def start_again(self) -> None:
        """An empty field with the focus."""
        self.field.clear()
        self._search("")
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self, text: str) -> None:
        words = text.strip()
        ops = find(words) if words else list(OPS.values())
        self.list.show_ops(ops, with_headings=not words)
        self.nothing.setVisible(not ops)

    def _describe(self, op: object) -> None:
        self.about.setText(description(op) if isinstance(op, Op) else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.list.is_in_use = event.type() == QEvent.Type.FocusIn
            self.list.viewport().update()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.choose()
                return True
            if watched is self.field and key in KEYS:
                self.list.move_by(KEYS[key])
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._describe(self.list.op)


def description(op: Op) -> str:
    """What an op does, takes and gives, as rich text."""
    dim = colour(theme().dim).name()
    rows = "".join(
        f"<tr><td style='color:{dim}; padding-right:8px'>{label}</td><td>{ports}</td></tr>"
        for label, ports in (
            ("takes", _ports(op, op.inputs)),
            ("gives", _ports(op, op.outputs)),
            *((escape(name), _dtypes(types)) for name, types in op.types.items()),
        )
        if ports
    )
    return f"<b>{escape(op.name)}</b><br>{escape(op.summary)}<table>{rows}</table>"


def _dtypes(types: tuple[str, ...]) -> str:
    if set(types) == set(ALL):
        return "any dtype"
    return "any number" if set(ALL) - set(types) == {"bool"} else ", ".join(types)


def _ports(op: Op, ports: tuple[Port, ...]) -> str:
    dim = colour(theme().dim).name()
    return ", ".join(
        f"{escape(one.name)} <span style='color:{dim}'>{escape(one.type)}"
        f"{' …' if one.many else ''}</span>"
        for one in ports
    )
