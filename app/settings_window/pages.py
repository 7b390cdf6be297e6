"""Which pages the settings have, in their order. One line makes a page; it needs no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.keys.page import KeysPage
from app.settings_window.own_ops_page import OwnOpsPage
from app.settings_window.presets_page import PresetsPage

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


def make_pages(window: MainWindow) -> dict[str, QWidget]:
    """The pages by their titles, for one opening of the window."""
    return {
        KeysPage.title: KeysPage(window.actions_made),
        PresetsPage.title: PresetsPage(window.preferences.shelf, window.preferences.ask),
        OwnOpsPage.title: OwnOpsPage(window.preferences.own_ops, window.preferences.ask),
    }
