"""Which axes run down and across, and where the others stand, is chosen with mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.results.view import ResultView
from tests.app.results.using import (
    cells,
    choose,
    run,
)


def test_axes_are_chosen_and_stepped_through_by_name(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    view.tabs.setCurrentIndex(1)
    shown = view.heatmap_tab.heatmap.bar
    assert [shown.slicing.names[axis] for axis in (0, 3)] == ["N", "C"]
    steps = shown.findChild(QSpinBox, "index of C")
    assert steps is not None
    steps.setFocus()
    QTest.keyClick(steps, Qt.Key.Key_Up)
    assert shown.slicing.at == (0, 0, 0, 1)
    choose(view.heatmap_tab.heatmap, "rows", "N")
    assert shown.slicing.rows == (0,)
    steps = shown.findChild(QSpinBox, "index of H")
    assert steps is not None


def test_the_table_can_be_sliced_too(qtbot: QtBot, view: ResultView, document: Document) -> None:
    document.select(["dx"])
    run(qtbot, document)
    choose(view.table, "rows", "H")
    assert cells(view) == [["1188", "2748"], ["7428", "8988"]]
    slider = next(one for one in view.table.findChildren(QSlider) if one.property("axis") == 2)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert cells(view) == [["4308", "5868"], ["10548", "12108"]]


def test_the_wheel_over_a_field_without_focus_changes_nothing(
    qtbot: QtBot, view: ResultView, document: Document
) -> None:
    document.select(["dx"])
    run(qtbot, document)
    view.tabs.setCurrentIndex(1)
    steps = view.heatmap_tab.heatmap.findChild(QSpinBox, "index of C")
    assert steps is not None
    view.table.view.setFocus()
    _wheel(steps)
    assert steps.value() == 0
    steps.setFocus()
    qtbot.waitUntil(steps.hasFocus)
    _wheel(steps)
    assert steps.value() == 1


def _wheel(widget: QWidget) -> None:
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place,
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
