"""A viewer that goes away at a click elsewhere or on Esc, unless it is pinned."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from app.asking import Ask
from app.document import Document
from app.results.view import ResultView
from blocks.page import End

WIDTH, HEIGHT = 460, 420
PIN_KEY = "Ctrl+P"


class PassingViewer(QFrame):
    """Shows the result of some outputs. `pinned` tells that the user wants it to stay."""

    pinned = Signal()

    def __init__(self, document: Document, ask: Ask, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("passing viewer")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.document = document
        self.ends: tuple[End, ...] = ()
        self.view = ResultView(document, ask=ask, ends=lambda _: self.ends)
        self.view.asks_over = parent
        self.view.nothing_words = "Its block is no longer on the page."
        self.view.opened.connect(lambda *_: self.hide())  # the number's trace is looked at now
        self._save = self.view.save
        heading = self.view.heading
        heading.saved.disconnect(self.view.save)
        heading.saved.connect(self._hide_and_save)
        pin = QToolButton()
        pin.setText("Pin")
        pin.setObjectName("pin")
        keys = QKeySequence(PIN_KEY)
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        pin.setToolTip(f"Let it stay as a viewer with a number ({shown})")
        pin.clicked.connect(self._pin)
        heading.add_button(pin)
        QShortcut(keys, self).activated.connect(self._pin)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(1, 1, 1, 1)
        lay.addWidget(self.view)
        self.resize(WIDTH, HEIGHT)

    def open_at(self, place: QPoint, document: Document, ends: tuple[End, ...]) -> None:
        """Show the result of some outputs of a page beside a place on the screen."""
        self.document, self.ends = document, ends
        self.view.set_document(document)
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        self.move(beside(place, QRect(place, self.size()), screen.availableGeometry()))
        self.show()
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees follows no page."""
        super().hideEvent(event)
        self.view.close_document()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes away, and gives the keys back."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.hide()
        self.view.asks_over.activateWindow()

    def _pin(self) -> None:
        self.pinned.emit()
        self._leave()

    def _hide_and_save(self) -> None:
        """A pop-up has the mouse, so that a dialog could not be used under it."""
        array = self.view.array
        self.hide()
        if array is not None:
            self.view.set_document(self.document)
            self._save()
            self.view.close_document()


def beside(place: QPoint, frame: QRect, room: QRect) -> QPoint:
    """The corner for a frame at a place, moved so that it lies within a room; if it would cover
    the place then, on the other side of it."""
    gap = 12
    x, y = place.x() + gap, place.y() + gap
    if x + frame.width() > room.right():
        x = place.x() - gap - frame.width()
    y = max(room.top(), min(y, room.bottom() - frame.height()))
    return QPoint(max(room.left(), min(x, room.right() - frame.width())), y)
