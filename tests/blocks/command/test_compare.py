"""`blockprop compare`: two NumPy files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.blocks.command.conftest import Done

Command = Callable[..., Done]


def files(folder: Path, one: object, other: object) -> tuple[Path, Path]:
    np.save(folder / "a.npy", np.array(one, np.float32))
    np.save(folder / "b.npy", np.array(other, np.float32))
    return folder / "a.npy", folder / "b.npy"


def test_what_differs_is_exit_status_1(command: Command, tmp_path: Path) -> None:
    done = command("compare", *files(tmp_path, [[1, 2]], [[1, 4]]))
    assert done.status == 1
    assert done.output.splitlines() == [
        "1 of 2 numbers differs",
        "  first at [0, 1]: 2 and 4",
        "  largest difference 2 at [0, 1]: 2 and 4",
        "  relative 0.5 at [0, 1]: 2 and 4",
    ]


def test_the_same_is_exit_status_0(command: Command, tmp_path: Path) -> None:
    one, other = files(tmp_path, [1, 2], [1, 2.02])
    assert command("compare", one, one).status == 0
    assert command("compare", one, other).status == 1
    assert command("compare", one, other, "--rtol", "0.1").status == 0
    assert command("compare", one, other, "--atol", "0.1").status == 0


def test_json_has_the_figures(command: Command, tmp_path: Path) -> None:
    done = command("compare", *files(tmp_path, [0, 2], [0, np.nan]), "--format", "json")
    assert done.object["same"] is False
    assert done.object["first"] == [1]
    assert (done.object["different"], done.object["count"]) == (1, 2)
    assert done.object["max_absolute"] == "inf"
    shapes = command("compare", *files(tmp_path, [0], [0, 1]), "--format", "json")
    assert shapes.status == 1
    assert shapes.object["first"] is None
    assert "shapes differ" in shapes.object["words"][0]


def test_a_file_that_is_none_is_exit_status_2(command: Command, tmp_path: Path) -> None:
    one, _ = files(tmp_path, [0], [0])
    done = command("compare", one, tmp_path / "gone.npy")
    assert done.status == 2
    assert "gone.npy" in done.error_lines[0]
    done = command("compare", one, tmp_path / "gone.npy", "--format", "json")
    assert "gone.npy" in done.object["errors"][0]["message"]
