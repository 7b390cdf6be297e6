"""Pictures from the window: exported, copied, opened again, dropped, and compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from app.pictures.comparison import Comparison
from app.pictures.export_dialog import ExportDialog
from app.window import MainWindow
from blocks import file
from blocks.file import png
from blocks.page import Page
from tests.app.answers import Answers

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> Callable[[], ExportDialog]:
    """Opens the export dialog by its keys."""

    def opened() -> ExportDialog:
        QTest.keyClick(window, Qt.Key.Key_E, CTRL | SHIFT)
        found = [one for one in window.findChildren(ExportDialog) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    return opened


def click(widget: QWidget) -> None:
    """Left of the middle, where a radio button and a check box have their words."""
    QTest.mouseClick(widget, LEFT, pos=QPoint(12, widget.height() // 2))


def text(window: MainWindow) -> str:
    return file.dumps(window.document.page)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_an_exported_picture_opens_again_as_the_page(
    window: MainWindow,
    dialog: Callable[[], ExportDialog],
    ask: Answers,
    tmp_path: Path,
    kind: str,
) -> None:
    ask.save_path = tmp_path / "drawn"
    wanted = text(window)
    asked = dialog()
    click(asked.kind.button(kind))
    click(asked.go)
    path = tmp_path / f"drawn.{kind}"
    assert ask.suggested is not None
    assert ask.suggested.name == f"Gradient.{kind}"
    assert file.dumps(file.load(path)) == wanted
    if kind == "png":
        assert not QImage(str(path)).isNull()


def test_save_asks_for_another_file_and_leaves_the_picture(
    window: MainWindow, ask: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(png.with_page(_bare(), text(window)))
    before = path.read_bytes()
    window.open_path(path)
    assert window.document.path is None
    assert not window.document.is_dirty
    assert window.document.page.folder == tmp_path
    window.document.page.set_title("Changed")
    ask.save_path = tmp_path / "kept"
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    assert ask.suggested is not None
    assert ask.suggested == tmp_path / "Changed.page.json"
    assert window.document.path == tmp_path / "kept.page.json"
    assert path.read_bytes() == before


def test_the_page_can_be_left_out(
    window: MainWindow, dialog: Callable[[], ExportDialog], ask: Answers, tmp_path: Path
) -> None:
    ask.save_path = tmp_path / "drawn.png"
    asked = dialog()
    click(asked.inside)
    assert "cannot be opened as a page" in asked.note.text()
    click(asked.go)
    assert png.page_in(ask.save_path.read_bytes()) is None
    window.open_path(ask.save_path)
    assert "there is no page inside this picture" in ask.told[-1]
    assert window.document.page.title == "Gradient"


def test_the_scale_is_that_of_the_pixels(
    window: MainWindow, dialog: Callable[[], ExportDialog], ask: Answers, tmp_path: Path
) -> None:
    sizes = []
    for scale in (1.0, 3.0):
        ask.save_path = tmp_path / f"{scale:.0f}x.png"
        asked = dialog()
        click(asked.scale.button(scale))
        click(asked.go)
        sizes.append(QImage(str(ask.save_path)).width())
    assert sizes[1] == pytest.approx(3 * sizes[0], abs=3)


def test_the_selected_blocks_alone(
    window: MainWindow, dialog: Callable[[], ExportDialog], ask: Answers, tmp_path: Path
) -> None:
    whole = window.canvas.picture().size()
    ids = list(window.document.page.blocks)[:2]
    window.document.select(ids)
    ask.save_path = tmp_path / "some.png"
    asked = dialog()
    assert asked.what.value is True
    click(asked.go)
    assert list(file.load(ask.save_path).blocks) == ids
    assert QImage(str(ask.save_path)).width() < 2 * whole.width()
    assert window.document.selection == tuple(ids), "the selection is as it was"


def test_nothing_selected_means_the_page(dialog: Callable[[], ExportDialog]) -> None:
    asked = dialog()
    assert asked.what.value is False
    assert not asked.what.button(True).isEnabled()


def test_others_and_the_mark_of_the_selection_are_not_on_it(window: MainWindow) -> None:
    canvas, document = window.canvas, window.document
    (id, *others) = document.page.blocks
    bare = canvas.picture(1.0, only=[id])
    document.page.move_blocks({others[0]: document.page.position(id)})
    assert canvas.picture(1.0, only=[id]) == bare
    assert canvas.picture(1.0) != bare
    document.select([id])
    assert canvas.picture(1.0, only=[id]) == bare
    item = canvas.graph.item(id)
    other = canvas.graph.item(others[0])
    assert item is not None
    assert other is not None
    assert item.isSelected()
    assert other.opacity() == 1.0


def test_a_very_large_page_makes_a_picture_that_can_be_opened(window: MainWindow) -> None:
    window.document.page.add_block("Relu", at=(200_000, 100))
    image = window.canvas.picture(3.0)
    assert not image.isNull()
    assert image.width() <= 30_001


def test_a_picture_that_cannot_be_written_is_told(
    window: MainWindow, dialog: Callable[[], ExportDialog], ask: Answers, tmp_path: Path
) -> None:
    ask.save_path = tmp_path / "none" / "drawn.png"
    click(dialog().go)
    assert "The picture was not written" in ask.told[-1]


def test_an_empty_page_has_no_picture(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    assert not window.actions_made["file.export_picture"].isEnabled()
    assert not window.actions_made["edit.copy_as_picture"].isEnabled()


def test_copy_as_picture(window: MainWindow) -> None:
    window.canvas.view.setFocus()
    QTest.keyClick(window.canvas.view, Qt.Key.Key_C, CTRL | SHIFT)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    drawn = bytes(data.data("image/png").data())
    assert png.page_in(drawn) == text(window).encode()
    assert b"<svg" in bytes(data.data("image/svg+xml").data())


# ---- dropping ----------------------------------------------------------------------------------


def drop(window: MainWindow, paths: list[Path]) -> bool:
    """Drag files over the canvas and let go. Returns whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
    target = window.canvas.view.viewport()
    actions, left, none = Qt.DropAction.CopyAction, LEFT, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), actions, data, left, none)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    let_go = QDropEvent(QPointF(50, 50), actions, data, left, none, QEvent.Type.Drop)
    QApplication.sendEvent(target, let_go)
    return let_go.isAccepted()


def test_a_page_and_a_picture_dropped_are_opened(window: MainWindow, tmp_path: Path) -> None:
    page, picture = tmp_path / "a.page.json", tmp_path / "b.png"
    file.save(Page("Dropped"), page)
    picture.write_bytes(png.with_page(_bare(), file.dumps(Page("Inside"))))
    assert drop(window, [page])
    assert window.document.page.title == "Dropped"
    assert drop(window, [picture])
    assert window.document.page.title == "Inside"


def test_other_files_are_not_taken(window: MainWindow, tmp_path: Path) -> None:
    for paths in ([tmp_path / "a.txt"], [tmp_path / "a.png", tmp_path / "b.npy"]):
        assert not drop(window, paths)
    assert window.document.page.title == "Gradient"


# ---- comparing ---------------------------------------------------------------------------------


def test_compare_with_shows_words_and_picture(
    window: MainWindow, ask: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "before.page.json"
    file.save(window.document.page, path)
    window.document.page.set_attr("dx", "padding", "VALID")
    ask.open_path = path
    window.actions_made["file.compare_with"].trigger()
    shown = window.findChild(Comparison)
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    assert shown.windowTitle() == "before.page.json (on the disk) → Gradient (open)"
    top = shown.list.topLevelItem(0)
    assert top.text(0) == "block dx (Conv2DBackpropInput)"
    assert "SAME → VALID" in top.child(0).text(0)
    click(shown.copy)
    assert "~ block dx" in QGuiApplication.clipboard().text()
    image = shown.picture.grab().toImage()
    row = [image.pixel(x, image.height() // 2) for x in range(image.width())]
    assert len(set(row)) > 2, "blocks can be seen"
    buttons = shown.findChild(QDialogButtonBox)
    click(buttons.button(QDialogButtonBox.StandardButton.Close))
    assert not shown.isVisible()


def test_a_file_that_another_program_has_changed_is_compared(
    window: MainWindow, ask: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "mine.page.json"
    window.document.save(path)
    window.document.page.set_title("Mine")
    path.write_text(path.read_text().replace('"Gradient"', '"Theirs"'))
    ask.choices["The file has changed"] = "compare"
    QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    shown = window.findChild(Comparison)
    assert [str(one) for one in shown.entries] == ["~ title: Theirs → Mine"]
    asked = len(ask.asked)
    shown.close()
    assert len(ask.asked) == asked + 1, "what to do with the file is asked again"
    assert "Theirs" in path.read_text()


def test_a_line_leads_to_its_block(
    window: MainWindow, ask: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "before.page.json"
    file.save(window.document.page, path)
    window.document.page.add_block("Relu", id="far", at=(9000, 9000))
    window.pictures.compare(path)
    shown = window.findChild(Comparison)
    shown.picture.navigation.zoom_by(20)
    line = shown.list.topLevelItem(0)
    where = shown.list.visualItemRect(line).center()
    QTest.mouseClick(shown.list.viewport(), LEFT, pos=where)
    seen = shown.picture.navigation.visible()
    assert seen.contains(QPointF(9050, 9030))


def test_what_is_no_page_is_told(window: MainWindow, ask: Answers, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{")
    window.pictures.compare(path)
    assert "x.json was not opened" in ask.told[-1]


def test_the_same_page_has_no_difference(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "same.page.json"
    file.save(window.document.page, path)
    window.pictures.compare(path)
    shown = window.findChild(Comparison)
    assert shown.heading.text() == "Nothing differs"
    assert not shown.copy.isEnabled()


def _bare() -> bytes:
    from app.pictures.making import png as encoded

    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    return encoded(image)
