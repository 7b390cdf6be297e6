"""The main job from end to end, with mouse and keys alone: build sample page 1 from an empty page,
run it, read the numbers off the result table, save, open again, undo everything."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from app.assets import sample_pages
from app.panel.entries import Entry
from app.panel.tensor_window import TensorWindow
from app.window import MainWindow
from blocks import file
from tests.app.answers import Answers
from tests.app.canvas.conftest import Hand
from tests.app.making import MakeWindow

CTRL = Qt.KeyboardModifier.ControlModifier
SIXTEEN = "{{{{1,2},{3,4}},{{5,6},{7,8}}},{{{9,10},{11,12}},{{13,14},{15,16}}}}"
FORWARD = [372, 408, 884, 984]
GRADIENT = [
    *(1188, 2748, 4308, 5868, 7428, 8988, 10548, 12108),
    *(2852, 6588, 10324, 14060, 17796, 21532, 25268, 29004),
]
PLACES = {
    "input": ("Const", QPoint(20, 60)),
    "filter": ("Const", QPoint(20, 240)),
    "input_sizes": ("Const", QPoint(20, 420)),
    "y": ("Conv2D", QPoint(200, 100)),
    "dx": ("Conv2DBackpropInput", QPoint(400, 250)),
    "session": ("ClientSession", QPoint(600, 250)),
}
WIRES = [
    ("input.output", "y.input"),
    ("filter.output", "y.filter"),
    ("input_sizes.output", "dx.input_sizes"),
    ("filter.output", "dx.filter"),
    ("y.output", "dx.out_backprop"),
    ("dx.output", "session.fetch_outputs"),
]


class User:
    """Someone at the window."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.view = window.canvas.view
        self.hand = Hand(window.canvas)
        self.ids: dict[str, str] = {}

    def add(self, name: str) -> None:
        """Search for an op at a place of the canvas and add it."""
        op, place = PLACES[name]
        self.view.setFocus()
        self.hand.move(place)
        QTest.keyClick(self.view, Qt.Key.Key_Tab)
        field = self.window.offers.popup.chooser.field
        self.qtbot.keyClicks(field, op)
        QTest.keyClick(field, Qt.Key.Key_Return)
        (self.ids[name],) = self.window.document.selection

    def wire(self, source: str, target: str) -> None:
        """Drag from port to port."""
        self.hand.drag(self.hand.output(self._end(source)), self.hand.input(self._end(target)))

    def select(self, name: str) -> None:
        """Click on a block."""
        item = self.window.canvas.graph.item(self.ids[name])
        assert item is not None
        self.hand.click(self.hand.title(self.ids[name]))
        assert self.window.document.selection == (self.ids[name],)

    def type_into(self, line: str, text: str) -> None:
        """Write into a line of the panel, then Enter."""
        (entry,) = (one for one in self.window.panel.findChildren(Entry, line) if one.isVisible())
        entry.setFocus()
        entry.selectAll()
        self.qtbot.keyClicks(entry, text)
        QTest.keyClick(entry, Qt.Key.Key_Return)

    def choose(self, name: str, option: str) -> None:
        """Pick an option by its first letters."""
        (box,) = self.window.panel.findChildren(QComboBox, name)
        box.setFocus()
        self.qtbot.keyClicks(box, option)

    def make_whole_numbers(self, name: str) -> None:
        """Give a tensor another dtype in its editor."""
        self.select(name)
        panel = self.window.panel
        (button,) = (one for one in panel.findChildren(QPushButton) if one.text() == "Edit…")
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        (editor,) = self.window.findChildren(TensorWindow)
        with self.qtbot.waitActive(editor):
            editor.activateWindow()
        editor.editor.dtype.setFocus()
        self.qtbot.keyClicks(editor.editor.dtype, "int32")
        with self.qtbot.waitActive(self.window):
            editor.close()
            self.window.activateWindow()

    def run(self) -> None:
        """Press F5 and wait."""
        QTest.keyClick(self.window, Qt.Key.Key_F5)
        assert self.window.document.is_running
        self.qtbot.waitUntil(lambda: not self.window.document.is_running, timeout=20_000)

    def numbers(self) -> list[float]:
        """What the result table shows, cell by cell."""
        model = self.window.results.table.model
        return [
            float(model.data(model.index(row, column)))
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]

    def _end(self, end: str) -> str:
        name, _, port = end.partition(".")
        return f"{self.ids[name]}.{port}"


@pytest.fixture
def user(qtbot: QtBot, make_window: MakeWindow) -> User:
    window = make_window()
    window.resize(1400, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return User(qtbot, window)


def build(user: User) -> None:
    """Everything but running."""
    for _ in range(4):
        QTest.keyClick(user.view, Qt.Key.Key_Minus, CTRL)
    for name in PLACES:
        user.add(name)
    for name in ("input", "filter"):
        user.select(name)
        user.type_into("value", SIXTEEN)
    user.make_whole_numbers("input_sizes")
    user.select("input_sizes")
    user.type_into("value", "2, 2, 2, 2")
    for name in ("y", "dx"):
        user.select(name)
        user.type_into("strides height", "3")
        user.type_into("strides width", "2")
        user.choose("padding", "SAME")
    for source, target in WIRES:
        user.wire(source, target)


def test_the_first_page_from_nothing_to_numbers_and_back(
    user: User, ask: Answers, tmp_path: Path
) -> None:
    build(user)
    document = user.window.document
    assert document.problems() == ()
    user.run()
    user.select("dx")
    assert user.numbers() == GRADIENT
    user.select("y")
    assert user.numbers() == FORWARD

    ask.save_path = tmp_path / "mine.page.json"
    QTest.keyClick(user.window, Qt.Key.Key_S, CTRL)
    assert user.window.windowTitle() == "[*]mine.page.json — blockprop"
    assert not user.window.isWindowModified()
    same_as_the_sample(tmp_path / "mine.page.json")

    while document.page.history.can_undo:
        QTest.keyClick(user.view, Qt.Key.Key_Z, CTRL)
    assert not document.page.blocks
    assert not document.page.wires
    assert not user.window.canvas.graph.items()
    assert user.window.isWindowModified()
    while document.page.history.can_redo:
        QTest.keyClick(user.view, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert not user.window.isWindowModified()
    user.select("dx")
    assert user.numbers() == GRADIENT, "the result comes back without another run"

    ask.open_path = ask.save_path
    QTest.keyClick(user.window, Qt.Key.Key_W, CTRL)  # else its tab would be shown
    QTest.keyClick(user.window, Qt.Key.Key_O, CTRL)
    QApplication.processEvents()
    assert user.window.document is not document
    assert len(user.window.canvas.graph.items()) == 6
    user.run()
    user.select("dx")
    assert user.numbers() == GRADIENT


def same_as_the_sample(path: Path) -> None:
    """The page that was built by hand says what the sample page says, whatever its ids are."""
    ours, sample = file.load(path), file.load(sample_pages()[0][1])
    assert sorted(one.op_name for one in ours.blocks.values()) == sorted(
        one.op_name for one in sample.blocks.values()
    )
    assert len(ours.wires) == len(sample.wires)
    for one in ours.blocks.values():
        if one.op_name in ("Conv2D", "Conv2DBackpropInput"):
            assert one.value("strides") == (1, 3, 2, 1)
            assert one.value("padding") == "SAME"
    for page in (ours, sample):
        values = [b.value("value") for b in page.blocks.values() if b.op_name == "Const"]
        assert sorted(value.size for value in values) == [4, 16, 16]
        assert sorted(str(value.dtype) for value in values) == ["float32", "float32", "int32"]
        assert all(
            np.array_equal(value.ravel(), np.arange(1, 17)) for value in values if value.size == 16
        )


@pytest.mark.parametrize(
    ("number", "block", "first", "last"),
    [
        (0, "dx", [1188, 2748], [25268, 29004]),
        (1, "dx", [488, 1620], [10824, 16580]),
        (2, "dx", [8840, 20536], [421928, 450520]),
    ],
)
def test_the_sample_pages_give_the_documented_numbers_in_the_window(
    user: User, number: int, block: str, first: list[float], last: list[float]
) -> None:
    user.window.menus.file.samples.aboutToShow.emit()
    user.window.menus.file.samples.actions()[number].trigger()
    QApplication.processEvents()
    user.run()
    user.ids[block] = block
    user.select(block)
    assert user.numbers()[:2] == first
    assert user.numbers()[-2:] == last
