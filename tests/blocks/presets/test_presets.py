"""Presets: plain files that come back as what was saved; broken ones are told and skipped."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import blocks
from blocks.editing import grouping
from blocks.errors import PageFileError
from blocks.page import Page
from blocks.presets import PresetRefused, Presets, is_preset_key


@pytest.fixture
def presets(tmp_path: Path) -> Presets:
    return Presets(tmp_path / "not there yet")


def page() -> Page:
    page = Page("A page")
    page.add_block("Const", {"value": np.ones((1, 4, 4, 1), np.float32)}, id="x")
    page.add_block("Const", {"value": np.ones((2, 2, 1, 1), np.float32)}, id="w", at=(0, 200))
    page.add_block("Conv2D", {"strides": [1, 2, 2, 1], "padding": "SAME"}, id="c", at=(300, 0))
    page.add_block("Relu", id="r", at=(600, 0))
    for source, target in (("x", "c.input"), ("w", "c.filter"), ("c", "r.features")):
        page.connect(f"{source}.output", target)
    return page


def test_a_preset_is_a_plain_file_and_comes_back_in_one_step(presets: Presets) -> None:
    presets.read()
    assert presets.all == ()
    preset = presets.save("Conv and Relu", page(), ["w", "c", "r"])
    assert preset.path == presets.folder / "Conv and Relu.preset.json"
    assert preset.summary == "3 blocks: Const, Conv2D, Relu"
    assert is_preset_key(preset.key)
    assert presets.get(preset.key) == preset
    data = json.loads(preset.path.read_text(encoding="utf-8"))
    assert data["format"] == "blockprop-fragment"
    other = Page()
    ids = presets.insert(preset, other, at=(100, 50))
    assert ids == ["w", "c", "r"]
    assert other.blocks["c"].value("strides") == (1, 2, 2, 1)
    assert [str(one) for one in other.wires] == [
        "w.output -> c.filter",
        "c.output -> r.features",
    ]
    assert min(other.position(id).x for id in ids) == 100
    assert other.history.can_undo == "Add Conv and Relu"
    again = presets.insert(preset, other)
    assert len({*ids, *again}) == 6
    other.history.undo()
    other.history.undo()
    assert not other.blocks
    assert other.history.can_undo is None


def test_a_group_is_saved_with_all_that_is_in_it(presets: Presets) -> None:
    of = page()
    group = grouping.group(of, ["c", "r"])
    of.variables.put("H", 2)
    of.set_attr("c", "strides", [1, "=H", "=H", 1])
    preset = presets.save("Stage", of, [group])
    other = Page()
    presets.insert(preset, other)
    assert list(other.groups) == [group]
    assert {id: other.members[id] for id in other.blocks} == {"c": group, "r": group}
    assert other.blocks["c"].formulas["strides"] == [1, "=H", "=H", 1]
    assert other.variables["H"] == 2
    nested = Page()
    nested.add_block("Relu", id="r0")
    outer = grouping.group(nested, ["r0"])
    presets.insert(preset, nested, group=outer)
    (inner,) = set(nested.groups) - {outer}
    assert nested.groups[inner].parent == outer


def test_names_are_those_of_files(presets: Presets) -> None:
    for name, reason in (
        ("", "needs a name"),
        ("  ", "needs a name"),
        ("a/b", "'/' cannot be in a name"),
        ("..", "no blank or point"),
        ("a:b", "':' cannot"),
        ("a\nb", "cannot be in a name"),
        ("nul", "no name of a file on every system"),
        ("x" * 81, "81 letters; 80 are possible"),
        ("\ud800", "not Unicode"),
    ):
        with pytest.raises(PresetRefused, match=reason):
            presets.save(name, page(), ["r"])
    assert not presets.folder.exists()
    assert presets.save("Größe 3×3", page(), ["r"]).name == "Größe 3×3"


def test_a_name_that_is_taken_is_replaced_only_on_purpose(presets: Presets) -> None:
    first = presets.save("One", page(), ["r"])
    before = first.path.read_bytes()
    with pytest.raises(PresetRefused, match="there is a preset named 'One' already"):
        presets.save("One", page(), ["c"])
    assert first.path.read_bytes() == before
    assert presets.has("One")
    assert presets.save("One", page(), ["c"], replace=True).summary == "Conv2D"


def test_rename_and_delete(presets: Presets) -> None:
    one = presets.save("One", page(), ["r"])
    two = presets.save("Two", page(), ["c"])
    with pytest.raises(PresetRefused, match="named 'Two' already"):
        presets.rename(one, "Two")
    presets.rename(one, "Three")
    assert [one.name for one in presets.all] == ["Three", "Two"]
    assert not one.path.exists()
    presets.delete(two)
    assert [one.name for one in presets.all] == ["Three"]
    with pytest.raises(PresetRefused, match=r"Two.preset.json cannot be deleted: No such file"):
        presets.delete(two)
    renamed = presets.all[0]
    presets.rename(renamed, "three")
    assert [one.name for one in presets.all] == ["three"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "line 1"),
        ("[]", "an object"),
        ('{"format": "other", "version": 1, "blocks": []}', "other"),
        ('{"format": "blockprop-fragment", "version": 1, "blocks": []}', "no block"),
        ('{"format": "blockprop-fragment", "version": 1, "blocks": [{"id": "a"}]}', "missing"),
    ],
)
def test_broken_files_are_told_and_skipped(presets: Presets, text: str, reason: str) -> None:
    presets.save("Good", page(), ["r"])
    (presets.folder / "bad.preset.json").write_text(text, encoding="utf-8")
    (presets.folder / "notes.txt").write_text("no preset", encoding="utf-8")
    presets.read()
    assert [one.name for one in presets.all] == ["Good"]
    (broken,) = presets.broken
    assert str(broken).startswith("bad.preset.json: ")
    assert reason in str(broken)


def test_a_file_that_broke_meanwhile_changes_nothing(presets: Presets) -> None:
    preset = presets.save("One", page(), ["r"])
    preset.path.write_text("{", encoding="utf-8")
    other = page()
    before = blocks.dumps(other)
    with pytest.raises(PageFileError):
        presets.insert(preset, other)
    assert blocks.dumps(other) == before


def test_a_page_in_the_folder_is_a_preset_and_unknown_ops_stay(presets: Presets) -> None:
    presets.folder.mkdir()
    odd = '{"format": "blockprop-page", "version": 1, "blocks": [{"id": "a", "op": "Wibble"}]}'
    (presets.folder / "Whole.page.json").write_text(odd, encoding="utf-8")
    presets.read()
    (preset,) = presets.all
    assert (preset.name, preset.summary) == ("Whole", "Wibble")
    other = Page()
    presets.insert(preset, other)
    assert other.blocks["a"].op is None


def test_presets_are_found_by_words(presets: Presets) -> None:
    presets.save("Stage one", page(), ["c", "r"])
    presets.save("Other", page(), ["x"])
    assert [one.name for one in presets.find("relu stage")] == ["Stage one"]
    assert [one.name for one in presets.find("presets")] == ["Other", "Stage one"]
    assert presets.find("nothing") == ()


def test_a_folder_that_cannot_be_written_is_told(presets: Presets, tmp_path: Path) -> None:
    (tmp_path / "not there yet").write_text("a file", encoding="utf-8")
    with pytest.raises(PresetRefused, match="cannot be saved"):
        presets.save("One", page(), ["r"])
