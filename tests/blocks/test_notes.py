"""What a page says to its readers, in the order in which it stands there."""

from __future__ import annotations

from blocks.notes import Piece, notes_of
from blocks.page import Page


def page_with_notes() -> Page:
    page = Page("Notes")
    page.add_block("Const", id="x")
    page.add_block("Relu", id="relu", at=(0, 300))
    page.add_block("Relu", {"name": "second"}, id="other", at=(0, 200))
    low = page.frames.add((0, 900), (300, 100), "Try")
    page.frames.alter(low, text="Select relu.\n\nThen x and second, not relux")
    page.frames.alter(page.frames.add((0, -200), (300, 100)), text="First")
    page.notes.write("relu", "below")
    page.notes.write("other", "above")
    return page


def test_frames_come_from_the_top_and_notes_of_blocks_after_them() -> None:
    said = notes_of(page_with_notes())
    assert [one.title for one in said] == ["", "Try", "second", "relu"]
    assert [one.is_of_block for one in said] == [False, False, True, True]


def test_words_that_name_a_block_stand_apart() -> None:
    tried = notes_of(page_with_notes())[1]
    assert tried.lines == (
        (Piece("Select "), Piece("relu", "relu"), Piece(".")),
        (Piece("Then x and "), Piece("second", "other"), Piece(", not relux")),
    )


def test_a_frame_without_words_says_nothing() -> None:
    page = Page("Silent")
    page.frames.add((0, 0), (300, 100))
    assert notes_of(page) == ()
