"""Old pages are brought up to date step by step, later ones are refused by their number."""

from __future__ import annotations

import json
from typing import Any

import pytest

from blocks.errors import PageFileError
from blocks.file import dumps, loads
from blocks.file import migrate as module


def first(data: dict[str, Any]) -> dict[str, Any]:
    blocks = [{**one, "op": one["op"].replace("Old", "Re")} for one in data["blocks"]]
    return {**data, "blocks": blocks}


def second(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "title": data["title"] + "!"}


@pytest.fixture(autouse=True)
def migrations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MIGRATIONS", [first, second])


def page(version: int) -> str:
    blocks = [{"id": "a", "op": "Oldlu"}]
    raw = {"format": "blockprop-page", "version": version, "title": "t", "blocks": blocks}
    return json.dumps(raw)


@pytest.mark.parametrize(
    ("version", "op", "title"), [(1, "Relu", "t!"), (2, "Oldlu", "t!"), (3, "Oldlu", "t")]
)
def test_a_page_takes_the_steps_that_it_lacks(version: int, op: str, title: str) -> None:
    loaded = loads(page(version))
    assert loaded.blocks["a"].op_name == op
    assert loaded.title == title
    assert dumps(loaded) == page(version)
    loaded.set_title("edited")
    assert json.loads(dumps(loaded))["version"] == 3


def test_the_version_moves_with_the_list() -> None:
    assert module.version() == 3
    with pytest.raises(PageFileError, match=r"version 4; this blockprop reads up to version 3"):
        loads(page(4))


def test_migrating_leaves_the_given_data_alone() -> None:
    raw = json.loads(page(1))
    module.migrate(raw)
    assert raw == json.loads(page(1))
