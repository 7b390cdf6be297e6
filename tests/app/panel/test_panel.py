"""The panel as a whole: what it shows, how it follows, and that the wheel leaves fields alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMetaMethod, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.panel import Panel
from app.panel.line_field import LineField
from blocks.ops import OPS
from blocks.page import Block, Page, Unread
from tests.app.panel.conftest import Answer, enter, entry, said


def turn_wheel(widget: QWidget, by: int) -> None:
    """A notch of the wheel over a widget, as it comes from the system."""
    window = widget.window()
    at = widget.mapTo(window, QPointF(widget.rect().center()))
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, by))


def line_field(panel: Panel) -> LineField:
    field = panel.findChild(LineField)
    assert isinstance(field, LineField)
    return field


def type_line(qtbot: QtBot, panel: Panel, text: str) -> None:
    editor = line_field(panel).editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


# ---- the wheel ---------------------------------------------------------------------------


def test_the_wheel_scrolls_and_changes_no_field(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.select(("dx",))
    panel.resize(300, 260)
    qtbot.waitUntil(lambda: panel.verticalScrollBar().maximum() > 100)
    before = document.page.blocks["dx"]
    fields = [panel.findChild(QComboBox, name) for name in ("padding", "data_format")]
    fields += [entry(panel, name) for name in ("strides height", "dilations width", "name")]
    panel.verticalScrollBar().setFocus()
    for field in fields:
        panel.ensureWidgetVisible(field)
        place = panel.verticalScrollBar().value()
        turn_wheel(field, -120)
        assert panel.verticalScrollBar().value() > place, field.objectName()
    assert document.page.blocks["dx"] is before
    assert entry(panel, "strides height").text() == "3"


def test_the_wheel_changes_the_field_that_has_the_focus(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.select(("dx",))
    choice = panel.findChild(QComboBox, "padding")
    choice.setFocus()
    turn_wheel(choice, -120)
    assert document.page.blocks["dx"].value("padding") == "VALID"
    width = entry(panel, "strides width")
    width.setFocus()
    turn_wheel(width, 120)
    assert width.text() == "3"
    qtbot.waitUntil(lambda: document.page.blocks["dx"].value("strides") == (1, 3, 3, 1))


# ---- the attrs line ----------------------------------------------------------------------


def test_the_line_follows_the_fields(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    editor = line_field(panel).editor
    assert "dilations_ = {1,1,1,1};" in editor.toPlainText()
    enter(qtbot, entry(panel, "dilations width"), "2")
    assert "dilations_ = {1,1,2,1};" in editor.toPlainText()
    document.undo()
    assert "dilations_ = {1,1,1,1};" in editor.toPlainText()


def test_the_fields_follow_the_line(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    type_line(qtbot, panel, "data_format_=NCHW;use_cudnn_on_gpu_=false;dilations_={1,1,2,3}")
    block = document.page.blocks["dx"]
    assert block.value("data_format") == "NCHW"
    assert block.value("strides") == (1, 1, 3, 2)
    assert block.value("dilations") == (1, 1, 2, 3)
    assert entry(panel, "dilations width").text() == "3"
    assert panel.findChild(QComboBox, "data_format").currentText() == "NCHW"
    assert "use_cudnn_on_gpu_ = false;" in line_field(panel).editor.toPlainText()
    document.undo()
    assert document.page.blocks["dx"].value("strides") == (1, 3, 2, 1)
    assert document.page.blocks["dx"].value("use_cudnn_on_gpu") is True


def test_a_wrong_line_is_marked_and_does_not_reach_the_page(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.select(("dx",))
    before = document.page.blocks["dx"]
    type_line(qtbot, panel, "data_format_ = NHCW")
    assert said(panel, "attrs reason") == "data_format_: 'NHCW' is none of NHWC, NCHW"
    assert line_field(panel).editor.property("wrong") is True
    assert document.page.blocks["dx"] is before
    qtbot.keyClick(line_field(panel).editor, Qt.Key.Key_Escape)
    assert said(panel, "attrs reason") == ""
    assert "NHWC" in line_field(panel).editor.toPlainText()


# ---- what files bring --------------------------------------------------------------------


def with_block(document: Document, block: Block) -> None:
    document.page.put_block(block, (0, 0))
    document.select((block.id,))


def test_an_unread_value_is_shown_and_mended(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    attrs = {"strides": Unread([1, "x", 1, 1], "number 2 is 'x'"), "padding": "SAME"}
    with_block(document, Block("odd", "Conv2D", OPS["Conv2D"], attrs))
    line = entry(panel, "strides")
    assert line.text() == '[1, "x", 1, 1]'
    assert said(panel, "strides reason") == "number 2 is 'x'"
    enter(qtbot, line, "[1, 0, 1, 1]")
    assert "number 2 is 0" in said(panel, "strides reason")
    enter(qtbot, line, "{1,2,1,1}")
    assert document.page.blocks["odd"].value("strides") == (1, 2, 1, 1)
    assert entry(panel, "strides height").text() == "2"
    document.undo()
    assert entry(panel, "strides").text() == '[1, "x", 1, 1]'


def test_an_attribute_that_the_op_does_not_have_can_be_removed(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    attrs = {"padding": "SAME", "strides": (1, 1, 1, 1), "colour": Unread("red", "no attribute")}
    with_block(document, Block("odd", "Conv2D", OPS["Conv2D"], attrs))
    assert entry(panel, "colour").isReadOnly()
    (remove,) = (one for one in panel.findChildren(QPushButton) if one.text() == "Remove")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert "colour" not in document.page.blocks["odd"].attrs
    left = panel.view.findChildren(QPushButton)
    assert "Remove" not in [one.text() for one in left]


def test_an_unknown_op_is_shown_as_it_came(panel: Panel, document: Document) -> None:
    with_block(document, Block("odd", "Wibble", None, {"sizes": Unread([1, 2], "?")}))
    assert said(panel, "title") == "Wibble"
    assert "no op of this name" in said(panel, "summary")
    assert entry(panel, "sizes").text() == "[1, 2]"
    assert entry(panel, "sizes").isReadOnly()


# ---- following ---------------------------------------------------------------------------


def test_header_and_ports(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    assert said(panel, "title") == "Conv2DBackpropInput"
    assert said(panel, "names") == "id dx \u00b7 Gradients/dx"
    source = panel.findChild(QLabel, "input filter")
    assert "float32 [2, 2, 2, 2]" in source.text()
    assert "filter.output" in source.text()
    assert "float32 [2, 2, 2, 2]" in panel.findChild(QLabel, "output output").text()
    document.page.disconnect(document.page.wires_into("dx", "filter")[0])
    assert "not wired" in source.text()
    assert "filter is not wired" in said(panel, "problems")
    document.undo()
    with qtbot.waitSignal(document.focus_requested) as asked:
        source.linkActivated.emit("filter")
    assert asked.args == [("filter",)]
    assert said(panel, "title") == "Const"


def test_what_comes_from_upstream_is_shown(panel: Panel, document: Document) -> None:
    document.select(("dx",))
    document.page.set_attr("sizes", "value", np.array([5, 2, 2, 2], "i4"))
    assert "batch" in said(panel, "problems")


def test_the_page_while_nothing_is_selected(panel: Panel, document: Document, qtbot: QtBot) -> None:
    assert said(panel, "count") == "6 blocks, 3 wires"
    enter(qtbot, entry(panel, "title of the page"), "Two gradients")
    assert document.page.title == "Two gradients"
    assert said(panel, "scope") == "scope Two_gradients"
    document.undo()
    assert entry(panel, "title of the page").text() == "Gradients"


def test_several_blocks(panel: Panel, document: Document) -> None:
    document.select(("dx", "filter"))
    assert said(panel, "title") == "2 blocks"


def test_groups_and_frames_are_counted_apart(panel: Panel, document: Document) -> None:
    page = document.page
    group, frame = page.groups.add((0, 0), "Group"), page.frames.add((0, 0), (90, 90), "Frame")
    document.select([*list(page.blocks)[:2], group, frame])
    assert said(panel, "title") == "2 blocks, 1 group, 1 frame"


def test_removing_the_block_while_typing(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("noise",))
    enter(qtbot, entry(panel, "seed"), "12", settle=False)
    document.page.remove_blocks(("noise",))
    assert said(panel, "title") == "Page"
    document.undo()
    assert document.page.blocks["noise"].value("seed") == 0


def test_a_new_make_drops_what_is_being_typed(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    attrs = {"strides": Unread("x", "no"), "padding": "SAME"}
    with_block(document, Block("odd", "Conv2D", OPS["Conv2D"], attrs))
    enter(qtbot, entry(panel, "name"), "half", settle=False)
    document.page.set_attr("odd", "strides", [1, 1, 1, 1])
    assert document.page.history.can_undo == "Set strides of odd"
    assert entry(panel, "name").text() == ""


def test_another_document(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    other = Document(Page("Other"))
    panel.set_document(other)
    for signal in (document.edited, document.checked, document.states_changed):
        assert not document.isSignalConnected(QMetaMethod.fromSignal(signal))
    assert said(panel, "scope") == "scope Other"
    document.select(("filter",))
    document.page.set_title("Changed")
    assert said(panel, "scope") == "scope Other"
    other.page.set_title("Third")
    assert said(panel, "scope") == "scope Third"


def test_every_op_has_a_panel(panel: Panel, document: Document) -> None:
    for name, op in OPS.items():
        block = document.page.add_block(name)
        document.select((block.id,))
        assert said(panel, "title") == name
        assert said(panel, "summary") == op.summary


def test_a_file(
    panel: Panel, document: Document, qtbot: QtBot, answer: Answer, tmp_path: Path
) -> None:
    folder = tmp_path / "page"
    folder.mkdir()
    np.save(folder / "photo.npy", np.zeros((3, 5), "f4"))
    np.save(folder.parent / "outside.npy", np.zeros(3))
    document.page.add_block("ReadNpy", id="photo")
    document.select(("photo",))
    (browse,) = (one for one in panel.view.findChildren(QPushButton) if one.text() == "Browse…")
    answer.path = folder / "photo.npy"
    qtbot.mouseClick(browse, Qt.MouseButton.LeftButton)
    assert "save the page first" in said(panel, "file reason")
    document.save(folder / "x.page.json")
    answer.path = folder.parent / "outside.npy"
    qtbot.mouseClick(browse, Qt.MouseButton.LeftButton)
    assert "not in the page's folder" in said(panel, "file reason")
    assert document.page.blocks["photo"].value("file") == "tensor.npy"
    answer.path = folder / "photo.npy"
    qtbot.mouseClick(browse, Qt.MouseButton.LeftButton)
    assert document.page.blocks["photo"].value("file") == "photo.npy"
    assert said(panel, "file note") == "float32 [3, 5]"
    enter(qtbot, entry(panel, "file"), "../outside.npy")
    assert "leaves the page's folder" in said(panel, "file reason")
    assert document.page.blocks["photo"].value("file") == "photo.npy"
