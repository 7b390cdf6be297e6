"""What must hold for any bytes whatever: the fuzzer's targets, and the tests'."""

from __future__ import annotations

from blocks.checking import Check
from blocks.errors import BlockpropError, PageFileError
from blocks.file import copy, dumps, holds_fragment, loads, paste, picture
from blocks.file.disk import LARGEST
from blocks.file.parse import decode
from blocks.file.state import State
from blocks.file.write import written
from blocks.page import Page

LONGEST_ERROR = 600


def anything(data: bytes) -> None:
    """Bytes as a file, and as what the clipboard holds. Raises AssertionError, or what the loader
    should not raise."""
    as_page(data)
    as_fragment(data)


def as_page(data: bytes) -> None:
    """A file is refused by one line, or is a page that is whole and is saved as it was."""
    try:
        if picture.is_picture(data):
            data = picture.page_in(data, LARGEST)
        text = decode(data)
        page = loads(text)
    except PageFileError as why:
        _is_one_line(why)
        return
    assert dumps(page) == text, "an unchanged page is saved as it was"
    canonical = written(State.of(page))
    again = loads(canonical)
    assert written(State.of(again)) == canonical, "canonical form says all of the page"
    for problem in Check(page).problems:
        assert str(problem)
    _survives_edits(page, text)


def as_fragment(data: bytes) -> None:
    """What is pasted is refused by one line and changes nothing, or is one edit."""
    text = data.decode("utf-8", "surrogateescape")
    if not holds_fragment(text):
        return
    page = Page("Here")
    page.add_block("Relu", id="a")
    page.history.clear()
    before = dumps(page)
    try:
        new = paste(page, text)
    except BlockpropError as why:
        _is_one_line(why)
        assert not page.history.is_dirty
        assert dumps(page) == before
        return
    assert set(new) <= {*page.blocks, *page.frames, *page.groups} - {"a"}
    assert new or len(page.blocks) == 1, "what was pasted can be selected"
    assert loads(dumps(page)).blocks.keys() == page.blocks.keys()
    if page.history.is_dirty:
        page.history.undo()
    assert set(page.blocks) == {"a"}
    assert not page.history.is_dirty


def _survives_edits(page: Page, text: str) -> None:
    fragment = copy(page, page.blocks)
    blocks = len(page.blocks)
    paste(page, fragment)
    assert len(page.blocks) == 2 * blocks
    page.remove_blocks(list(page.blocks))
    assert not page.blocks
    assert not page.wires
    while page.history.can_undo:
        page.history.undo()
    assert not page.history.is_dirty
    # What was pasted leaves its unknown keys behind, unwritten.
    assert written(State.of(page)) == written(State.of(loads(text)))


def _is_one_line(why: BlockpropError) -> None:
    words = str(why)
    assert words
    assert words.isprintable(), f"an error for a terminal: {words!r}"
    assert len(words) <= LONGEST_ERROR, f"{len(words)} characters: {words!r}"
