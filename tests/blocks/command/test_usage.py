"""A command line that is wrong is told in the words of all other errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from blocks.command import commands
from tests.blocks.command.conftest import Done


@pytest.mark.parametrize("name", [name for name in commands.commands if name != "ops"])
def test_a_command_alone_says_what_it_needs(command: Callable[..., Done], name: str) -> None:
    done = command(name)
    assert done.status == 2
    assert done.output == ""
    what, usage, more = done.errors.splitlines()
    assert what.startswith("error: missing argument '")
    assert usage.startswith(f"Usage: blockprop {name} [OPTIONS] ")
    assert more == f"       blockprop {name} --help says more"


@pytest.mark.parametrize("words", [["--format", "json"], ["--format=json"]])
def test_where_json_is_asked_for_it_is_told_so(
    command: Callable[..., Done], gradient: Path, words: list[str]
) -> None:
    done = command("run", gradient, "--bogus", *words)
    assert done.status == 2
    assert not done.object["ok"]
    (error,) = done.object["errors"]
    assert error["message"] == done.error_lines[0]
    assert "no such option '--bogus'" in error["message"]


def test_where_text_is_asked_for_there_is_none_of_it(
    command: Callable[..., Done], gradient: Path
) -> None:
    assert command("run", gradient, "--bogus", "--format", "text").output == ""


@pytest.mark.parametrize("name", list(commands.commands))
def test_every_command_can_tell_json(name: str) -> None:
    (told,) = (one for one in commands.commands[name].params if one.name == "format")
    assert "json" in told.type.to_info_dict()["choices"]


def test_many_lines_of_a_reason_are_one(command: Callable[..., Done], gradient: Path) -> None:
    done = command("export", gradient)
    assert done.error_lines == ["missing option '--to'. Choose from: numpy, tensorflow, pytorch"]
