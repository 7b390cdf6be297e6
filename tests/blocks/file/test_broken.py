"""A broken or hostile file gets one clear error with its place, at once."""

from __future__ import annotations

import json
import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blocks.errors import PageFileError
from blocks.file import dumps, load, loads
from blocks.page import Unread
from tests.blocks.file.refusing import GOOD, refused, with_change

LONG = "layout['\\x1b\\n" + "x" * 53 + "]"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", None, "the file is empty"),
        (" \n\t", None, "the file is empty"),
        ("nonsense", "line 1, column 1", "this begins with 'nonsense'; a page begins with {"),
        ("{", "line 1, column 2", "cut off"),
        ('{"format": "blockprop-page",\n  "ver', "line 2, column 3", "a text begins here"),
        ('{"a": 1,\n "b": }', "line 2, column 7", "a value is missing, before '}'"),
        ('{"a": 1 "b": 2}', "line 1, column 9", "a comma or a closing bracket is missing"),
        ('{"a": 1}\n{"b": 2}', "line 2, column 1", "something follows after the end"),
        ('{"a": 1,\n "b": [{"a": 2, "a": 3}]}', "line 2, column 17", "'a' comes twice"),
        ('{"a": [1,\n  NaN]}', "line 2, column 3", "NaN is no number in JSON"),
        ('{"a": -Infinity}', "line 1, column 7", "-Infinity is no number"),
        ('{"a": 1e999}', "line 1, column 7", "1e999 is too large"),
        ('{"a": -1' + "0" * 400 + ".5}", "line 1, column 7", "is too large"),
        ('{"a": ' + "9" * 5000 + "}", "line 1, column 7", "a number of 5,000 digits"),
        ('{"a": "\\ud800"}', "line 1, column 7", "half of a surrogate pair"),
        ('{"\\udfff": 1}', "line 1, column 2", "half of a surrogate pair"),
        ('{"a": "\ud800"}', "line 1, column 7", "half of a surrogate pair"),
        ("[" * 100_000, "line 1, column 101", "more than 100 brackets"),
        ('{"a":' * 100_000, "line 1, column 501", "more than 100 brackets"),
    ],
)
def test_what_is_not_json(text: str, place: str | None, words: str) -> None:
    error = refused(text)
    assert error.place == place
    assert words in error.message


DEEP = json.loads("[" * 101 + "]" * 101)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda raw: raw.update(x=DEEP), None),
        (lambda raw: raw["blocks"][1].update(x=DEEP), "blocks[1]"),
        (lambda raw: raw["blocks"][1].update(attrs={"x": DEEP}), "blocks[1].attrs"),
        (lambda raw: raw["blocks"][1].update(attrs={"name": {"x": DEEP}}), "blocks[1].attrs"),
        (lambda raw: raw["wires"][1].update(x=DEEP), "wires"),
        (lambda raw: raw["layout"]["a"].update(x=DEEP), "layout"),
        (lambda raw: raw["layout"].update(gone={"at": [0, 0], "x": DEEP}), "layout"),
    ],
)
def test_what_could_not_be_written_again_is_not_read(
    change: Callable[[dict[str, Any]], object], place: str | None
) -> None:
    error = refused(with_change(change))
    assert error.place == place
    assert "more than 100 brackets are open" in error.message


def test_what_is_just_not_too_deep_is_kept() -> None:
    text = with_change(lambda raw: raw.update(x=DEEP[0]))
    page = loads(text)
    page.set_title("edited")
    assert json.loads(dumps(page))["x"] == DEEP[0]


def test_a_flood_of_lists_is_refused_before_any_of_it_is_made() -> None:
    flood = '{"blocks": [' + "[]," * 3_000_000 + "[]]}"
    tracemalloc.start()
    try:
        with pytest.raises(PageFileError, match="3,000,003 lists and objects"):
            loads(flood)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_pairs_of_surrogates_are_letters() -> None:
    assert loads(with_change(lambda raw: raw.update(title="\U0001f600"))).title == "\U0001f600"


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda raw: raw.pop("format"), "format", '"format": "blockprop-page" is missing'),
        (lambda raw: raw.update(format="svg"), "format", "'svg'"),
        (lambda raw: raw.update(format="blockprop-fragment"), "format", "this is no page"),
        (lambda raw: raw.pop("version"), "version", "from 1 up is needed, not None"),
        (lambda raw: raw.update(version=True), "version", "not True"),
        (lambda raw: raw.update(version=0), "version", "not 0"),
        (lambda raw: raw.update(version=7), "version", "of version 7; this blockprop reads up to"),
        (lambda raw: raw.pop("blocks"), None, '"blocks" is missing'),
        (lambda raw: raw.update(title=3), "title", "a text is needed, not a whole number"),
        (lambda raw: raw.update(blocks={}), "blocks", "a list is needed, not an object"),
        (lambda raw: raw["blocks"].append(7), "blocks[3]", "an object {...} is needed"),
        (lambda raw: raw["blocks"][1].pop("op"), "blocks[1]", '"op" is missing'),
        (lambda raw: raw["blocks"][1].update(op=[]), "blocks[1].op", "a text is needed"),
        (lambda raw: raw["blocks"][2].update(id=5), "blocks[2].id", "a text is needed"),
        (lambda raw: raw["blocks"][2].update(id="a"), "blocks[2].id", "blocks[0] has it too"),
        (lambda raw: raw["blocks"][1].update(id="a b"), "wires[0].to", "there is no block 'b'"),
        (lambda raw: raw["blocks"].append({"id": "1", "op": "x"}), "blocks[3]", "'1' is no id"),
        (lambda raw: raw["blocks"].append({"id": "", "op": "x"}), "blocks[3]", "'' is no id"),
        (lambda raw: raw["blocks"][0].update(attrs=[]), "blocks[0].attrs", "an object {...}"),
        (lambda raw: raw["wires"].append("a"), "wires[2]", "an object {...} is needed"),
        (lambda raw: raw["wires"][1].pop("to"), "wires[1]", '"to" is missing'),
        (lambda raw: raw["wires"][1].update({"to": "c"}), "wires[1].to", "'block.port' is needed"),
        (lambda raw: raw["wires"][1].update({"to": "c.\x1b[2J"}), "wires[1].to", "'c.\\x1b[2J'"),
        (lambda raw: raw["wires"][1].update({"to": "c." + "x" * 999 + "!"}), "wires[1].to", "xx"),
        (lambda raw: raw["layout"].update({"\x1b\n" + "x" * 999: 1}), LONG, "an object {...}"),
        (lambda raw: raw["wires"][1].update({"to": "z.x"}), "wires[1].to", "no block 'z'"),
        (lambda raw: raw["wires"][0].update({"from": "z.y"}), "wires[0].from", "no block 'z'"),
        (
            lambda raw: raw["wires"].append({"from": "c.z", "to": "b.features"}),
            "wires[2]",
            "b.features has a wire already, from a.activations",
        ),
        (lambda raw: raw["wires"].append(raw["wires"][0]), "wires[2]", "wired already"),
        (lambda raw: raw["wires"][0].update({"to": "b.activations"}), "wires[0]", "is an output"),
        (lambda raw: raw["wires"][0].update({"from": "a.features"}), "wires[0]", "is an input"),
        (lambda raw: raw["wires"][0].update({"to": "a.features"}), "wires[0]", "to itself"),
        (lambda raw: raw.update(layout=[]), "layout", "an object {...} is needed"),
        (lambda raw: raw["layout"].update(a=[0, 0]), "layout.a", "an object {...} is needed"),
        (lambda raw: raw["layout"].update(a={}), "layout.a", '"at" is missing'),
        (lambda raw: raw["layout"].update(a={"at": [1]}), "layout.a.at", "2"),
        (lambda raw: raw["layout"].update(a={"at": [1, "2"]}), "layout.a.at[1]", "a number"),
        (lambda raw: raw["layout"].update(a={"at": [1, 1e300]}), "layout.a.at", "off the page"),
        (lambda raw: raw["layout"].update(zz={"at": [1, 10**4000]}), "layout.zz.at[1]", "range"),
    ],
)
def test_what_is_no_page(
    change: Callable[[dict[str, Any]], object], place: str | None, words: str
) -> None:
    error = refused(with_change(change))
    assert error.place == place
    assert words in error.message


@pytest.mark.parametrize("text", ["[]", "7", "null", '"page"', "true"])
def test_json_that_is_no_object(text: str) -> None:
    assert "this is no page: it holds" in refused(text).message


def test_a_cycle_is_told_with_its_way() -> None:
    def close(raw: dict[str, Any]) -> None:
        raw["wires"][1:] = [
            {"from": "b.activations", "to": "c.x"},
            {"from": "c.z", "to": "a.features"},
        ]

    error = refused(with_change(close))
    assert error.place == "wires[2]"
    assert "closes a cycle" in error.message
    assert {"a -> b -> c -> a", "b -> c -> a -> b", "c -> a -> b -> c"} & {
        error.message.partition("cycle: ")[2]
    }


@pytest.mark.parametrize(
    ("op", "attrs", "words"),
    [
        ("Const", {"value": {"dtype": "float32", "shape": [2**40], "data": []}}, "needs 1,099,511"),
        ("Const", {"value": {"dtype": "float32", "shape": [2**63, 2**63], "data": [1]}}, "numbers"),
        ("Const", {"value": {"dtype": "object", "shape": [], "data": [1]}}, "'object' is none of"),
        ("Const", {"value": {"dtype": "int8", "shape": [1], "data": [300]}}, "from -128 to 127"),
        ("Const", {"value": "__import__('os')"}, "a tensor is an object"),
        ("ReadNpy", {"file": "../secret.npy"}, "leaves the page's folder"),
        ("ReadNpy", {"file": "a/../../secret.npy"}, "leaves the page's folder"),
        ("ReadNpy", {"file": "/etc/passwd"}, "is not relative"),
        ("ReadNpy", {"file": "C:\\secret.npy"}, "is not relative"),
        ("ReadNpy", {"file": "..\\secret.npy"}, "leaves the page's folder"),
        ("ReadNpy", {"file": "a\0b"}, "is not the path of a file"),
    ],
)
def test_a_hostile_attribute_value_is_kept_and_never_used(
    op: str, attrs: dict[str, Any], words: str
) -> None:
    raw = GOOD | {"blocks": [{"id": "h", "op": op, "attrs": attrs}], "wires": []}
    page = loads(json.dumps(raw))
    ((name, value),) = page.blocks["h"].attrs.items()
    assert isinstance(value, Unread)
    assert words in value.reason
    assert value.raw == attrs[name]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf{}", "begins with a byte order mark"),
        ("{}".encode("utf-16"), "begins with the mark of UTF-16"),
        ("{}".encode("utf-16-le"), "byte 2 is zero; a page is a UTF-8 text"),
        ("{}".encode("utf-32"), "begins with the mark of UTF-16 or UTF-32"),
        (b"{\n\n\xff}", "line 3: byte 4 is not UTF-8"),
        (bytes(range(128, 256)), "not UTF-8"),
        (b"\x93NUMPY\x01\x00", "UTF-8 text"),
        (b"PK\x03\x04\x14\x00\x00", "is zero"),
    ],
)
def test_a_file_that_is_no_text(tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "x.page.json"
    file.write_bytes(data)
    with pytest.raises(PageFileError) as caught:
        load(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert words in str(caught.value)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    cases = {
        "missing": "there is no such file or folder",
        ".": "this is a folder, not a page",
        "pipe": "this is no ordinary file",
        "loop": "the links lead in a circle",
        "a\0b": "this is no path of a file",
        "x" * 300: "the name is too long",
    }
    for name, words in cases.items():
        with pytest.raises(PageFileError, match=words):
            load(tmp_path / name)
    with pytest.raises(PageFileError, match="this is no ordinary file"):
        load("/dev/zero")


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.page.json"
    file.write_text(json.dumps(GOOD))

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(PageFileError, match="cannot be read: there is no permission"):
        load(file)


def test_a_file_of_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "x.page.json"
    with file.open("wb") as sparse:
        sparse.truncate(8 * 1024**3)
    tracemalloc.start()
    with pytest.raises(PageFileError, match="the file has 8 GiB; a page may have 128 MiB"):
        load(file)
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()
    file.write_text(json.dumps(GOOD))
    size = file.stat().st_size
    assert load(file, largest=size).title == "t"
    with pytest.raises(PageFileError, match="a page may have"):
        load(file, largest=size - 1)
