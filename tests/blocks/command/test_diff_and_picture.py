"""`blockprop diff` and `blockprop picture`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from blocks.file import dumps, load
from tests.blocks.command.conftest import Done

PAGE = Path(__file__).parents[3] / "assets" / "pages" / "1_conv2d_backprop_input.page.json"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A page, and the same with another padding."""
    before, after = load(PAGE), load(PAGE)
    after.set_attr("dx", "padding", "VALID")
    a, b = tmp_path / "a.page.json", tmp_path / "b.page.json"
    a.write_text(dumps(before))
    b.write_text(dumps(after))
    return a, b


def test_the_command_tells_and_says_by_its_status(
    command: Callable[..., Done], files: tuple[Path, Path]
) -> None:
    a, b = files
    done = command("diff", a, b)
    assert (done.status, done.errors) == (1, "")
    assert "padding: SAME → VALID" in done.output
    same = command("diff", a, a)
    assert (same.status, same.output, same.errors) == (0, "", "")


def test_the_command_as_json(command: Callable[..., Done], files: tuple[Path, Path]) -> None:
    a, b = files
    done = command("diff", a, b, "--format", "json")
    assert done.object["same"] is False
    assert done.object["changes"] == [
        {"path": ["blocks", "dx", "attrs", "padding"], "old": "SAME", "new": "VALID"}
    ]
    assert command("diff", a, a, "--format", "json").object["same"] is True


def test_the_command_draws(
    command: Callable[..., Done], files: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "d.svg"
    assert command("diff", *files, "--out", out, "--theme", "dark").status == 1
    assert "SAME → VALID" in out.read_text(encoding="utf-8")


def test_what_is_wrong_is_told_with_status_2(
    command: Callable[..., Done], files: tuple[Path, Path], tmp_path: Path
) -> None:
    a, b = files
    missing = command("diff", a, tmp_path / "none")
    assert missing.status == 2
    assert "there is no such file" in missing.error_lines[0]
    assert command("diff", a, b, "--out", tmp_path / "x.png").status == 2
    assert command("diff", a).status == 2
    told = command("diff", a, tmp_path / "none", "--format", "json")
    assert told.object["same"] is None
    assert told.object["errors"]


def test_a_picture_is_compared_with_a_page(
    command: Callable[..., Done], files: tuple[Path, Path], tmp_path: Path
) -> None:
    a, b = files
    assert command("picture", a, tmp_path / "a.svg").status == 0
    assert command("diff", a, tmp_path / "a.svg").status == 0
    assert command("diff", b, tmp_path / "a.svg").status == 1


def test_a_page_is_drawn_and_the_picture_runs_as_the_page(
    command: Callable[..., Done], tmp_path: Path
) -> None:
    out = tmp_path / "page.svg"
    drawn = command("picture", PAGE, out, "--theme", "dark")
    assert (drawn.status, drawn.output, drawn.errors) == (0, "", "")
    assert command("run", out).output == command("run", PAGE).output


def test_a_picture_without_the_page_cannot_be_run(
    command: Callable[..., Done], tmp_path: Path
) -> None:
    out = tmp_path / "page.svg"
    assert command("picture", PAGE, out, "--without-page").status == 0
    done = command("run", out)
    assert done.status == 2
    assert "there is no page inside this picture" in done.error_lines[0]


def test_files_beside_the_page_are_told_of(command: Callable[..., Done], tmp_path: Path) -> None:
    photograph = PAGE.with_name("4_photograph.page.json")
    done = command("picture", photograph, tmp_path / "page.svg")
    assert done.status == 0
    assert "photograph.npy, which stays beside the page" in done.errors
    quiet = command("picture", photograph, tmp_path / "page.svg", "--without-page")
    assert quiet.errors == ""


@pytest.mark.parametrize("name", ["page.png", "page", "no/page.svg"])
def test_a_picture_that_cannot_be_written(
    command: Callable[..., Done], tmp_path: Path, name: str
) -> None:
    done = command("picture", PAGE, tmp_path / name)
    assert done.status == 2
    assert len(done.error_lines) == 1
    assert not (tmp_path / name).exists()
