"""`blockprop run` of pages with disabled blocks and pins, and why it computed what it did."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import blocks
from tests.blocks.command.conftest import Done
from tests.blocks.evaluation.pages import diamond

Command = Callable[..., Done]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    made = diamond()
    made.modes.put("right", "bypassed")
    made.pins.put("left.z", np.array([100, 200], np.float32))
    path = tmp_path / "modes.page.json"
    blocks.save(made, path)
    return path


def test_pins_are_refused_unless_they_are_asked_for(command: Command, page: Path) -> None:
    done = command("run", page)
    assert done.status == 2
    assert "left.z" in done.error_lines[0]
    assert "--use-pins" in done.error_lines[0]
    assert done.output == ""


def test_pins_that_are_used_are_told_of_even_quietly(command: Command, page: Path) -> None:
    done = command("run", page, "--use-pins", "--quiet")
    assert done.status == 0
    assert "110" in done.output
    assert "pinned, not computed: left.z" in done.errors
    told = command("run", page, "--use-pins", "--format", "json").object
    assert told["pinned"] == ["left.z"]
    assert told["blocks"]["right"]["state"] == "bypassed"
    assert told["results"]["bottom.z"]["data"] == [110, 220]


def test_what_is_disabled_is_a_note_and_no_failure(command: Command, tmp_path: Path) -> None:
    made = diamond()
    made.modes.put("left", "disabled")
    path = tmp_path / "off.page.json"
    blocks.save(made, path)
    done = command("run", path)
    assert done.status == 0
    assert "not run, because left is disabled: left, bottom" in done.errors
    told = command("run", path, "--format", "json").object
    assert told["ok"] is True
    assert told["blocks"]["bottom"]["state"] == "disabled"
    assert told["errors"] == []


def test_why(command: Command, page: Path) -> None:
    done = command("run", page, "--use-pins", "--why")
    assert "why:\n" in done.output
    assert "  bottom: done, never run before" in done.output
    assert "  right: bypassed, it lets two.output through" in done.output
    told = json.loads(command("run", page, "--use-pins", "--format", "json").output)
    assert told["blocks"]["bottom"]["why"] == "never run before"


def test_a_page_with_pins_and_modes_can_be_checked(command: Command, page: Path) -> None:
    assert command("check", page).status == 0
