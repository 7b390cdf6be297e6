"""Pages of every version that was ever written open, for ever. Files are only added to `pages/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks.checking import Check
from blocks.file import dumps, entries, load, loads
from blocks.file.migrate import version
from blocks.file.state import State
from blocks.file.write import written
from blocks.page import Page

PAGES = sorted((Path(__file__).parent / "pages").glob("version_*.page.json"))
EVERY_KEY = Path(__file__).parent / "pages" / "version_1_every_key.page.json"


def version_of(path: Path) -> int:
    return int(path.name.split("_")[1])


def test_there_are_pages_of_every_version() -> None:
    assert {version_of(path) for path in PAGES} == set(range(1, version() + 1))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name.split(".")[0])
def test_it_opens_and_stays_as_it_is_until_it_is_edited(path: Path) -> None:
    page = load(path)
    assert dumps(page).encode() == path.read_bytes()
    assert len(page.blocks) >= 3
    Check(page)
    page.set_title("edited")
    canonical = dumps(page)
    assert f'"version": {version()}' in canonical
    again = loads(canonical)
    assert written(State.of(again)) == canonical
    page.history.undo()
    assert dumps(page).encode() == path.read_bytes()


def test_the_page_with_every_key_has_something_in_each() -> None:
    page = load(EVERY_KEY)
    assert all(table.items() for table in page.tables.values())
    assert {name for name, table in page.tables.items() if not table.items()} == set()
    assert dict(page.variables.scope.values) == {"H": 8, "W": 16, "N": 6}
    assert page.blocks["y"].attrs["strides"] == (1, 1, 1, 1)
    assert page.blocks["sizes"].attrs["value"].tolist() == [6, 8, 16, 1]
    assert page.notes["x"] == "The input.\nTwo lines."
    assert dict(page.modes.items()) == {"off": "disabled", "past": "bypassed"}
    assert page.groups["inner"].parent == "outer"
    assert page.frames["second"].group == "outer"
    text = EVERY_KEY.read_text(encoding="utf-8")
    kinds = (entries.PageEntry, entries.BlockEntry, entries.LayoutEntry)
    for kind in (*kinds, entries.WireEntry, entries.FrameEntry, entries.GroupEntry):
        for key in kind.__struct_encode_fields__:
            assert f'"{key}":' in text, f"add {key!r} to a page of this version"


def test_the_first_page_says_what_it_always_said() -> None:
    page: Page = load(EVERY_KEY.with_name("version_1_first.page.json"))
    assert page.title == "Gradient"
    assert page.blocks["filter"].attrs["value"].tolist() == [1, -0.5]
    assert [str(wire) for wire in page.wires] == [
        "filter.output -> r.features",
        "filter.output -> dx.filter",
    ]
    assert page.position("r") == (210.5, -120)
