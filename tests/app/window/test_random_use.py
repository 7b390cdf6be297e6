"""Whatever order things are done in, the window neither faults nor crashes."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app import theme
from app.assets import sample_pages
from app.document import Document
from app.settings import Settings
from app.window import MainWindow
from tests.app.answers import Answers
from tests.app.making import MakeWindow
from tests.app.pages import gradient_page

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
STEPS = 40


class User:
    """Somebody who does one thing after another, chosen by chance. Anything that goes wrong within
    Qt's calls is raised by the end of the test."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self._window = window
        self._chance = random.Random(seed)
        self._ways: tuple[Callable[[], object], ...] = (
            self._key(Key.Key_N, CTRL),
            self._open,
            self._key(Key.Key_W, CTRL),
            self._key(Key.Key_Tab, CTRL),
            self._key(Key.Key_Tab, CTRL | SHIFT),
            self._key(Key.Key_Z, CTRL),
            self._key(Key.Key_Z, CTRL | SHIFT),
            self._key(Key.Key_F5),
            self._key(Key.Key_F5, SHIFT),
            self._key(Key.Key_Comma, CTRL),
            self._key(Key.Key_F1),
            self._key(Key.Key_F, CTRL),
            self._on_canvas(Key.Key_A, CTRL),
            self._on_canvas(Key.Key_C, CTRL),
            self._on_canvas(Key.Key_V, CTRL),
            self._on_canvas(Key.Key_G, CTRL),
            self._on_canvas(Key.Key_Delete),
            self._on_canvas(Key.Key_Tab),
            self._add,
            self._select,
            self._dress,
            self._look_at_another_view,
            self._close_dialogs,
            self._close_dialogs,
            self._escape,
        )

    def do_much(self) -> None:
        """Do so many things, let Qt catch up now and then, and throw away what nobody holds."""
        for _ in range(STEPS):
            self._chance.choice(self._ways)()
            if self._chance.random() < 0.5:
                QApplication.processEvents()
            if self._chance.random() < 0.2:
                settle()

    def _key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> Callable[[], object]:
        return lambda: QTest.keyClick(self._window, key, modifier)

    def _on_canvas(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> Callable[[], object]:
        def press() -> None:
            self._window.canvas.setFocus()
            QTest.keyClick(self._window.canvas.view, key, modifier)

        return press

    def _open(self) -> None:
        self._window.open_path(self._chance.choice(sample_pages())[1])

    def _add(self) -> None:
        self._window.add_block(self._chance.choice(("Const", "Relu", "Conv2D", "ClientSession")))

    def _select(self) -> None:
        blocks = list(self._window.document.page.blocks)
        self._window.document.select(self._chance.sample(blocks, min(len(blocks), 2)))

    def _dress(self) -> None:
        self._window.change_theme(self._chance.choice(theme.CHOICES))

    def _look_at_another_view(self) -> None:
        dock = self._chance.choice(self._window.docks)
        dock.setVisible(not dock.isVisible())
        dock.raise_()

    def _close_dialogs(self) -> None:
        for dialog in self._window.findChildren(QDialog):
            dialog.close()

    def _escape(self) -> None:
        there = QApplication.activePopupWidget() or self._window
        QTest.keyClick(there, Key.Key_Escape)


def settle() -> None:
    """Delete at once what is to be deleted later, and collect what nobody holds."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    QApplication.processEvents()


@pytest.mark.parametrize("seed", range(4))
def test_a_window_that_is_used_at_random(make_window: MakeWindow, ask: Answers, seed: int) -> None:
    ask.changes = "discard"
    window = make_window(Document(gradient_page()))  # which closes it once more
    window.show()
    window.activateWindow()
    User(window, seed).do_much()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    window.close()
    settle()
    theme.apply("light")
    theme.apply("dark")
    assert window.close()
    settle()


def test_settings_that_are_opened_as_the_window_closes(
    qtbot: QtBot, window: MainWindow, ask: Answers
) -> None:
    window.close()
    window.preferences.open()
    assert window.close()
    settle()


def test_windows_come_and_go(qtbot: QtBot, dressed: None, ask: Answers, settings: Settings) -> None:
    """Views that have been thrown away hear of no theme and no edit."""
    for name in ("light", "dark", "light", "dark"):
        window = MainWindow(Document(gradient_page()), ask=ask, settings=settings)
        window.show()
        window.change_theme(name)
        window.preferences.open()
        window.close()
        window.deleteLater()
        del window
        settle()
        theme.apply("dark" if name == "light" else "light")
        QApplication.processEvents()
