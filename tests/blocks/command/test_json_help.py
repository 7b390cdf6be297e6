"""What the help says of JSON is what comes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from blocks.command import commands
from blocks.command.json_help import OBJECTS
from tests.blocks.command.conftest import Done


@pytest.fixture
def words(gradient: Path, tmp_path: Path) -> dict[str, list[str | Path]]:
    """A line of each command that goes well."""
    array = tmp_path / "a.npy"
    np.save(array, np.zeros(2, np.float32))
    return {
        **{name: [gradient] for name in ("run", "check", "geometry", "platforms")},
        "explain": [gradient, "dx.output[0,0,0,0]"],
        "sweep": [gradient, "--vary", "conv.padding+dx.padding=SAME,VALID"],
        "export": [gradient, "--to", "numpy"],
        "picture": [gradient, tmp_path / "p.svg"],
        "diff": [gradient, gradient],
        "compare": [array, array],
        "ops": [],
    }


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_the_keys_are_those_that_the_help_names(
    command: Callable[..., Done], words: dict[str, list[str | Path]], name: str
) -> None:
    done = command(name, *words[name], "--format", "json")
    assert done.status == 0
    assert list(done.object) == list(OBJECTS[name])
    empty = {key for key, what in OBJECTS[name].items() if what == "none"}
    assert all(not done.object[key] for key in empty)
    told = " ".join(command(name, "--help").output.split())
    assert "With --format json, one object: " in told
    assert all(f"{key} (" in told for key in OBJECTS[name].keys() - empty)
