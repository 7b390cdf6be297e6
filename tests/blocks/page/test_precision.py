"""A page's precision: one word, set by one door, told and undone like any edit."""

from __future__ import annotations

import pytest

from blocks.errors import ValueRefused
from blocks.page import Edit, Page, PrecisionSet, Unread


def test_it_is_set_told_and_undone_like_any_edit() -> None:
    page = Page()
    edits: list[Edit] = []
    page.changed.connect(edits.append)
    assert page.precision == "default"
    page.set_precision("highest")
    assert page.precision == "highest"
    assert edits == [
        Edit("Set precision to highest", (PrecisionSet("default", "highest"),)),
    ]
    assert not edits[0].only_moves
    assert page.history.is_dirty
    page.history.undo()
    assert (page.precision, page.history.is_dirty) == ("default", False)
    page.history.redo()
    assert page.precision == "highest"
    page.set_precision("highest")
    assert len(edits) == 3


@pytest.mark.parametrize("raw", ["fast", "Highest", "", None, True, 1, ["highest"]])
def test_any_other_word_is_refused_and_changes_nothing(raw: object) -> None:
    page = Page(precision="highest")
    with pytest.raises(ValueRefused, match="is none of default, highest"):
        page.set_precision(raw)
    assert (page.precision, page.history.can_undo) == ("highest", None)


def test_one_that_was_not_read_is_default_until_another_is_set() -> None:
    unread = Unread("fast", "no such precision")
    page = Page(precision=unread)
    assert (page.precision, page.unread_precision) == ("default", unread)
    page.set_precision("default")
    assert (page.precision, page.unread_precision) == ("default", None)
    page.history.undo()
    assert page.unread_precision is unread
