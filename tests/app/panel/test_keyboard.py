"""The panel by keys alone: Tab leads to everything that can be used, and one sees where one is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.panel import Panel


def usable(panel: Panel) -> list[QWidget]:
    """What can be typed into or pressed."""
    found = [
        one
        for one in panel.view.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    ]
    assert len(found) > 2
    return found


@pytest.mark.parametrize("shown", ["dx", "noise", "filter", "conv3", ""])
def test_tab_leads_to_everything_and_it_is_seen(
    shown: str, panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.page.variables.put("H", 3)
    document.page.set_attr("noise", "seed", "=H")
    document.select((shown,) if shown else ())
    widgets = usable(panel)
    widgets[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached = set()
    for _ in range(2 * len(widgets) + 4):
        here = QApplication.focusWidget()
        assert here is not None
        if here in widgets and here not in reached:
            reached.add(here)
            panel.ensureWidgetVisible(here)
            with_focus = here.grab().toImage()
            here.clearFocus()
            assert here.grab().toImage() != with_focus, f"{here.objectName()} looks the same"
            here.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert {one.objectName() for one in widgets} == {one.objectName() for one in reached}
    assert reached == set(widgets)
