"""The wheel over a field: it edits the one with the focus and no other, in every window."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDial,
    QDoubleSpinBox,
    QInputDialog,
    QPushButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app import wheel
from app.editor import open_editor
from app.panel.entries import Choice, NumberEntry
from app.window import MainWindow


def _combo(*, editable: bool) -> QComboBox:
    box = QComboBox()
    box.setEditable(editable)
    box.addItems(["one", "two", "three"])
    box.setCurrentIndex(1)
    return box


def _number(made: QSpinBox | QDoubleSpinBox | QSlider | QDial) -> QWidget:
    made.setValue(50)
    return made


def _entry() -> NumberEntry:
    entry = NumberEntry("number")
    entry.put("3")
    return entry


FIELDS: dict[str, Callable[[], QWidget]] = {
    "choice": lambda: Choice("choice", ("a", "b", "c")),
    "combo box": lambda: _combo(editable=False),
    "combo box to type into": lambda: _combo(editable=True),
    "spin box": lambda: _number(QSpinBox()),
    "decimal spin box": lambda: _number(QDoubleSpinBox()),
    "slider": lambda: _number(QSlider()),
    "dial": lambda: _number(QDial()),
    "number": _entry,
}


def _value(field: QWidget) -> object:
    if isinstance(field, QComboBox | NumberEntry):
        return field.currentText() if isinstance(field, QComboBox) else field.text()
    return field.value()  # type: ignore[attr-defined]


def _turn(widget: QWidget, by: int = -120) -> None:
    """A notch of the wheel over a widget, as it comes from the system."""
    window = widget.window()
    at = widget.mapTo(window, QPointF(widget.rect().center()))
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, by))


@pytest.mark.parametrize("kind", FIELDS)
def test_only_the_field_with_the_focus_is_changed(kind: str, dressed: None, qtbot: QtBot) -> None:
    field, other = FIELDS[kind](), QPushButton("other")
    inner = QWidget()
    lay = QVBoxLayout(inner)
    lay.addWidget(other)
    lay.addWidget(field)
    lay.addSpacing(600)
    area = QScrollArea()
    area.setWidget(inner)
    area.resize(220, 220)
    qtbot.addWidget(area)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    other.setFocus()
    before = _value(field)
    _turn(field)
    assert _value(field) == before
    assert not field.hasFocus(), "turning the wheel gave it the focus"
    assert area.verticalScrollBar().value() > 0, "the wheel scrolls what is around it"
    area.verticalScrollBar().setValue(0)
    field.setFocus()
    _turn(field)
    assert _value(field) != before


def test_a_dialog_that_qt_makes(dressed: None, qtbot: QtBot) -> None:
    for other in QApplication.topLevelWidgets():
        other.hide()  # windows of other tests that have not gone yet would take the keys
    dialog = QInputDialog()
    dialog.setInputMode(QInputDialog.InputMode.IntInput)
    dialog.setIntValue(7)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    field = dialog.findChild(QSpinBox)
    assert field is not None
    dialog.findChild(QPushButton).setFocus()
    _turn(field)
    assert dialog.intValue() == 7
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    _turn(field)
    assert dialog.intValue() == 6


def test_a_scroll_bar_is_no_field(dressed: None, qtbot: QtBot) -> None:
    area = QScrollArea()
    inner = QWidget()
    inner.setFixedSize(100, 2_000)
    area.setWidget(inner)
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    _turn(area.verticalScrollBar())
    assert area.verticalScrollBar().value() > 0


def test_the_editor_guards_its_fields(
    dressed: None, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded: list[QApplication] = []
    monkeypatch.setattr("app.editor.guard_fields", guarded.append)
    monkeypatch.setattr(QApplication, "exec", lambda *_: 0)
    monkeypatch.setattr(MainWindow, "show", lambda self: self.deleteLater())
    interrupts = signal.getsignal(signal.SIGINT)
    open_editor(None)
    assert guarded == [qapp]
    assert signal.getsignal(signal.SIGINT) is interrupts, "Ctrl-C does what it did before"


def test_one_guard_is_enough(dressed: None, qapp: QApplication) -> None:
    wheel.guard_fields(qapp)
    wheel.guard_fields(qapp)
    assert len(qapp.findChildren(wheel._Guard)) == 1
