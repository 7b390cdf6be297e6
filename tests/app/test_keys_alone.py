"""The main job with no mouse: build sample page 1, wire it, run it, read a result. Every key goes
to whatever has the focus, as a keyboard's do."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.panel.tensor_window import TensorWindow
from app.window import MainWindow
from tests.app.making import MakeWindow

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key
SIXTEEN = "{{{{1,2},{3,4}},{{5,6},{7,8}}},{{{9,10},{11,12}},{{13,14},{15,16}}}}"
BLOCKS = ["Const", "Const", "Const", "Conv2D", "Conv2DBackpropInput"]
WIRES = [
    ("const", "", "conv2D.input"),
    ("const_1", "", "conv2D.filter"),
    ("const_1", "", "conv2DBackpropInput.filter"),
    ("const_2", "", "conv2DBackpropInput.input_sizes"),
    ("conv2D", "output", "conv2DBackpropInput.out_backprop"),
]


class Keyboard:
    """Someone who has nothing else."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    @property
    def at(self) -> QWidget:
        """What has the keys now."""
        popup = QApplication.activePopupWidget()
        found = popup.focusWidget() or popup if popup else QApplication.focusWidget()
        assert found is not None, "nothing has the keys"
        return found

    def press(self, key: Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.at, key, held)

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.at, text)

    def tab_to(self, name: str) -> None:
        """Press Tab until something of this name has the keys."""
        for _ in range(80):
            at = self.at
            words = {at.accessibleName(), at.objectName(), str(at.property("text") or "")}
            if name in words:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}")

    def add(self, op: str) -> str:
        """Add a block. Returns its id."""
        self.press(Key.Key_0, ALT)
        self.press(Key.Key_Tab)
        self.type(op)
        self.press(Key.Key_Return)
        (id,) = self.window.document.selection
        return id

    def go(self, id: str) -> None:
        """Go to a block in the outline, from the top down."""
        self.press(Key.Key_6, ALT)
        self.press(Key.Key_Home)
        for _ in self.window.document.page.blocks:
            if self.window.document.selection == (id,):
                return
            self.press(Key.Key_Down)
        assert self.window.document.selection == (id,)

    def wire(self, id: str, port: str, target: str) -> None:
        """Wire a block's output."""
        self.go(id)
        self.press(Key.Key_W)
        if port:
            self.type(f"output {port}")
            self.press(Key.Key_Return)
        self.type(target)
        self.press(Key.Key_Return)

    def run(self) -> None:
        self.press(Key.Key_F5)
        self.qtbot.waitUntil(lambda: not self.window.document.is_running, timeout=20_000)


@pytest.fixture
def keys(qtbot: QtBot, make_window: MakeWindow) -> Keyboard:
    window = make_window()
    window.resize(1400, 900)
    with qtbot.waitExposed(window):
        window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return Keyboard(qtbot, window)


def set_value(keys: Keyboard, id: str, value: str) -> None:
    keys.go(id)
    keys.press(Key.Key_2, ALT)
    keys.tab_to("value")
    keys.press(Key.Key_A, CTRL)
    keys.type(value)
    keys.press(Key.Key_Return)


def make_whole_numbers(keys: Keyboard, id: str) -> None:
    keys.go(id)
    keys.press(Key.Key_2, ALT)
    keys.tab_to("Edit…")
    keys.press(Key.Key_Space)
    (editor,) = keys.window.findChildren(TensorWindow)
    keys.qtbot.waitUntil(editor.isActiveWindow)
    keys.tab_to("dtype")
    keys.type("int32")
    keys.press(Key.Key_Escape)
    keys.qtbot.waitUntil(lambda: not editor.isVisible())
    with keys.qtbot.waitActive(keys.window):
        keys.window.activateWindow()  # what a window manager does


def set_attributes(keys: Keyboard, id: str) -> None:
    keys.go(id)
    keys.press(Key.Key_2, ALT)
    for name, text in (("strides height", "3"), ("strides width", "2")):
        keys.tab_to(name)
        keys.press(Key.Key_A, CTRL)
        keys.type(text)
        keys.press(Key.Key_Return)
    keys.tab_to("padding")
    keys.type("SAME")


def test_build_wire_run_and_read_without_a_mouse(keys: Keyboard) -> None:
    window = keys.window
    ids = [keys.add(op) for op in BLOCKS]
    assert len(set(ids)) == 5
    for id in ids[:2]:
        set_value(keys, id, SIXTEEN)
    make_whole_numbers(keys, ids[2])
    set_value(keys, ids[2], "2, 2, 2, 2")
    for id in ids[3:]:
        set_attributes(keys, id)
    for source, port, target in WIRES:
        keys.wire(source, port, target)
    assert window.document.problems() == ()
    keys.run()
    keys.go("conv2DBackpropInput")
    keys.press(Key.Key_3, ALT)
    assert keys.at is window.results.table.view
    assert read_cells(keys, 4) == ["1188", "2748", "4308", "5868"]


def read_cells(keys: Keyboard, count: int) -> list[str]:
    """What a screen reader says of the cells, one to the right after the other, line by line."""
    keys.press(Key.Key_Home, CTRL)
    view = keys.window.results.table.view
    said = []
    for _ in range(count):
        index = view.currentIndex()
        said.append(str(index.data()))
        keys.press(Key.Key_Right)
        if view.currentIndex() == index:
            keys.press(Key.Key_Home)
            keys.press(Key.Key_Down)
    return said


def test_every_dock_and_the_canvas_is_reached_by_a_key(keys: Keyboard) -> None:
    window = keys.window
    keys.add("Relu")
    for number, dock in enumerate(window.docks, 1):
        dock.hide()
        further = number > 9
        keys.press(Key(Key.Key_0 + number - 9 * further), ALT | SHIFT if further else ALT)
        assert dock.isVisible(), dock.objectName()
    for number, view in (
        (1, window.palette_dock.chooser.field),
        (3, None),
        (4, window.problems.list),
        (6, window.outline.view),
        (0, window.canvas.view),
    ):
        keys.press(Key(Key.Key_0 + number), ALT)
        assert view is None or keys.at is view


def test_tab_goes_through_the_panel_and_out_again(keys: Keyboard) -> None:
    keys.add("Conv2D")
    keys.press(Key.Key_2, ALT)
    seen = []
    for _ in range(60):
        seen.append(keys.at)
        keys.press(Key.Key_Tab)
    inside = [one for one in seen if keys.window.panel.isAncestorOf(one)]
    assert len(set(map(id, inside))) > 5
    assert len(inside) < len(seen), "Tab never leaves the panel"


def test_ctrl_and_arrows_go_from_block_to_block(keys: Keyboard) -> None:
    first, second = keys.add("Const"), keys.add("Relu")
    keys.wire(first, "", f"{second}.features")
    keys.press(Key.Key_0, ALT)
    keys.press(Key.Key_Left, CTRL)
    assert keys.window.document.selection == (first,)
    keys.press(Key.Key_Right, CTRL)
    assert keys.window.document.selection == (second,)
    keys.press(Key.Key_Right, CTRL)
    assert keys.window.status.currentMessage() == "There is no block further right"


def test_f2_renames(keys: Keyboard) -> None:
    id = keys.add("Relu")
    keys.press(Key.Key_F2)
    keys.press(Key.Key_A, CTRL)
    keys.type("rectify")
    keys.press(Key.Key_Return)
    assert keys.window.document.page.blocks[id].name == "rectify"
    assert keys.window.outline.model.row(0).name == "rectify"


def test_what_is_selected_is_said_of_the_canvas(keys: Keyboard) -> None:
    keys.add("Relu")
    said = QAccessible.queryAccessibleInterface(keys.window.canvas.view)
    assert said is not None
    words = said.text(QAccessible.Text.Description)
    assert re.match(r"relu, Relu; not run yet; takes features not wired", words)
