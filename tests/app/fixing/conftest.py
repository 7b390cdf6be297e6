"""The panel with a gradient that does not fit."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.document import Document
from app.panel import Panel
from tests.app.fixing.pages import broken_page


@pytest.fixture
def document() -> Document:
    return Document(broken_page())


@pytest.fixture
def panel(document: Document, dressed: None, qtbot: QtBot) -> Panel:
    """The panel with the gradient in it."""
    made = Panel(document)
    qtbot.addWidget(made)
    made.resize(330, 1000)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    document.select(["dx"])
    return made
