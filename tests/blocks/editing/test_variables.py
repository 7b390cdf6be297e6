"""Variables as people type them, their uses, renaming and taking away."""

from __future__ import annotations

import pytest

from blocks import file
from blocks.editing.variables import read_source, remove_variable, source_text, uses_of
from blocks.errors import EditRefused
from blocks.page import Page, Unread


@pytest.fixture
def page() -> Page:
    page = Page("Variables")
    page.variables.put("H", 56)
    page.variables.put("half", "=H//2")
    page.variables.put("pad", "SAME")
    page.add_block("Conv2D", {"strides": [1, "=half", "=half", 1], "padding": "=pad"}, id="y")
    page.add_block(
        "Const", {"value": {"dtype": "int32", "shape": [2], "data": ["=H", 3]}}, id="sizes"
    )
    return page


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (" 16 ", 16),
        ("-3", -3),
        ("0.1", 0.1),
        ("1e-3", 0.001),
        ("5.", 5.0),
        ("true", True),
        ("SAME", "SAME"),
        ("NHWC", "NHWC"),
        ("H", "=H"),
        ("H*2", "=H*2"),
        ("2*3", "=2*3"),
        ("=H", "=H"),
        ("=K+", "=K+"),
        ("a text of words", "a text of words"),
        ("", ""),
        ("1e999", "1e999"),
    ],
)
def test_what_is_typed(text: str, source: object, page: Page) -> None:
    made = read_source(text, page.variables)
    assert (type(made), made) == (type(source), source)
    assert read_source(source_text(made), page.variables) == made


def test_uses(page: Page) -> None:
    assert uses_of(page, "H") == ("half", "sizes.value")
    assert uses_of(page, "half") == ("y.strides",)
    assert uses_of(page, "pad") == ("y.padding",)
    assert uses_of(page, "none") == ()


def test_renaming_is_one_edit_that_changes_no_value(page: Page) -> None:
    before = file.dumps(page)
    attrs = {id: dict(block.attrs) for id, block in page.blocks.items()}
    page.variables.rename("H", "height")
    assert dict(page.variables) == {"half": "=height//2", "height": 56, "pad": "SAME"}
    page.variables.rename("half", "step")
    assert page.blocks["y"].formulas["strides"] == [1, "=step", "=step", 1]
    assert page.blocks["sizes"].formulas["value"]["data"] == ["=height", 3]
    assert page.blocks["y"].attrs == attrs["y"]
    assert page.blocks["sizes"].attrs["value"].tolist() == [56, 3]
    page.history.undo()
    page.history.undo()
    assert file.dumps(page) == before
    page.history.redo()
    page.history.redo()
    assert page.variables["step"] == "=height//2"


def test_renaming_reaches_formulas_that_are_wrong(page: Page) -> None:
    page.add_block("RandomNormal", {"seed": "=H"}, id="noise")
    page.variables.put("H", 0.5)
    assert isinstance(page.blocks["noise"].attrs["seed"], Unread)
    page.variables.rename("H", "height")
    assert page.blocks["noise"].formulas["seed"] == "=height"
    unread = page.blocks["noise"].attrs["seed"]
    assert isinstance(unread, Unread)
    assert unread.raw == "=height"
    page.variables.put("height", 7)
    assert page.blocks["noise"].attrs["seed"] == 7


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("K", "L", "there is no variable 'K'"),
        ("H", "pad", "there is a variable pad already"),
        ("H", "max", "it has a meaning in formulas"),
        ("H", "2x", "cannot be a name"),
    ],
)
def test_a_name_that_cannot_be_changes_nothing(page: Page, old: str, new: str, says: str) -> None:
    before = file.dumps(page)
    with pytest.raises(EditRefused, match=says):
        page.variables.rename(old, new)
    assert file.dumps(page) == before


def test_a_variable_in_use_is_not_removed(page: Page) -> None:
    with pytest.raises(EditRefused, match=r"H is used by half, sizes\.value; change these first"):
        remove_variable(page, "H")
    page.set_attr("y", "padding", "VALID")
    remove_variable(page, "pad")
    assert "pad" not in page.variables
    page.variables.put("self", "=self")
    remove_variable(page, "self")
