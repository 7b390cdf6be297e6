"""Formulas in the panel: typed, shown with their values, marked where they are wrong."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from app.document import Document
from app.panel import Panel
from blocks.page import Unread
from tests.app.panel.conftest import enter, entry, said


@pytest.fixture(autouse=True)
def variables(document: Document) -> None:
    document.page.variables.put("H", 6)
    document.page.variables.put("pad", "VALID")


@pytest.mark.parametrize("typed", ["H//2", "=H//2", " = H//2"])
def test_a_whole_number(typed: str, panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("noise",))
    line = entry(panel, "seed")
    enter(qtbot, line, typed, settle=False)
    assert said(panel, "seed note") == "H//2 = 3"
    assert document.page.blocks["noise"].value("seed") == 0
    qtbot.keyClick(line, "\r")
    assert document.page.blocks["noise"].value("seed") == 3
    assert document.page.blocks["noise"].formulas["seed"].replace(" ", "") == "=H//2"
    assert line.text() == "H//2"
    assert line.property("formula") is True
    document.page.variables.put("H", 10)
    assert said(panel, "seed note") == "H//2 = 5"
    assert line.text() == "H//2"
    document.undo()
    document.undo()
    assert document.page.blocks["noise"].value("seed") == 0
    assert line.text() == ""
    assert said(panel, "seed note") == ""
    assert line.property("formula") is False


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("K", "no variable K; there are H, pad"),
        ("H//", "column 4: the formula ends; a number, a name or ( was expected"),
        ("H/2", "3.0 is not a whole number; in a formula // and round() give one"),
        ("H//0", "6 // 0 divides by zero"),
        ("pad", "'VALID' is not a whole number"),
        ("1.5", "1.5 is not a whole number"),
    ],
)
def test_what_is_wrong_is_told_while_it_is_typed(
    typed: str, reason: str, panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.select(("noise",))
    line = entry(panel, "seed")
    enter(qtbot, line, typed, settle=False)
    assert reason in said(panel, "seed reason")
    assert line.property("wrong") is True
    qtbot.keyClick(line, "\r")
    assert document.page.blocks["noise"].value("seed") == 0
    assert line.text() == typed, "what was typed is not lost"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    assert said(panel, "seed reason") == ""


def test_a_vector(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("dx",))
    enter(qtbot, entry(panel, "strides height"), "H//2")
    assert document.page.blocks["dx"].value("strides") == (1, 3, 2, 1)
    assert document.page.blocks["dx"].formulas["strides"] == [1, "=H//2", 2, 1]
    assert said(panel, "strides note") == "[1, H//2 = 3, 2, 1] in NHWC order"
    enter(qtbot, entry(panel, "strides width"), "5")
    assert document.page.blocks["dx"].formulas["strides"] == [1, "=H//2", 5, 1]
    width = entry(panel, "strides width")
    enter(qtbot, width, "K+1")
    assert said(panel, "strides reason") == "width: no variable K; there are H, pad"
    assert (width.property("wrong"), width.text()) == (True, "K+1")
    assert not entry(panel, "strides height").property("wrong")
    qtbot.keyClick(width, Qt.Key.Key_Escape)
    reset = panel.findChild(QToolButton, "reset strides")
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert document.page.blocks["dx"].formulas == {}


def test_a_formula_follows_another_data_format(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.select(("dx",))
    enter(qtbot, entry(panel, "strides height"), "H//2")
    choice = panel.findChild(QComboBox, "data_format")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert document.page.blocks["dx"].formulas["strides"] == [1, 1, "=H//2", 2]
    assert said(panel, "strides note") == "[1, 1, H//2 = 3, 2] in NCHW order"


def test_a_formula_that_has_lost_its_value_is_mended_in_its_field(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.select(("dx",))
    enter(qtbot, entry(panel, "strides height"), "H//2")
    document.page.variables.put("H", 1)
    assert isinstance(document.page.blocks["dx"].attrs["strides"], Unread)
    height = entry(panel, "strides height")
    assert (height.text(), height.property("wrong")) == ("H//2", True)
    assert said(panel, "strides reason") == "height: 0; from 1 up is possible"
    assert not entry(panel, "strides width").property("wrong")
    document.page.variables.drop("H")
    assert said(panel, "strides reason") == "height: no variable H; there is pad"
    enter(qtbot, height, "4")
    assert document.page.blocks["dx"].value("strides") == (1, 4, 2, 1)
    assert said(panel, "strides reason") == ""


def test_a_choice_offers_the_variables_that_hold_one_of_its_words(
    panel: Panel, document: Document, qtbot: QtBot
) -> None:
    document.select(("dx",))
    choice = panel.findChild(QComboBox, "padding")
    assert [choice.itemText(at) for at in range(choice.count())][-1] == "=pad"
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_End)
    assert document.page.blocks["dx"].value("padding") == "VALID"
    assert document.page.blocks["dx"].formulas["padding"] == "=pad"
    assert said(panel, "padding note") == "pad = VALID"
    document.page.variables.put("pad", "NONE")
    assert "'NONE' is none of SAME" in said(panel, "padding reason")
    assert choice.currentText() == "=pad"
    qtbot.keyClick(choice, Qt.Key.Key_Home)
    assert document.page.blocks["dx"].value("padding") == "SAME"
    assert "=pad" not in [choice.itemText(at) for at in range(choice.count())]


def test_stepping_leaves_a_formula_alone(panel: Panel, document: Document, qtbot: QtBot) -> None:
    document.select(("noise",))
    line = entry(panel, "seed")
    enter(qtbot, line, "H*2")
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert line.text() == "H*2"
