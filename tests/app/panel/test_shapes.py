"""Notes on blocks; texts, colours and ports of frames and groups."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from app.document import Document
from app.panel.entries import Entry
from app.panel.panel import Panel
from app.panel.paragraph import Paragraph
from blocks.editing.grouping import group
from blocks.page import End


def field(panel: Panel, kind: type, name: str):  # type: ignore[no-untyped-def]
    found = panel.findChild(kind, name)
    assert found is not None
    return found


def test_a_note_is_written_and_undone(panel: Panel, document: Document) -> None:
    page = document.page
    id = next(iter(page.blocks))
    document.select((id,))
    note = field(panel, Paragraph, "note")
    note.setFocus()
    QTest.keyClicks(note, "why this")
    QTest.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.notes[id] == "why this"
    document.undo()
    assert id not in page.notes
    assert note.toPlainText() == ""


def test_escape_gives_back_what_was_there(panel: Panel, document: Document) -> None:
    page = document.page
    id = next(iter(page.blocks))
    page.notes.write(id, "kept")
    document.select((id,))
    note = field(panel, Paragraph, "note")
    note.setFocus()
    QTest.keyClicks(note, "other")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert note.toPlainText() == "kept"
    assert page.notes[id] == "kept"


def test_a_frame_has_title_and_colour(panel: Panel, document: Document, qtbot: QtBot) -> None:
    page = document.page
    frame = page.frames.add((0, 0), (100, 80), "Old")
    document.select((frame,))
    title = field(panel, Entry, "title of the frame")
    assert title.text() == "Old"
    title.selectAll()
    QTest.keyClicks(title, "New")
    QTest.keyClick(title, Qt.Key.Key_Return)
    assert page.frames[frame].title == "New"
    colour = field(panel, QComboBox, "colour of the frame")
    colour.setFocus()
    QTest.keyClick(colour, Qt.Key.Key_Down)
    assert page.frames[frame].colour == "blue"
    document.undo()
    document.undo()
    assert title.text() == "Old"


def test_ports_of_a_group_are_shown_and_hidden(panel: Panel, document: Document) -> None:
    page = document.page
    made = group(page, ["noise", "dx"])
    page.groups.alter(made, ports=())
    document.select((made,))
    free = next(box for box in panel.findChildren(QCheckBox) if not box.isChecked())
    needed = [box for box in panel.findChildren(QCheckBox) if not box.isEnabled()]
    assert all(box.isChecked() for box in needed)
    free.setFocus()
    QTest.keyClick(free, Qt.Key.Key_Space)
    block, _, port = free.objectName().partition(".")
    assert page.groups[made].ports == (End(block, port),)
    QTest.keyClick(free, Qt.Key.Key_Space)
    assert page.groups[made].ports == ()
