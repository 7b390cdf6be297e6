"""Marks on blocks that other platforms refuse: off at first, switched in the View menu, told of in
the tool tip, and following edits."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QMenu

from app.canvas.block_item import BlockItem
from app.canvas.tooltips import tooltip_at
from app.document import Document
from app.settings import Settings
from app.window import MainWindow
from tests.app.making import MakeWindow
from tests.app.pages import gradient_page


def item(window: MainWindow, id: str) -> BlockItem:
    found = window.canvas.graph.item(id)
    assert found is not None
    return found


def dilate(window: MainWindow, by: int) -> None:
    page = window.document.page
    with page.edit("dilate"):
        page.set_attr("dx", "dilations", [1, by, by, 1])


def switch(window: MainWindow) -> None:
    """As the View menu offers it."""
    action = window.actions_made["view.platform_marks"]
    menus = [one for one in window.findChildren(QMenu) if action in one.actions()]
    assert [one.title() for one in menus] == ["&View"]
    action.trigger()


def picture(of: BlockItem) -> QImage:
    """The corner of the block where the mark is."""
    image = QImage(QSize(24, 24), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    corner = of.layout.body.bottomRight()
    painter.translate(QPointF(12, 12) - corner)
    of.paint(painter, None)  # type: ignore[arg-type]
    painter.end()
    return image


def test_the_mark_is_off_at_first(window: MainWindow) -> None:
    dilate(window, 2)
    assert not window.settings.platform_marks
    assert item(window, "dx").troubles == ()


def test_switched_on_it_follows_edits(window: MainWindow, settings: Settings) -> None:
    block = item(window, "dx")
    switch(window)
    assert settings.platform_marks
    assert block.troubles == ()
    plain = picture(block)
    dilate(window, 2)
    assert [one.platform.id for one in block.troubles] == ["tensorflow-cpu"]
    assert picture(block) != plain
    assert item(window, "input").troubles == ()
    window.document.page.history.undo()
    assert block.troubles == ()
    assert picture(block) == plain


def test_the_tool_tip_says_who_refuses(window: MainWindow) -> None:
    switch(window)
    dilate(window, 2)
    view, block = window.canvas.view, item(window, "dx")
    at = view.mapFromScene(block.mapToScene(QPointF(30, 12)))
    assert "TensorFlow, CPU refuses" in tooltip_at(window.document, view, at)
    switch(window)
    assert "TensorFlow, CPU" not in tooltip_at(window.document, view, at)


def test_the_switch_is_remembered(window: MainWindow, make_window: MakeWindow) -> None:
    switch(window)
    page = gradient_page()
    page.set_attr("dx", "dilations", [1, 2, 2, 1])
    other = make_window.shown(Document(page))
    assert other.actions_made["view.platform_marks"].isChecked()
    assert item(other, "dx").troubles
