"""Whatever becomes of a page's file, it loads or is refused with one clear error."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.errors import PageFileError
from blocks.file import loads
from tests.blocks.file.refusing import SAMPLES, refused
from tests.work import growth


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_page_cut_off_anywhere_is_refused(sample: Path) -> None:
    text = sample.read_text().rstrip()
    for end in range(0, len(text), 7):
        error = refused(text[:end])
        assert error.place or not text[:end].strip()


MUTATIONS = [
    "",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "\\",
    "0",
    "-1",
    "1e999",
    "null",
    "\0",
    "\ud800",
]


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_page_with_anything_wrong_loads_or_is_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SAMPLES)).read_text()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(at + 30, len(text))))
        text = text[:at] + data.draw(st.sampled_from(MUTATIONS)) + text[end:]
    with suppress(PageFileError):
        loads(text)


@given(st.binary(max_size=64))
def test_any_bytes_are_a_page_or_refused(data: bytes) -> None:
    from blocks.file.parse import decode

    with pytest.raises(PageFileError):
        loads(decode(data))


@pytest.mark.parametrize("part", ["[", '{"a":', '"aaaaaaaaaa', '{"a": "' + "\\u0000" * 10])
def test_a_wrong_file_is_no_more_work_however_long_it_is(part: str) -> None:
    assert growth(lambda count: lambda: refused(part * count), 25_000) < 1.5
