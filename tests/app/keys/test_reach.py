"""How the page of the keys is reached."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app.keys.page import KeysPage
from app.window import MainWindow


def test_the_help_menu_opens_the_page_of_the_keys_in_the_settings(window: MainWindow) -> None:
    window.actions_made["help.change_keys"].trigger()
    page = window.findChild(KeysPage)
    assert page is not None
    assert page.isVisible()


def test_the_list_of_keys_has_the_keys_as_they_are_now(window: MainWindow) -> None:
    window.actions_made.change_keys("run.run", ["Ctrl+R"])
    window.actions_made["help.keys"].trigger()
    texts = [one.text() for one in window.findChildren(QLabel)]
    (shown,) = (one for one in texts if "Run to Selected" in one)
    assert "Ctrl+R" in shown
    assert "F5</b>" not in shown.replace("Shift+F5", "")
