"""The furniture stands where it stood: keys, menus and docks are a promise."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from app.window import MainWindow
from tests.app.keys.default_keys import USUAL

MENUS = ["File", "Edit", "Run", "View", "Help"]
DOCKS = {
    "palette": Qt.DockWidgetArea.LeftDockWidgetArea,
    "properties": Qt.DockWidgetArea.RightDockWidgetArea,
    "results": Qt.DockWidgetArea.RightDockWidgetArea,
    "problems": Qt.DockWidgetArea.BottomDockWidgetArea,
    "run": Qt.DockWidgetArea.BottomDockWidgetArea,
    "outline": Qt.DockWidgetArea.BottomDockWidgetArea,
}
TABLE = Path(__file__).with_name("default_keys.py").name


def test_every_key_is_the_one_in_the_table(window: MainWindow) -> None:
    found = {one.id: one.usual for one in window.actions_made if one.usual}
    missing = {id: keys for id, keys in found.items() if id not in USUAL}
    assert not missing, f"new keys: add them to {TABLE}"
    changed = {id: found.get(id, ()) for id, keys in USUAL.items() if found.get(id) != keys}
    assert not changed, f"keys that people know were changed; if that is meant, change {TABLE}"


def test_no_two_actions_have_the_same_usual_key(window: MainWindow) -> None:
    actions = window.actions_made
    shared = {
        (key, offer.id, other.id)
        for offer in actions
        for key in offer.usual
        for other in actions.users(key, offer.id)
    }
    assert shared == set()


def test_menus_and_docks_are_where_they_were(window: MainWindow) -> None:
    titles = [one.text().replace("&", "") for one in window.menuBar().actions()]
    assert [one for one in titles if one in MENUS] == MENUS
    places = {one.objectName(): window.dockWidgetArea(one) for one in window.docks}
    assert {name: places.get(name) for name in DOCKS} == DOCKS
