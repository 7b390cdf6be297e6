"""The name of an attribute, with a small `?` that tells its rule and its default in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWhatsThis

from app.help.words import attribute_words
from blocks.declaration.attribute import Attribute

SIGN, GAP = 15, 3


class AttributeLabel(QLabel):
    """Has no place in the order of Tab, which goes from field to field: in a field, F1 tells the
    same."""

    def __init__(self, attribute: Attribute) -> None:
        super().__init__(attribute.name)
        self._attribute = attribute
        self.sign = QToolButton(self)
        self.sign.setText("?")
        self.sign.setObjectName(f"about {attribute.name}")
        self.sign.setAccessibleName(f"About {attribute.name}")
        self.sign.setStyleSheet("QToolButton { padding: 0; border-radius: 7px; }")
        self.sign.setFixedSize(SIGN, SIGN)
        self.sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sign.clicked.connect(self._tell)
        self._dress()

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(GAP + SIGN, 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + QSize(GAP + SIGN, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        text = self.fontMetrics().horizontalAdvance(self.text())
        across = min(text + GAP, self.width() - SIGN)
        self.sign.move(across, self.contentsMargins().top())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        words = attribute_words(self._attribute)
        if words != self.toolTip():
            self.setToolTip(words)

    def _tell(self) -> None:
        below = self.sign.mapToGlobal(QPoint(0, self.sign.height() + GAP))
        QWhatsThis.showText(below, attribute_words(self._attribute), self.sign)
