"""Groups: made, looked at from each level, and taken apart to the very same page."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.checking import Check
from blocks.editing.grouping import demote, group, promote, remove, ungroup
from blocks.editing.levels import interface, items_at, level_of, port_labels, seen_from, shown_at
from blocks.errors import BlockpropError, EditRefused
from blocks.file import copy, dumps, loads, paste
from blocks.page import End, Page
from tests.blocks.page.random_edits import edit


def chain(count: int = 4) -> Page:
    """b0 -> b1 -> b2 ..., all Relu, fed by nothing."""
    page = Page("chain")
    for at in range(count):
        page.add_block("Relu", id=f"b{at}", at=(at * 100, at))
        if at:
            page.connect(f"b{at - 1}.activations", f"b{at}.features")
    return page


def test_a_group_shows_the_ports_that_wires_cross() -> None:
    page = chain()
    made = group(page, ["b1", "b2"])
    assert interface(page, made) == ((End("b1", "features"),), (End("b2", "activations"),))
    assert items_at(page, None) == ("b0", "b3", made)
    assert items_at(page, made) == ("b1", "b2")
    assert page.groups[made].at == (150, 2)


def test_a_port_stays_shown_when_its_wire_is_taken_away() -> None:
    page = chain()
    made = group(page, ["b1", "b2"])
    page.disconnect(page.wires_into("b1")[0])
    assert interface(page, made).inputs == (End("b1", "features"),)
    demote(page, End("b1", "features"))
    assert interface(page, made).inputs == ()
    promote(page, End("b1", "features"))
    assert interface(page, made).inputs == (End("b1", "features"),)


def test_levels_show_wires_between_what_stands_there() -> None:
    page = chain()
    made = group(page, ["b1", "b2"])
    outside, inside = seen_from(page, None), seen_from(page, made)
    assert [str(wire) for wire in outside.wires] == [
        "b0.activations -> b1.features",
        "b2.activations -> b3.features",
    ]
    assert outside.shown_by == {"b0": "b0", "b1": made, "b2": made, "b3": "b3"}
    assert [str(wire) for wire in inside.wires] == ["b1.activations -> b2.features"]
    assert [wire.source.block for wire in inside.into] == ["b0"]
    assert [wire.target.block for wire in inside.out_of] == ["b3"]


def test_groups_within_groups() -> None:
    page = chain(5)
    inner = group(page, ["b1", "b2"])
    outer = group(page, [inner, "b3"])
    assert page.groups.way(inner) == (outer, inner)
    assert level_of(page, "b1") == inner
    assert shown_at(page, "b1", None) == outer
    assert shown_at(page, "b1", outer) == inner
    assert shown_at(page, "b0", outer) is None
    assert page.groups.all_blocks(outer) == ("b1", "b2", "b3")
    assert interface(page, outer).outputs == (End("b3", "activations"),)
    ungroup(page, [outer])
    assert page.groups[inner].parent is None
    assert level_of(page, "b3") is None


def test_what_computes_knows_of_no_group() -> None:
    page = chain()
    before = Check(page).problems
    group(page, ["b1", "b2"])
    assert Check(page).problems == before


def test_what_cannot_be_grouped() -> None:
    page = chain()
    frame = page.frames.add((0, 0), (10, 10))
    made = group(page, ["b1"])
    before = dumps(page)
    for chosen in ([], [frame], ["b0", "b1"]):
        with pytest.raises(EditRefused):
            group(page, chosen)
    with pytest.raises(EditRefused):
        ungroup(page, ["b0"])
    with pytest.raises(EditRefused, match="within itself"):
        page.groups.alter(made, parent=made)
    assert dumps(page) == before


def test_a_group_goes_with_all_that_is_in_it() -> None:
    page = chain(5)
    outer = group(page, [group(page, ["b1", "b2"]), "b3"])
    page.frames.add((0, 0), (9, 9), group=outer)
    remove(page, [outer, "b0"])
    assert list(page.blocks) == ["b4"]
    assert not page.groups
    assert not page.frames
    page.history.undo()
    assert len(page.groups) == 2
    assert len(page.frames) == 1


def test_a_copied_group_is_a_group_of_its_own() -> None:
    page = chain()
    made = group(page, ["b1", "b2"], "Two")
    page.notes.write("b1", "first")
    new = paste(page, copy(page, [made]), at=(500, 500))
    assert new == ["group_1"]
    twin = page.groups["group_1"]
    assert (twin.title, tuple(twin.at)) == ("Two", (500, 500))
    blocks = page.groups.blocks("group_1")
    assert len(blocks) == 2
    assert page.notes[blocks[0]] == "first"
    assert {end.block for end in twin.ports} == set(blocks)
    assert page.groups[made].ports == (End("b1", "features"), End("b2", "activations"))


def test_pasting_into_an_open_group() -> None:
    page = chain()
    made = group(page, ["b1", "b2"])
    assert paste(page, copy(page, ["b0"]), group=made) == ["b0_1"]
    assert page.members["b0_1"] == made


def test_ports_of_one_name_are_told_apart() -> None:
    ends = (End("a", "x"), End("b", "x"), End("b", "y"))
    assert list(port_labels(ends).values()) == ["a.x", "b.x", "y"]


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_ungrouping_gives_the_same_page(data: st.DataObject) -> None:
    page = Page("random")
    for _ in range(data.draw(st.integers(3, 25))):
        edit(page, data)
    level = data.draw(st.sampled_from([None, *page.groups]))
    there = items_at(page, level)
    if not there:
        return
    before = dumps(page)
    chosen = data.draw(st.lists(st.sampled_from(there), min_size=1))
    with suppress(BlockpropError):
        made = group(page, chosen)
        assert dumps(loads(dumps(page))) == dumps(page)
        seen = seen_from(page, level)
        for block in page.blocks:
            assert seen.shown_by.get(block) == shown_at(page, block, level)
        assert set(ungroup(page, [made])) <= {*chosen}
        assert dumps(page) == before
        page.history.undo()
        page.history.undo()
        assert dumps(page) == before
