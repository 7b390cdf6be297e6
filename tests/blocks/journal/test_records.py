"""Records are read back as they were written, up to the first that is not whole."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from blocks.journal.deltas import applied, difference
from blocks.journal.records import packed, unpacked

RECORDS = st.dictionaries(
    st.text(max_size=5),
    st.recursive(
        st.none() | st.integers() | st.text(st.characters(exclude_categories=())),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=5,
    ),
    max_size=3,
)


def read(data: bytes) -> list[dict[str, Any]]:
    return [record for record, _ in unpacked(data)]


@given(st.lists(RECORDS, max_size=5))
def test_what_is_written_is_read(records: list[dict[str, Any]]) -> None:
    data = b"".join(map(packed, records))
    assert data.count(b"\n") == len(records)
    assert read(data) == records
    assert [end for _, end in unpacked(data)][-1:] == ([len(data)] if records else [])


@given(st.lists(RECORDS, min_size=1, max_size=4), st.data())
def test_a_torn_tail_is_dropped(records: list[dict[str, Any]], data: st.DataObject) -> None:
    whole = b"".join(map(packed, records))
    at = data.draw(st.integers(0, len(whole) - 1))
    ends = [end for _, end in unpacked(whole)]
    assert read(whole[:at]) == records[: sum(end <= at for end in ends)]


@given(st.lists(RECORDS, min_size=1, max_size=4), st.data())
def test_nothing_after_a_damaged_byte_is_believed(
    records: list[dict[str, Any]], data: st.DataObject
) -> None:
    whole = bytearray(b"".join(map(packed, records)))
    at = data.draw(st.integers(0, len(whole) - 1))
    ends = [end for _, end in unpacked(bytes(whole))]
    whole[at] ^= data.draw(st.integers(1, 255))
    assert read(bytes(whole)) == records[: sum(end <= at for end in ends)]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    read(data)


LINES = st.lists(st.sampled_from(["a", "b", "c", "", "d d"]), max_size=12)


@given(LINES, LINES)
def test_a_difference_leads_from_one_text_to_the_other(old: list[str], new: list[str]) -> None:
    assert applied(old, difference(old, new)) == new


def test_one_new_line_among_many_is_a_short_difference() -> None:
    old = [f"line {number}" for number in range(1000)]
    new = [*old[:500], "new", *old[500:990], *old[995:]]
    assert difference(old, new) == [[0, 500], "new", [500, 490], [995, 5]]
