"""Undo and redo of everything, and what counts as unsaved."""

from __future__ import annotations

import pytest

from blocks.errors import EditRefused
from blocks.file import dumps
from blocks.page import Edit, Page


@pytest.fixture
def page() -> Page:
    page = Page("t")
    page.add_block("Relu", id="a")
    page.history.clear()
    return page


def test_undo_and_redo_are_announced_like_any_edit(page: Page) -> None:
    heard: list[Edit] = []
    page.changed.connect(heard.append)
    page.add_block("Relu", id="b")
    page.history.undo()
    page.history.redo()
    assert [edit.kind for edit in heard] == ["do", "undo", "redo"]
    assert {edit.label for edit in heard} == {"Add Relu"}
    assert heard[1].changes == (heard[0].changes[0].inverse(),)
    assert heard[2].changes == heard[0].changes


def test_labels_say_what_would_be_undone(page: Page) -> None:
    assert (page.history.can_undo, page.history.can_redo) == (None, None)
    page.set_title("u")
    assert (page.history.can_undo, page.history.can_redo) == ("Rename page", None)
    page.history.undo()
    assert (page.history.can_undo, page.history.can_redo) == (None, "Rename page")
    page.history.undo()
    page.history.redo()
    page.history.redo()
    assert page.title == "u"


def test_a_new_edit_drops_what_was_undone(page: Page) -> None:
    page.set_title("u")
    page.history.undo()
    page.move_blocks({"a": (1, 1)})
    assert page.history.can_redo is None


def test_a_block_comes_back_at_its_place_in_the_order(page: Page) -> None:
    for id in ("b", "c", "d"):
        page.add_block("Relu", id=id)
    before = dumps(page)
    page.remove_blocks(["b"])
    page.add_block("Relu", id="e")
    page.remove_blocks(["c"])
    assert list(page.blocks) == ["a", "d", "e"]
    for _ in range(3):
        page.history.undo()
    assert list(page.blocks) == ["a", "b", "c", "d"]
    assert dumps(page) == before
    page.add_block("Relu", id="f")
    assert list(page.blocks) == ["a", "b", "c", "d", "f"]


def test_the_page_is_dirty_exactly_when_it_differs_from_the_file(page: Page) -> None:
    history = page.history
    assert not history.is_dirty
    page.set_title("u")
    assert history.is_dirty
    history.undo()
    assert not history.is_dirty
    history.redo()
    history.mark_clean()
    assert not history.is_dirty
    history.undo()
    assert history.is_dirty
    history.redo()
    assert not history.is_dirty


def test_a_saved_state_that_cannot_be_reached_again_is_lost(page: Page) -> None:
    page.set_title("saved")
    page.history.mark_clean()
    page.history.undo()
    page.set_title("other")
    assert page.history.is_dirty
    page.history.undo()
    assert page.history.is_dirty
    page.history.mark_clean()
    assert not page.history.is_dirty


def test_saving_after_undoing_all_makes_the_beginning_clean(page: Page) -> None:
    page.set_title("u")
    page.history.mark_clean()
    page.history.undo()
    page.history.mark_clean()
    page.set_title("v")
    page.history.undo()
    assert not page.history.is_dirty


def test_undo_in_the_middle_of_an_edit_is_refused(page: Page) -> None:
    def much() -> None:
        with page.edit("Much"):
            page.add_block("Relu", id="b")
            page.history.undo()

    page.set_title("u")
    with pytest.raises(EditRefused, match="cannot undo in the middle of an edit"):
        much()
    assert page.title == "u"
    assert list(page.blocks) == ["a"]
    page.history.undo()
    assert page.title == "t"


def test_listeners_may_come_and_go_while_an_edit_is_told(page: Page) -> None:
    heard: list[str] = []

    def once(edit: Edit) -> None:
        heard.append("once")
        page.changed.disconnect(once)
        page.changed.connect(lambda edit: heard.append("later"))

    page.changed.connect(once)
    page.changed.connect(lambda edit: heard.append("always"))
    page.set_title("u")
    page.set_title("v")
    assert heard == ["once", "always", "always", "later"]
