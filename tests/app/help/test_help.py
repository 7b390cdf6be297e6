"""F1 opens help on the selected block: words, formula, ports, attributes, a worked example."""

from __future__ import annotations

from html import unescape

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QToolButton, QWhatsThis
from pytestqt.qtbot import QtBot

from app import theme
from app.help import HelpView
from app.panel.block_view import BlockView
from app.window import MainWindow
from blocks.declaration.op import Op
from blocks.examples import example_path
from blocks.ops import OPS
from blocks.ops.reference import attribute_rule

LEFT = Qt.MouseButton.LeftButton


def f1(window: MainWindow) -> None:
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F1)


@pytest.fixture
def helped(window: MainWindow) -> HelpView:
    """The help, open on the gradient."""
    window.document.select(["dx"])
    f1(window)
    return window.helping.view


def test_f1_tells_all_about_the_selected_block(window: MainWindow, helped: HelpView) -> None:
    op = OPS["Conv2DBackpropInput"]
    assert window.help_dock.isVisible()
    words = helped.text.toPlainText()
    parts = [op.summary, op.formula, op.sizes]
    parts += [one.help for one in (*op.inputs, *op.outputs, *op.attributes)]
    parts += [attribute_rule(one) for one in op.attributes]
    for part in parts:
        assert part in words
    assert words.index(op.summary) < words.index(op.formula) < words.index("Attributes")


def test_the_example_shows_what_was_computed(helped: HelpView) -> None:
    lines = helped.text.toPlainText().split("gives")[-1]
    assert "float32 [1, 4, 4, 1]" in lines
    numbers = [word for word in lines.split() if word.isdigit()]
    assert numbers[:8] == ["1", "2", "10", "20", "3", "4", "30", "40"]


def test_it_follows_the_selection_while_it_is_seen(window: MainWindow, helped: HelpView) -> None:
    window.document.select(["input"])
    assert helped.op is OPS["Const"]
    window.help_dock.hide()
    window.document.select(["y"])
    assert helped.op is OPS["Const"]
    window.help_dock.show()
    assert helped.op is OPS["Conv2D"]


def test_without_a_selection_f1_lists_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    f1(window)
    (dialog,) = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert dialog.windowTitle() == "Keys"
    assert not window.help_dock.isVisible()
    dialog.reject()


def test_f1_in_the_palette_is_about_its_op(window: MainWindow, qtbot: QtBot) -> None:
    window.document.select(["dx"])
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.palette_dock.chooser.field, "permute")
    f1(window)
    assert window.helping.view.op is OPS["Transpose"]


def test_f1_in_the_pop_up_leaves_it_for_the_help(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window.canvas.view, Qt.Key.Key_Tab)
    popup = window.offers.popup
    qtbot.keyClicks(popup.chooser.field, "deconv")
    QTest.keyClick(popup.chooser.field, Qt.Key.Key_F1)
    assert not popup.isVisible()
    assert window.help_dock.isVisible()
    assert window.helping.view.op is OPS["Conv2DBackpropInput"]


def test_f1_in_a_field_brings_its_attribute_into_sight(window: MainWindow, qtbot: QtBot) -> None:
    window.document.select(["dx"])
    f1(window)
    view = window.helping.view
    assert view.text.verticalScrollBar().value() == 0
    panel = window.panel.view
    assert isinstance(panel, BlockView)
    panel.fields["dilations"].enter()
    f1(window)
    assert view.text.verticalScrollBar().value() > 100


def test_the_sign_beside_an_attribute_tells_its_rule_in_place(window: MainWindow) -> None:
    window.document.select(["dx"])
    sign = window.panel.findChild(QToolButton, "about padding")
    assert sign is not None
    attribute = OPS["Conv2DBackpropInput"].attribute("padding")
    assert attribute is not None
    label = sign.parentWidget()
    assert label is not None
    assert attribute_rule(attribute) in unescape(label.toolTip())
    QTest.mouseClick(sign, LEFT)
    told = [one for one in QApplication.topLevelWidgets() if one.inherits("QWhatsThat")]
    assert any(one.isVisible() for one in told)
    QWhatsThis.hideText()


def test_the_example_is_put_on_the_page_in_one_step(window: MainWindow, helped: HelpView) -> None:
    page = window.document.page
    before = set(page.blocks)
    QTest.mouseClick(helped.insert, LEFT)
    added = set(page.blocks) - before
    assert len(added) == 4
    assert set(window.document.selection) == added
    assert window.document.problems() == ()
    seen = window.canvas.view.navigation.visible()
    assert seen.contains(window.canvas.rect_of(added).center())
    window.document.undo()
    assert set(page.blocks) == before


def test_the_example_page_is_opened(window: MainWindow, helped: HelpView, qtbot: QtBot) -> None:
    QTest.mouseClick(helped.open, LEFT)
    path = example_path(OPS["Conv2DBackpropInput"])
    qtbot.waitUntil(lambda: window.document.path == path)


def test_an_example_that_reads_a_file_is_opened_only(window: MainWindow) -> None:
    window.helping.show(OPS["ReadNpy"])
    view = window.helping.view
    assert view.open.isEnabled()
    assert not view.insert.isEnabled()
    assert "file" in view.insert.toolTip()


@pytest.mark.parametrize("op", OPS.values(), ids=lambda op: op.name)
def test_every_op_has_its_help(qtbot: QtBot, window: MainWindow, op: Op) -> None:
    window.helping.show(op)
    words = window.helping.view.text.toPlainText()
    assert words.startswith(op.name)
    assert "Example" in words


def test_it_takes_the_colours_of_the_theme(window: MainWindow, helped: HelpView) -> None:
    assert theme.DARK.dim in helped.text.toHtml()
    window.change_theme("light")
    assert theme.LIGHT.dim in helped.text.toHtml()
    assert theme.DARK.dim not in helped.text.toHtml()
