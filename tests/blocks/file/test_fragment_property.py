"""Whatever is on a page: a copy of it, pasted on an empty page, is the same."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.errors import BlockpropError
from blocks.file import copy, dumps, loads, paste
from blocks.page import Page
from tests.blocks.page.random_edits import edit


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_copy_pasted_on_an_empty_page_and_copied_again_is_the_same_text(
    data: st.DataObject,
) -> None:
    page = Page("from")
    for _ in range(data.draw(st.integers(3, 30))):
        edit(page, data)
    everything = [*page.blocks, *page.frames, *page.groups]
    if not everything:
        return
    chosen = data.draw(st.lists(st.sampled_from(everything), min_size=1, max_size=6))
    text = copy(page, chosen)
    other = Page("to")
    before = dumps(other)
    paste(other, text)
    everywhere = [*other.blocks, *other.frames, *other.groups]
    assert copy(other, everywhere) == text
    assert dumps(loads(dumps(other))) == dumps(other)
    other.history.undo()
    assert dumps(other) == before


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_copy_fits_beside_what_it_was_copied_from(data: st.DataObject) -> None:
    page = Page("both")
    for _ in range(data.draw(st.integers(3, 30))):
        edit(page, data)
    everything = [*page.blocks, *page.frames, *page.groups]
    if not everything:
        return
    chosen = data.draw(st.lists(st.sampled_from(everything), min_size=1, max_size=6))
    counts = [len(page.blocks), len(page.frames), len(page.groups), len(page.notes)]
    before = dumps(page)
    with suppress(BlockpropError):
        added = paste(page, copy(page, chosen))
        assert all(page.has_id(id) for id in added)
        assert len({*page.blocks, *page.frames, *page.groups}) > sum(counts[:3])
    if dumps(page) != before:
        page.history.undo()
    assert dumps(page) == before
