"""A result view on the screen, and tensors for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.document import Document
from app.results.view import ResultView
from tests.app.answers import Answers
from tests.app.pages import const_page, gradient_page


@pytest.fixture
def document(qapp: QApplication) -> Iterator[Document]:
    document = Document(gradient_page())
    yield document
    document.close()


@pytest.fixture
def view(qtbot: QtBot, dressed: None, document: Document, ask: Answers) -> Iterator[ResultView]:
    view = ResultView(document, ask=ask)
    qtbot.addWidget(view)
    view.resize(640, 560)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.close_document()


@pytest.fixture
def shown(view: ResultView) -> Iterator[Any]:
    """Shows a tensor that a Const holds."""
    documents = []

    def show(value: Any, tab: int) -> ResultView:
        document = Document(const_page(value))
        documents.append(document)
        view.set_document(document)
        document.select(["const"])
        view.tabs.setCurrentIndex(tab)
        return view

    yield show
    view.close_document()
    for one in documents:
        one.close()
