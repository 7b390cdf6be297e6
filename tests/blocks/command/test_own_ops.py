"""Own ops on the command line: by the option alone, told where they are wrong, and gone after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import blocks
from blocks.ops import OPS
from tests.blocks.command.conftest import Done

FILE = '''from blocks.own_ops import Tensor, op


@op(shape="x", synonyms=("times",))
def double(x: Tensor, *, times: int = 2):
    """Each number twice.

    Or as often as it is told.
    """
    print("at work")
    if times > 9:
        raise RuntimeError("far too often")
    return x * x.dtype.type(times)
'''

Command = Callable[..., Done]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "mine"
    made.mkdir()
    (made / "double.py").write_text(FILE, encoding="utf-8")
    return made


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "own.page.json"
    path.write_text(
        """{"format": "blockprop-page", "version": 1, "blocks": [
          {"id": "x", "op": "Const", "attrs": {"value":
            {"dtype": "float32", "shape": [2], "data": [1, 2]}}},
          {"id": "d", "op": "Double"}
        ], "wires": [{"from": "x.output", "to": "d.x"}]}""",
        encoding="utf-8",
    )
    return path


def test_a_page_of_own_ops_runs_with_the_option_alone(
    command: Command, folder: Path, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)  # where it could be found by itself
    without = command("run", page)
    assert without.status == 2
    assert without.error_lines == ["d: there is no op named 'Double' here"]
    done = command("run", page, "--own-ops", folder, "--format", "json")
    assert done.status == 0
    assert done.object["results"]["d.output"]["data"] == [2, 4]
    assert done.errors == "at work\n"
    assert OPS.own == {}
    assert command("run", page).status == 2


def test_check_and_set_know_own_ops(command: Command, folder: Path, page: Path) -> None:
    done = command("check", page, "--own-ops", folder)
    assert (done.status, done.errors) == (0, "")
    assert "d.output  float32 [2]" in done.output
    done = command("run", page, "--own-ops", folder, "--set", "d.times=5", "--format", "json")
    assert done.object["results"]["d.output"]["data"] == [5, 10]
    done = command("run", page, "--own-ops", folder, "--set", "d.times=often")
    assert done.status == 2
    assert "'often' is not a whole number" in done.errors


def test_an_error_in_a_kernel_names_block_file_and_line(
    command: Command, folder: Path, page: Path
) -> None:
    done = command("run", page, "--own-ops", folder, "--set", "d.times=10", "--format", "json")
    assert done.status == 1
    (error,) = done.object["errors"]
    assert error["block"] == "d"
    assert error["message"] == "RuntimeError: far too often (double.py, line 12)"
    assert "please report" not in done.errors


def test_ops_lists_and_shows_them(command: Command, folder: Path) -> None:
    listed = command("ops", "--own-ops", folder)
    assert listed.status == 0
    assert "\nOwn ops\n  Double " in listed.output
    shown = command("ops", "double", "--own-ops", folder)
    assert shown.status == 0
    assert "Own ops (double.py, line 4). Also found as: times." in shown.output
    assert "Or as often as it is told." in shown.output
    assert command("ops", "Double").status == 2


def test_a_file_that_is_wrong_is_told_and_the_others_count(
    command: Command, folder: Path, page: Path
) -> None:
    (folder / "bad.py").write_text("x = (\n", encoding="utf-8")
    told = ["mine/bad.py, line 1: SyntaxError: '(' was never closed"]
    done = command("run", page, "--own-ops", folder)
    assert (done.status, done.error_lines) == (0, told)
    listed = command("ops", "--own-ops", folder)
    assert (listed.status, listed.error_lines) == (2, told)
    assert "Double" in listed.output


def test_a_folder_that_is_not_there_is_a_wrong_command_line(
    command: Command, folder: Path, page: Path
) -> None:
    done = command("run", page, "--own-ops", folder / "nowhere")
    assert done.status == 2
    assert "does not exist" in done.errors


def test_from_python_a_page_never_loads_them(folder: Path, page: Path) -> None:
    assert blocks.load(page).blocks["d"].op is None
