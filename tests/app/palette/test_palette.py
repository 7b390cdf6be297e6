"""The palette finds ops by words and gives the one that is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import theme
from app.mime import OP_MIME
from app.palette import PaletteDock, PalettePopup
from blocks.ops import OPS

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def popup(qtbot: QtBot, dressed: None) -> Iterator[PalettePopup]:
    popup = PalettePopup()
    qtbot.addWidget(popup)
    yield popup
    popup.hide()


@pytest.fixture
def dock(qtbot: QtBot, dressed: None) -> PaletteDock:
    dock = PaletteDock()
    qtbot.addWidget(dock)
    dock.resize(240, 600)
    with qtbot.waitExposed(dock):
        dock.show()
    return dock


def test_without_words_every_op_is_listed_under_its_category(dock: PaletteDock) -> None:
    shown = dock.chooser.list
    assert sorted(shown.names()) == sorted(OPS)
    categories = {op.category for op in OPS.values()}
    assert shown.count() == len(OPS) + len(categories)


def test_words_in_any_order_and_enter_choose(qtbot: QtBot, popup: PalettePopup) -> None:
    chosen: list[str] = []
    popup.open_at(QPoint(100, 100), chosen.append)
    qtbot.keyClicks(popup.chooser.field, "grad conv")
    assert "Conv2DBackpropInput" in popup.chooser.list.names()
    QTest.keyClick(popup.chooser.field, Qt.Key.Key_Return)
    assert chosen == [popup.chooser.list.names()[0]]
    assert not popup.isVisible()


def test_arrows_move_through_the_list(qtbot: QtBot, popup: PalettePopup) -> None:
    chosen: list[str] = []
    popup.open_at(QPoint(100, 100), chosen.append)
    qtbot.keyClicks(popup.chooser.field, "conv2d")
    names = popup.chooser.list.names()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(popup.chooser.field, key)
    assert chosen == [names[1]]


def test_arrows_pass_over_headings_and_stop_at_the_ends(popup: PalettePopup) -> None:
    popup.open_at(QPoint(100, 100), lambda _: None)
    shown = popup.chooser.list
    first = shown.op
    assert first is not None
    assert first.name == shown.names()[0]
    QTest.keyClick(popup.chooser.field, Qt.Key.Key_Up)
    assert shown.op is first
    for _ in range(len(OPS) + 5):
        QTest.keyClick(popup.chooser.field, Qt.Key.Key_Down)
    last = shown.op
    assert last is not None
    assert last.name == shown.names()[-1]


def test_escape_closes_and_adds_nothing(qtbot: QtBot, popup: PalettePopup) -> None:
    chosen: list[str] = []
    popup.open_at(QPoint(100, 100), chosen.append)
    qtbot.keyClicks(popup.chooser.field, "relu")
    QTest.keyClick(popup.chooser.field, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert chosen == []


def test_it_opens_empty_each_time_and_within_the_screen(qtbot: QtBot, popup: PalettePopup) -> None:
    popup.open_at(QPoint(100, 100), lambda _: None)
    qtbot.keyClicks(popup.chooser.field, "relu")
    popup.hide()
    popup.open_at(QPoint(100_000, 100_000), lambda _: None)
    assert popup.chooser.field.text() == ""
    screen = popup.screen().availableGeometry()
    assert screen.contains(popup.frameGeometry())


@pytest.mark.parametrize("text", ["(", "[a", "\\", "?", "{1}"])
def test_signs_break_nothing(qtbot: QtBot, popup: PalettePopup, text: str) -> None:
    popup.open_at(QPoint(100, 100), lambda _: None)
    qtbot.keyClicks(popup.chooser.field, text)
    assert popup.chooser.list.names() == []
    assert popup.chooser.nothing.isVisible()
    QTest.keyClick(popup.chooser.field, Qt.Key.Key_Return)
    assert popup.isVisible()


def test_the_highlighted_op_is_previewed(qtbot: QtBot, popup: PalettePopup) -> None:
    popup.open_at(QPoint(100, 100), lambda _: None)
    qtbot.keyClicks(popup.chooser.field, "Conv2DBackpropInput")
    op, preview = OPS["Conv2DBackpropInput"], popup.chooser.preview
    assert preview.op is op
    words = unescape(preview.words.text())
    for part in (
        op.summary,
        op.formula,
        op.sizes,
        *(one.name for one in (*op.inputs, *op.outputs)),
    ):
        assert part in words
    QTest.keyClick(popup.chooser.field, Qt.Key.Key_Down)
    assert preview.op is OPS["Conv2DBackpropInputV2"]


def test_the_preview_draws_the_block_in_the_theme(qtbot: QtBot, popup: PalettePopup) -> None:
    popup.open_at(QPoint(100, 100), lambda _: None)
    qtbot.keyClicks(popup.chooser.field, "relu")
    picture = popup.chooser.preview.picture

    def colours() -> set[str]:
        image = picture.grab().toImage()
        wide, high = image.width(), image.height()
        return {image.pixelColor(x, y).name() for x in range(0, wide, 2) for y in range(0, high, 2)}

    category = OPS["Relu"].category
    assert {theme.DARK.canvas, theme.DARK.block, theme.DARK.category(category)} <= colours()
    theme.apply("light")
    assert {theme.LIGHT.canvas, theme.LIGHT.block, theme.LIGHT.category(category)} <= colours()


def test_where_no_op_is_found_there_is_nothing_to_preview(
    qtbot: QtBot, popup: PalettePopup
) -> None:
    popup.open_at(QPoint(100, 100), lambda _: None)
    qtbot.keyClicks(popup.chooser.field, "nonsense")
    assert popup.chooser.preview.op is None
    assert popup.chooser.preview.words.text() == ""


def test_a_double_click_in_the_dock_chooses(qtbot: QtBot, dock: PaletteDock) -> None:
    shown = dock.chooser.list
    row = next(row for row in range(shown.count()) if shown.item(row).text() == "Relu")
    shown.scrollToItem(shown.item(row))
    place = shown.visualItemRect(shown.item(row)).center()
    with qtbot.waitSignal(dock.chosen) as chosen:
        QTest.mouseClick(shown.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
        QTest.mouseDClick(shown.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert chosen.args == ["Relu"]


def test_a_dragged_op_carries_its_name(dock: PaletteDock) -> None:
    shown = dock.chooser.list
    data = shown.mimeData([shown.currentItem()])
    assert data.formats() == [OP_MIME]
    assert bytes(data.data(OP_MIME).data()).decode() == shown.names()[0]
