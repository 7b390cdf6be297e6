"""Tab comes by the fields above a table or heatmap from top to bottom, however often they are made
anew."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.results.view import ResultView
from tests.app.pages import const_page


def names_by_tab(first: QWidget, count: int) -> list[str]:
    """The fields that have the focus one after the other."""
    first.setFocus()
    found = []
    for _ in range(count):
        field = QApplication.focusWidget()
        assert field is not None
        found.append(field.accessibleName() or type(field).__name__)
        QTest.keyClick(field, Qt.Key.Key_Tab)
    return found


@pytest.mark.parametrize("tab", [0, 1])
def test_tab_goes_from_top_to_bottom(qtbot: QtBot, tab: int) -> None:
    view = ResultView(Document(const_page(np.zeros((2, 3, 4, 5), np.float32))))
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    with qtbot.waitActive(view):
        view.activateWindow()
    document = Document(const_page(np.zeros((2, 3, 4, 5), np.float32)))
    view.set_document(document)
    with qtbot.waitSignal(document.run_finished):
        document.run()
    document.select(["x"])
    view.tabs.setCurrentIndex(tab)
    bar = view.heatmap_tab.heatmap.bar if tab else view.table.bar
    down = bar.findChild(QComboBox, "rows")
    assert down is not None
    qtbot.waitUntil(down.isVisible)
    slices = ["Index on axis 0", "Slider of axis 0", "Index on axis 1", "Slider of axis 1", "Range"]
    expected = ["Down", "Across", *(["Grid", *slices] if tab else ["Result"])]
    assert names_by_tab(down, len(expected)) == expected
    document.close()
