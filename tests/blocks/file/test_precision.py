"""The page's precision in its file: left out if it is the default, kept whatever it is."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from blocks.errors import PageFileError
from blocks.file import copy, dumps, loads, paste
from blocks.file.schema import schema
from blocks.page import Page, Unread

CHECKER = jsonschema.Draft202012Validator(schema())


def text(**more: Any) -> str:
    """A page file as somebody else formats it."""
    return json.dumps({"version": 1, "blocks": [], **more, "format": "blockprop-page"}, indent=3)


def test_it_stands_beneath_the_title_and_the_default_is_left_out() -> None:
    page = Page("t")
    before = dumps(page)
    assert "precision" not in before
    page.set_precision("highest")
    title = '  "title": "t",\n'
    assert dumps(page) == before.replace(title, title + '  "precision": "highest",\n')
    assert loads(dumps(page)).precision == "highest"
    page.set_precision("default")
    assert dumps(page) == before


@pytest.mark.parametrize("precision", ["default", "highest", "fast", None, 3, {"a": [1]}])
def test_an_unchanged_page_keeps_every_byte(precision: object) -> None:
    came = text(precision=precision)
    page = loads(came)
    assert dumps(page) == came
    page.set_title("u")
    page.set_precision("highest" if page.precision == "default" else "default")
    assert dumps(page) != came
    page.history.undo()
    page.history.undo()
    assert dumps(page) == came


def test_what_is_no_precision_is_kept_with_the_reason_and_saved_back() -> None:
    page = loads(text(precision=["later"]))
    reason = "['later'] is none of default, highest"
    assert page.unread_precision == Unread(["later"], reason)
    page.set_title("u")
    assert json.loads(dumps(page))["precision"] == ["later"]
    page.set_precision("highest")
    assert json.loads(dumps(page))["precision"] == "highest"
    page.history.undo()
    assert page.unread_precision == Unread(["later"], reason)


def test_what_could_not_be_written_again_is_not_read() -> None:
    deep = json.loads("[" * 101 + "]" * 101)
    with pytest.raises(PageFileError, match="more than 100 brackets") as caught:
        loads(text(precision=deep))
    assert caught.value.place == "precision"


def test_blocks_are_copied_without_it_and_a_pasted_page_does_not_bring_its_own() -> None:
    source = Page("s", precision="highest")
    source.add_block("Relu", id="a")
    assert "precision" not in copy(source, ["a"])
    page = Page("t")
    assert paste(page, dumps(source)) == ["a"]
    assert (page.title, page.precision) == ("t", "default")


def test_the_schema_takes_the_two_words_and_no_other() -> None:
    for word, fits in (("default", True), ("highest", True), ("fast", False), (1, False)):
        assert CHECKER.is_valid(json.loads(text(precision=word))) is fits
    assert CHECKER.is_valid(json.loads(text()))
