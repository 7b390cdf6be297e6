"""The main views of the editor, each in a state that shows much."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication, QWidget

from app.assets import sample_pages
from app.document import Document
from app.keys.page import KeysPage
from app.outline import Outline
from app.palette.chooser import Chooser
from app.panel.panel import Panel
from app.results.view import ResultView
from app.settings import Settings
from app.window import MainWindow
from app.wire_chooser import WireChooser
from blocks.page import Page

WINDOW = (1200, 760)
WAITS = 20.0


def views(folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Each view by name, shown and settled. `folder` is for settings."""
    document = _run(Document.open(sample_pages()[0][1]))
    document.select(["dx"])
    yield from _windows(document, folder)
    results = ResultView(document)
    for name, view, size in (
        ("panel", Panel(document), (340, 560)),
        ("table", results, (420, 380)),
        ("outline", Outline(document), (1000, 200)),
        ("palette", Chooser(), (300, 520)),
    ):
        yield name, _shown(view, size)
    results.tabs.setCurrentIndex(1)
    yield "heatmap", _shown(results, (420, 420))
    yield "wire chooser", _chooser(document)


def _windows(document: Document, folder: Path) -> Iterator[tuple[str, QWidget]]:
    for name, shown in (
        ("window", document),
        ("groups", _run(Document.open(sample_pages()[5][1]))),
        ("errors", Document(page_with_errors())),
        ("empty", Document(Page("Untitled"))),
    ):
        window = MainWindow(shown, settings=Settings(folder))
        _shown(window, WINDOW)
        window.usual_layout()
        _shown(window, WINDOW)
        window.canvas.frame_all()
        _settle(lambda: False, 0.3)
        yield name, window
        if name == "empty":
            yield "keys", _shown(KeysPage(window.actions_made), (620, 480))
        window.hide()


def page_with_errors() -> Page:
    """A page on which much is wrong: dtypes, sizes, missing wires."""
    page = Page("Errors")
    page.add_block("Const", {"value": np.ones((1, 4, 4, 2), np.float32)}, id="image")
    page.add_block("Const", {"value": np.ones((3, 3, 5, 2), np.float32)}, id="filter", at=(0, 180))
    page.add_block("Const", {"value": np.ones(3, np.int32)}, id="whole", at=(0, 360))
    page.add_block("Conv2D", {"strides": [1, 1, 1, 1]}, id="y", at=(300, 60))
    page.add_block("Add", id="sum", at=(620, 160))
    page.add_block("Relu", id="alone", at=(620, 380))
    for source, target in (
        ("image.output", "y.input"),
        ("filter.output", "y.filter"),
        ("y.output", "sum.x"),
        ("whole.output", "sum.y"),
    ):
        page.connect(source, target)
    page.history.mark_clean()
    return page


def _chooser(document: Document) -> QWidget:
    chooser = WireChooser(document)
    chooser.open_at(chooser.pos(), "filter")
    _settle(lambda: False, 0.1)
    return chooser


def _run(document: Document) -> Document:
    document.run()
    _settle(lambda: not document.is_running, WAITS)
    assert not document.is_running
    return document


def _shown(view: QWidget, size: tuple[int, int]) -> QWidget:
    view.resize(*size)
    view.show()
    view.activateWindow()
    _settle(lambda: False, 0.1)
    return view


def _settle(is_so: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        QApplication.processEvents()
