"""Windows whose pages have been run, with someone at them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.window import MainWindow
from tests.app.making import MakeWindow
from tests.app.tracing.user import User, image_page


@pytest.fixture
def user(qtbot: QtBot, window: MainWindow) -> User:
    user = User(qtbot, window)
    user.select("dx")
    return user


@pytest.fixture
def image(qtbot: QtBot, make_window: MakeWindow) -> User:
    return User(qtbot, make_window.shown(Document(image_page())))
