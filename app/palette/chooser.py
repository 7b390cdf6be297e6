"""Search field, list and preview: what dock and pop-up have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.alive import is_alive
from app.palette.op_list import OpList
from app.palette.preview import Preview
from blocks.declaration.op import Op
from blocks.ops import OPS
from blocks.palette import find
from blocks.presets import Preset, Presets

HINT = "Search: conv grad, deconv, sum …"

KEYS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class Chooser(QWidget):
    """Type words, pick an op. `chosen` tells its name. The preview is under the list, or beside
    it where the chooser is wide."""

    chosen = Signal(str)
    help_wanted = Signal(object)  # Op: F1 was pressed

    def __init__(self, parent: QWidget | None = None, *, wide: bool = False) -> None:
        super().__init__(parent)
        self._only: Mapping[str, int] | None = None
        self._presets: Presets | None = None
        self.field = QLineEdit()
        self.field.setObjectName("search for an op")
        self.field.setAccessibleName("Search for an op")
        self.field.setPlaceholderText(HINT)
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
        self.preview = Preview()
        self._arrange(wide)
        self._search("")
        OPS.follow(self._ops_changed)

    def _arrange(self, wide: bool) -> None:
        lay = QVBoxLayout(self)
        lay.setContentsMargins(6, 6, 6, 6 if wide else 0)
        lay.setSpacing(4)
        found = QVBoxLayout()
        found.addWidget(self.list, 1)
        found.addWidget(self.nothing)
        both = QHBoxLayout() if wide else QVBoxLayout()
        both.addLayout(found, 1)
        both.addWidget(self.preview, 1)
        lay.addWidget(self.field)
        lay.addLayout(both, 1)

    def offer_only(self, names: Sequence[str] | None, hint: str = "") -> None:
        """Offer these ops alone, in this order; all, with None."""
        self._only = None if names is None else {name: at for at, name in enumerate(names)}
        self.field.setPlaceholderText(hint or HINT)

    def offer_presets(self, presets: Presets | None) -> None:
        """Offer these presets after the ops, or none."""
        self._presets = presets
        self._search(self.field.text())

    def start_again(self) -> None:
        """An empty field with the focus."""
        self.field.clear()
        self._search("")
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _ops_changed(self) -> None:
        """Own ops have come, changed or gone."""
        if is_alive(self):
            self._search(self.field.text())

    def _search(self, text: str) -> None:
        words = text.strip()
        ops = find(words) if words else list(OPS.values())
        if (only := self._only) is not None:
            ops = [op for op in ops if op.name in only]
            if not words:
                ops.sort(key=lambda op: only[op.name])
        presets = self._presets.find(words) if self._presets and only is None else ()
        self.list.show_ops((*ops, *presets), with_headings=not words and only is None)
        self.nothing.setVisible(not ops and not presets)

    def _describe(self, op: object) -> None:
        if isinstance(op, Preset):
            self.preview.show_preset(op)
        else:
            self.preview.show_op(op if isinstance(op, Op) else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.list.is_in_use = event.type() == QEvent.Type.FocusIn
            self.list.viewport().update()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.choose()
                return True
            if key == Qt.Key.Key_F1 and self.list.op is not None:
                self.help_wanted.emit(self.list.op)
                return True
            if watched is self.field and key in KEYS:
                self.list.move_by(KEYS[key])
                return True
        return False
