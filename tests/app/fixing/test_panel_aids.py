"""The panel: fixes below, live pads with "Make explicit", the picker of input sizes, and what
follows data_format; by mouse and by keys."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.fixing.fix_list import FixButton
from app.panel import Panel
from app.panel.entries import Choice
from tests.app.fixing.pages import sizes_of

LEFT = Qt.MouseButton.LeftButton


def fix_buttons(panel: Panel) -> list[FixButton]:
    return [one for one in panel.findChildren(FixButton) if one.isVisible()]


def said(panel: Panel, name: str) -> str:
    """What the label of that name shows; empty if it is hidden."""
    (label,) = panel.findChildren(QLabel, name)
    return label.text() if label.isVisible() else ""


def choice(panel: Panel, name: str) -> Choice:
    found = [one for one in panel.findChildren(Choice, name) if one.isVisible()]
    assert len(found) == 1, name
    return found[0]


def button(panel: Panel, text: str) -> QPushButton:
    (found,) = (one for one in panel.findChildren(QPushButton) if one.text() == text)
    return found


def tab_to(start: QWidget, goal: QWidget) -> None:
    """Press Tab until the goal has the focus."""
    start.setFocus()
    for _ in range(60):
        here = QApplication.focusWidget()
        if here is goal:
            return
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {goal.objectName()}")


# ---- fixes -------------------------------------------------------------------------------------


def test_a_click_below_mends_the_block(panel: Panel, document: Document) -> None:
    first = fix_buttons(panel)[0]
    assert first.fix.words == "Set input_sizes to [1, 7, 8, 3], as input has"
    QTest.mouseClick(first, LEFT)
    assert sizes_of(document.page) == [1, 7, 8, 3]
    assert fix_buttons(panel) == []
    document.undo()
    assert fix_buttons(panel)[0].fix == first.fix
    assert document.page.history.can_undo is None


def test_tab_leads_to_the_fixes(panel: Panel, document: Document) -> None:
    wanted = fix_buttons(panel)[1]
    tab_to(choice(panel, "padding"), wanted)
    QTest.keyClick(wanted, Qt.Key.Key_Space)
    assert document.problems() == ()
    assert document.page.history.can_undo == wanted.fix.words
    here = QApplication.focusWidget()
    assert here is not None
    assert panel.view.isAncestorOf(here)


def test_in_a_low_panel_the_text_is_cut_and_no_button(panel: Panel) -> None:
    panel.resize(330, 260)
    foot = fix_buttons(panel)[0].parentWidget().parentWidget()
    assert foot.height() <= 130
    for one in fix_buttons(panel):
        bottom = one.mapTo(foot, one.rect().bottomLeft()).y()
        assert bottom < foot.height()
        assert one.height() >= one.sizeHint().height()


def test_no_fix_for_what_nothing_can_mend(panel: Panel, document: Document) -> None:
    document.page.add_block("Relu", id="open")
    document.select(["open"])
    assert "not wired" in said(panel, "problems")
    assert fix_buttons(panel) == []


# ---- pads --------------------------------------------------------------------------------------


def test_pads_follow_every_edit(panel: Panel, document: Document) -> None:
    document.select(["y"])
    assert said(panel, "pads") == "SAME: top 1, bottom 1, left 0, right 1"
    document.page.set_attr("input", "value", np.ones((1, 8, 8, 3), np.float32))
    assert said(panel, "pads") == "SAME: top 0, bottom 1, left 0, right 1"
    document.page.set_attr("y", "dilations", [1, 3, 1, 1])
    assert said(panel, "pads") == "SAME: top 2, bottom 3, left 0, right 1"
    document.page.set_attr("y", "padding", "VALID")
    assert said(panel, "pads") == "VALID: no padding"
    document.page.disconnect(document.page.wires_into("y", "input")[0])
    document.page.set_attr("y", "padding", "SAME")
    assert said(panel, "pads") == "SAME: height not known yet, width not known yet"
    assert not button(panel, "Make explicit").isVisible()


def test_one_click_makes_them_explicit(panel: Panel, document: Document) -> None:
    document.select(["y"])
    QTest.mouseClick(button(panel, "Make explicit"), LEFT)
    block = document.page.blocks["y"]
    assert block.value("padding") == "EXPLICIT"
    assert block.value("explicit_paddings") == (0, 0, 1, 1, 0, 1, 0, 0)
    assert said(panel, "pads") == ""
    assert document.page.history.can_undo == "Make padding of y explicit"
    document.undo()
    assert document.page.history.can_undo is None
    assert said(panel, "pads") == "SAME: top 1, bottom 1, left 0, right 1"


def test_explicit_by_keys(panel: Panel, document: Document) -> None:
    document.select(["y"])
    wanted = button(panel, "Make explicit")
    tab_to(choice(panel, "padding"), wanted)
    QTest.keyClick(wanted, Qt.Key.Key_Space)
    assert document.page.blocks["y"].value("padding") == "EXPLICIT"


def test_other_blocks_have_no_pads(panel: Panel, document: Document) -> None:
    document.select(["input"])
    assert panel.findChildren(QLabel, "pads") == []


# ---- the picker --------------------------------------------------------------------------------


def test_every_legal_size_can_be_picked_by_keys(panel: Panel, document: Document) -> None:
    height, width = choice(panel, "input height"), choice(panel, "input width")
    assert [height.itemText(at) for at in range(height.count())] == [
        "7 \u2013 forward op",
        "8 \u2013 Keras",
    ]
    assert width.itemText(1) == "8 \u2013 forward op"
    assert height.currentIndex() == -1
    assert height.placeholderText() == "9 does not fit"
    tab_to(choice(panel, "padding"), height)
    QTest.keyClick(height, Qt.Key.Key_Down)
    assert sizes_of(document.page) == [1, 7, 8, 3]  # the width that is nearest to 9
    assert document.problems() == ()
    QTest.keyClick(height, Qt.Key.Key_Down)
    assert sizes_of(document.page) == [1, 8, 8, 3]
    document.undo()
    document.undo()
    assert document.page.history.can_undo is None
    assert said(panel, "legal sizes").endswith(
        "y, the forward op on this page, used 7 \u00d7 8; Keras would make 8 \u00d7 8."
    )


def test_with_strides_of_one_there_is_one_size(panel: Panel, document: Document) -> None:
    for id in ("dx", "y"):
        document.page.set_attr(id, "strides", [1, 1, 1, 1])
    assert choice(panel, "input height").count() == 1
    assert said(panel, "legal sizes").startswith("With these strides one input size alone")


def test_a_picker_needs_filter_and_out_backprop(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.page.disconnect(document.page.wires_into("dx", "filter")[0])
    assert said(panel, "legal sizes") == ""
    document.undo()
    qtbot.waitUntil(lambda: bool(panel.findChild(Choice, "input height").isVisible()))


def test_a_tensor_that_gives_the_sizes_is_told_of_only(panel: Panel, document: Document) -> None:
    page = document.page
    page.add_block("Conv2DBackpropInputV2", {"strides": [1, 2, 2, 1], "padding": "SAME"}, id="two")
    page.connect("filter.output", "two.filter")
    page.connect("y.output", "two.out_backprop")
    document.select(["two"])
    assert said(panel, "legal sizes") == "Height 7 or 8 would fit. Width 7 or 8 would fit."
    assert not [one for one in panel.findChildren(Choice) if "input" in one.objectName()]


# ---- data_format -------------------------------------------------------------------------------


def choose(panel: Panel, name: str, key: Qt.Key) -> None:
    box = choice(panel, name)
    box.setFocus()
    QTest.keyClick(box, key)


def test_what_follows_data_format_is_told_and_can_be_left(panel: Panel, document: Document) -> None:
    page = document.page
    page.set_attr("sizes", "value", np.array([1, 7, 8, 3], np.int32))
    page.history.clear()
    choose(panel, "data_format", Qt.Key.Key_Down)
    assert (
        said(panel, "followed") == "strides and input_sizes follow data_format, in NCHW order now."
    )
    assert sizes_of(page) == [1, 3, 7, 8]
    assert page.blocks["dx"].value("strides") == (1, 1, 2, 2)
    alone = button(panel, "Only data_format")
    tab_to(choice(panel, "data_format"), alone)
    QTest.keyClick(alone, Qt.Key.Key_Space)
    assert page.blocks["dx"].value("data_format") == "NCHW"
    assert page.blocks["dx"].value("strides") == (1, 2, 2, 1)
    assert sizes_of(page) == [1, 7, 8, 3]
    assert said(panel, "followed") == ""
    document.undo()
    assert page.history.can_undo is None


def test_undo_stands_beside_it(panel: Panel, document: Document) -> None:
    document.page.set_attr("sizes", "value", np.array([1, 7, 8, 3], np.int32))
    before = document.page.history.can_undo
    choose(panel, "data_format", Qt.Key.Key_Down)
    QTest.mouseClick(button(panel, "Undo"), LEFT)
    assert document.page.blocks["dx"].value("data_format") == "NHWC"
    assert sizes_of(document.page) == [1, 7, 8, 3]
    assert document.page.history.can_undo == before
    assert said(panel, "followed") == ""


def test_the_next_edit_ends_the_offer(panel: Panel, document: Document) -> None:
    choose(panel, "data_format", Qt.Key.Key_Down)
    assert "follow" in said(panel, "followed")
    document.page.set_title("Another")
    assert said(panel, "followed") == ""


def test_a_block_with_nothing_to_follow_says_nothing(panel: Panel, document: Document) -> None:
    document.page.add_block("Conv2D", id="plain")
    document.select(["plain"])
    choose(panel, "data_format", Qt.Key.Key_Down)
    assert document.page.blocks["plain"].value("data_format") == "NCHW"
    assert said(panel, "followed") == ""
