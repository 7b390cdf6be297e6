"""Automatic runs: the page runs a moment after each edit, unless that would be in the way."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.document import Document
from app.links import Links
from blocks.durations import seconds_text
from blocks.evaluation import Outcome
from blocks.page import Edit

PAUSE_MS = 400
"""From the last edit, or the last key in a field, to the run."""

LONG_MS = 3000
"""A run that took longer pauses automatic runs."""

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class AutomaticRuns(QObject):
    """Runs the page of a window after edits, while it is switched on.

    No run begins while keys are pressed in a field: what is half typed is nobody's wish. After a
    run that took long, or was stopped, it waits for the user to run the page, until a run is quick
    again. `paused` says why it waits, "" if it does not.
    """

    changed = Signal()  # switched on or off, paused or not

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_on = False
        self.paused = ""
        self._links = Links()
        self._document = document
        self._clock = QElapsedTimer()
        self._field: QObject | None = None  # that has the keyboard
        self._is_typed_in = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self._run)
        self.set_document(document)

    def set_document(self, document: Document) -> None:
        """Another page is open."""
        self.close_document()
        self._document = document
        self._links.join(self._edited, document.edited)
        self._links.join(self._started, document.run_started)
        self._links.join(self._finished, document.run_finished)
        self._pause("")

    def close_document(self) -> None:
        """Follow the page no more."""
        self._later.stop()
        self._links.cut()

    def switch(self, on: bool) -> None:
        """Switch automatic runs on, which begins with one, or off."""
        if on == self.is_on:
            return
        self.is_on = on
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if on:
            application.focusChanged.connect(self._focus)
        else:
            application.focusChanged.disconnect(self._focus)
        self._watch(QApplication.focusWidget() if on else None)
        self._later.stop()
        self._pause("")
        self.changed.emit()
        if on:
            self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody types; what is typed becomes an edit, or not, when they are done."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._is_typed_in = event.key() not in _ENDS
            if self._later.isActive():
                self._later.start()
        return False

    def _focus(self, before: QWidget | None, now: QWidget | None) -> None:
        self._watch(now)

    def _watch(self, widget: QWidget | None) -> None:
        """Look at the keys of the field that has the keyboard, of no other widget."""
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field.destroyed.disconnect(self._forget_field)
        self._field = widget if isinstance(widget, _FIELDS) else None
        self._is_typed_in = False
        if self._field is not None:
            self._field.installEventFilter(self)
            self._field.destroyed.connect(self._forget_field)

    def _forget_field(self) -> None:
        self._field, self._is_typed_in = None, False

    def _edited(self, edit: Edit) -> None:
        self._is_typed_in = False
        if self.is_on and not self.paused and not edit.only_moves:
            self._later.start()

    def _run(self) -> None:
        document = self._document
        if not self.is_on or self.paused or not document.page.blocks:
            return
        if document.is_running or self._is_typed_in or _holds_the_mouse():
            self._later.start()
            return
        document.run()

    def _started(self) -> None:
        self._later.stop()
        self._clock.start()

    def _finished(self, outcome: Outcome) -> None:
        if not self.is_on:
            return
        took = self._clock.elapsed()
        if outcome.cancelled:
            self._pause("the last run was stopped")
        elif took > LONG_MS:
            self._pause(f"the last run took {seconds_text(took / 1000)}")
        else:
            self._pause("")

    def _pause(self, why: str) -> None:
        if why != self.paused:
            self.paused = why
            self._later.stop()
            self.changed.emit()
            if why:
                self._document.message.emit(
                    f"Automatic runs pause, because {why}. Run the page to go on"
                )


def _holds_the_mouse() -> bool:
    """Whether a button is pressed: something is being dragged."""
    return QApplication.mouseButtons() != Qt.MouseButton.NoButton
