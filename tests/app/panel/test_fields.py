"""Every kind of editor, with keys and clicks: right values reach the page, wrong ones do not."""

from __future__ import annotations

from html import escape

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from app.document import Document
from app.panel import Panel
from app.panel.entries import Entry
from tests.app.panel.conftest import enter, entry, said


def test_a_choice(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    choice = panel.findChild(QComboBox, "padding")
    choice.setFocus()
    qtbot.keyClicks(choice, "V")
    assert document.page.blocks["dx"].value("padding") == "VALID"
    document.undo()
    assert document.page.blocks["dx"].value("padding") == "SAME"
    assert choice.currentText() == "SAME"


def test_a_flag(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    box = panel.findChild(QCheckBox, "use_cudnn_on_gpu")
    assert box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert document.page.blocks["dx"].value("use_cudnn_on_gpu") is False
    assert box.text() == "false"
    document.undo()
    assert box.isChecked()
    assert box.text() == "true"


def test_a_whole_number(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("noise",))
    line = entry(panel, "seed")
    assert (line.text(), line.placeholderText()) == ("", "0")
    enter(qtbot, line, "42")
    assert document.page.blocks["noise"].value("seed") == 42
    enter(qtbot, line, "4x")
    assert document.page.blocks["noise"].value("seed") == 42
    assert said(panel, "seed reason") == "'4x' is not a whole number"
    assert line.property("wrong") is True
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "42"
    assert said(panel, "seed reason") == ""
    assert line.property("wrong") is False
    enter(qtbot, line, "")
    assert document.page.blocks["noise"].value("seed") == 0
    assert "seed" not in document.page.blocks["noise"].attrs


def test_a_wrong_value_is_marked_while_it_is_typed(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.select(("noise",))
    enter(qtbot, entry(panel, "seed"), str(2**64), settle=False)
    assert "out of range" in said(panel, "seed reason")
    assert document.page.blocks["noise"].value("seed") == 0


def test_stepping_with_the_keys_is_one_edit(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("noise",))
    line = entry(panel, "seed")
    line.setFocus()
    for _ in range(3):
        qtbot.keyClick(line, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: document.page.blocks["noise"].value("seed") == 3, timeout=2000)
    document.undo()
    assert document.page.blocks["noise"].value("seed") == 0


def test_a_text(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    line = entry(panel, "name")
    assert line.placeholderText() == "dx"
    enter(qtbot, line, "gradient")
    assert document.page.blocks["dx"].name == "gradient"
    assert "Gradients/gradient" in said(panel, "names")
    enter(qtbot, line, "not good")
    assert "a name begins with" in said(panel, "name reason")
    enter(qtbot, line, "filter")
    assert "filter" in said(panel, "name reason")
    assert document.page.blocks["dx"].name == "gradient"


def test_a_window_vector(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    height, width = entry(panel, "strides height"), entry(panel, "strides width")
    assert (height.text(), width.text()) == ("3", "2")
    assert said(panel, "strides note") == "[1, 3, 2, 1] in NHWC order"
    enter(qtbot, width, "4", settle=False)
    assert said(panel, "strides note") == "[1, 3, 4, 1] in NHWC order"
    assert document.page.blocks["dx"].value("strides") == (1, 3, 2, 1)
    qtbot.keyClick(width, Qt.Key.Key_Tab)
    assert document.page.blocks["dx"].value("strides") == (1, 3, 4, 1)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("0", "height: 0; from 1"),
        ("2 3", "height: '2 3', not a whole number"),
        ("two", "height: no variable two; the page has none"),
    ],
)
def test_a_wrong_number_is_marked_in_its_cell(
    panel: Panel, document: Document, qtbot: QtBot, typed: str, reason: str
) -> None:
    document.select(("dx",))
    height, width = entry(panel, "strides height"), entry(panel, "strides width")
    enter(qtbot, height, typed)
    assert reason in said(panel, "strides reason")
    assert (height.property("wrong"), bool(width.property("wrong"))) == (True, False)
    assert document.page.blocks["dx"].value("strides") == (1, 3, 2, 1)
    enter(qtbot, width, "5")
    assert document.page.blocks["dx"].value("strides") == (1, 3, 2, 1)
    enter(qtbot, height, "2")
    assert document.page.blocks["dx"].value("strides") == (1, 2, 5, 1)
    assert said(panel, "strides reason") == ""


def test_three_dimensions(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("conv3",))
    for name, number in (("depth", "4"), ("height", "3"), ("width", "2")):
        enter(qtbot, entry(panel, f"strides {name}"), number)
    assert document.page.blocks["conv3"].value("strides") == (1, 4, 3, 2, 1)
    assert said(panel, "strides note") == "[1, 4, 3, 2, 1] in NDHWC order"


def test_explicit_paddings(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    top = panel.findChild(Entry, "explicit_paddings top")
    assert not top.isVisible(), "it takes room where it has no effect"
    assert not panel.findChild(QToolButton, "reset explicit_paddings").isVisible()
    choice = panel.findChild(QComboBox, "padding")
    choice.setFocus()
    qtbot.keyClicks(choice, "E")
    assert document.page.blocks["dx"].value("explicit_paddings") == (0,) * 8
    for side, number in (("top", "1"), ("bottom", "2"), ("left", "3"), ("right", "4")):
        enter(qtbot, entry(panel, f"explicit_paddings {side}"), number)
    assert document.page.blocks["dx"].value("explicit_paddings") == (0, 0, 1, 2, 3, 4, 0, 0)
    assert said(panel, "explicit_paddings note") == "[0, 0, 1, 2, 3, 4, 0, 0] in NHWC order"
    assert top.isVisible()
    enter(qtbot, entry(panel, "explicit_paddings top"), "-1")
    assert "top: -1" in said(panel, "explicit_paddings reason")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Home)
    assert document.page.blocks["dx"].value("explicit_paddings") == ()
    assert not top.isVisible()
    document.undo()
    assert document.page.blocks["dx"].value("explicit_paddings") == (0, 0, 1, 2, 3, 4, 0, 0)
    assert document.page.blocks["dx"].value("padding") == "EXPLICIT"


def test_another_data_format_takes_the_vectors_with_it(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.select(("dx",))
    document.page.set_attr("dx", "dilations", [1, 1, 2, 1])
    choice = panel.findChild(QComboBox, "data_format")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    block = document.page.blocks["dx"]
    assert block.value("data_format") == "NCHW"
    assert block.value("strides") == (1, 1, 3, 2)
    assert block.value("dilations") == (1, 1, 1, 2)
    assert entry(panel, "strides height").text() == "3"
    assert said(panel, "strides note") == "[1, 1, 3, 2] in NCHW order"
    assert document.page.history.can_undo == "Set data_format of dx"
    document.undo()
    assert document.page.blocks["dx"].value("strides") == (1, 3, 2, 1)
    assert said(panel, "strides note") == "[1, 3, 2, 1] in NHWC order"


def test_strides_along_the_batch_can_be_mended(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.page.set_attr("dx", "strides", [2, 3, 2, 1])
    document.select(("dx",))
    assert "batch" in said(panel, "problems")
    enter(qtbot, entry(panel, "strides batch"), "1")
    assert document.page.blocks["dx"].value("strides") == (1, 3, 2, 1)
    assert said(panel, "problems") == ""


def test_what_the_shape_rule_refuses_reaches_the_page_and_is_told(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.select(("dx",))
    assert said(panel, "problems") == ""
    enter(qtbot, entry(panel, "strides height"), "1")
    assert document.page.blocks["dx"].value("strides") == (1, 1, 2, 1)
    assert "height: input_sizes says 2" in said(panel, "problems")
    document.undo()
    assert said(panel, "problems") == ""


def test_the_button_sets_back(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    reset = panel.findChild(QToolButton, "reset strides")
    assert reset.isVisible()
    assert not panel.findChild(QToolButton, "reset dilations").isVisible()
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert document.page.blocks["dx"].value("strides") == (1, 1, 1, 1)
    assert not reset.isVisible()


def test_typing_survives_what_happens_elsewhere(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.select(("noise",))
    enter(qtbot, entry(panel, "seed"), "12", settle=False)
    document.page.set_attr("noise", "seed2", 5)
    assert entry(panel, "seed").text() == "12"
    assert entry(panel, "seed2").text() == "5"
    qtbot.keyClick(entry(panel, "seed"), "\r")
    assert document.page.blocks["noise"].value("seed") == 12


def test_labels_lead_to_their_fields_and_all_have_help(panel: Panel, document: Document) -> None:
    document.select(("dx",))
    op = document.page.blocks["dx"].op
    assert op is not None
    labels = {one.text(): one for one in panel.findChildren(QLabel)}
    for attribute in op.attributes:
        assert labels[attribute.name].buddy() is not None, attribute.name
        assert labels[attribute.name].buddy().accessibleName(), attribute.name
        assert escape(attribute.help) in labels[attribute.name].toolTip()


def test_a_problem_moves_no_field(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    panel.resize(320, 400)
    field = entry(panel, "strides height")
    place = field.mapTo(panel, QPoint(0, 0))
    enter(qtbot, field, "1")
    qtbot.waitUntil(lambda: panel.viewportMargins().bottom() > 0)
    assert field.mapTo(panel, QPoint(0, 0)) == place
    problems = panel.findChild(QLabel, "problems")
    lower_edge = problems.mapTo(panel, QPoint(0, problems.height())).y()
    assert panel.viewport().geometry().bottom() < lower_edge <= panel.height()
    document.undo()
    qtbot.waitUntil(lambda: panel.viewportMargins().bottom() == 0)
