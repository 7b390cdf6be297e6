"""Results of a few elements are seen in their block; a switch in the View menu hides them."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.canvas.block_item import BlockItem
from app.document import Document
from app.settings import Settings
from app.window import MainWindow
from blocks.page import Page
from tests.app.making import MakeWindow


def page_of(*values: float) -> Page:
    page = Page("Small")
    page.add_block("Const", {"value": np.array(values, np.float32)}, id="const")
    page.add_block("Add", id="sum", at=(300, 0))
    page.connect("const.output", "sum.x")
    page.connect("const.output", "sum.y")
    page.history.mark_clean()
    return page


def shown(window: MainWindow, qtbot: QtBot) -> BlockItem:
    """The second block, after a run."""
    with qtbot.waitSignal(window.document.run_finished, timeout=20_000):
        window.document.run()
    item = window.canvas.graph.item("sum")
    assert item is not None
    return item


def values_in(item: BlockItem) -> str:
    """What is written into the block for its output."""
    text = item.layout.outputs[0][3]
    return "" if text is None else text.shown


def switch(window: MainWindow) -> None:
    """The switch, as the View menu offers it."""
    action = window.actions_made["view.small_values"]
    menus = [one for one in window.findChildren(QMenu) if action in one.actions()]
    assert [one.title() for one in menus] == ["&View"]
    action.trigger()


def test_a_small_result_is_in_its_block_after_the_run(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    item = shown(make_window.shown(Document(page_of(1, 2.5, float("nan")))), qtbot)
    assert values_in(item) == "2, 5, nan"


def test_nine_elements_are_too_many(make_window: MakeWindow, qtbot: QtBot) -> None:
    item = shown(make_window.shown(Document(page_of(*range(9)))), qtbot)
    assert values_in(item) == ""


def test_long_numbers_do_not_widen_a_block_without_end(
    make_window: MakeWindow, qtbot: QtBot
) -> None:
    item = shown(make_window.shown(Document(page_of(*([-1.23456e-30] * 8)))), qtbot)
    assert values_in(item).startswith("-2.469e-30, -2.469e-30")
    assert values_in(item).endswith("…")
    assert item.layout.width < 360
    name = item.layout.outputs[0][3]
    assert name is not None
    assert name.box.left() > 0


def test_the_switch_hides_them_shows_them_and_is_remembered(
    make_window: MakeWindow, qtbot: QtBot, settings: Settings
) -> None:
    window = make_window.shown(Document(page_of(1, 2)))
    item = shown(window, qtbot)
    high = item.layout.height
    switch(window)
    assert values_in(item) == ""
    assert item.layout.height < high
    assert not settings.small_values
    assert values_in(shown(make_window.shown(Document(page_of(3))), qtbot)) == ""
    switch(window)
    assert values_in(item) == "2, 4"
    assert settings.small_values
