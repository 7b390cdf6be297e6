"""`--precision` and `--threads`: what they set, and what they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kernels
from blocks.command import commands, main
from kernels.threads import processor_count, set_thread_count

Command = Callable[..., Any]


@pytest.fixture(autouse=True)
def usual_threads() -> Iterator[None]:
    yield
    set_thread_count(processor_count())


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The precision and the threads that each run computes with."""
    found: list[tuple[str, int]] = []
    from blocks.evaluation import executing

    usual = executing.compute

    def compute(*given: Any, **more: Any) -> Any:
        found.append((kernels.chosen_precision(), kernels.thread_count()))
        return usual(*given, **more)

    monkeypatch.setattr(executing, "compute", compute)
    return found


def with_precision(page: Path, precision: object) -> Path:
    raw = json.loads(page.read_text())
    page.write_text(json.dumps(raw | {"precision": precision}))
    return page


def test_the_pages_precision_holds_unless_told(
    command: Command, gradient: Path, seen: list[tuple[str, int]]
) -> None:
    for said, options, wanted in (
        ("default", [], "default"),
        ("default", ["--precision", "highest"], "highest"),
        ("highest", [], "highest"),
        ("highest", ["--precision", "default"], "default"),
    ):
        seen.clear()
        page = with_precision(gradient, said)
        before = page.read_bytes()
        assert command("run", page, *options, "--quiet").status == 0
        assert {precision for precision, _ in seen} == {wanted}
        assert page.read_bytes() == before


def test_threads_are_as_many_as_told_but_no_more_than_processors(
    command: Command, gradient: Path, seen: list[tuple[str, int]]
) -> None:
    for given, wanted in (("1", 1), ("100000", processor_count())):
        seen.clear()
        assert command("run", gradient, "--threads", given, "--quiet").status == 0
        assert {count for _, count in seen} == {wanted}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--precision", "fast"], "'fast' is not one of 'default', 'highest'"),
        (["--precision", ""], "'--precision'"),
        (["--threads", "0"], "0 is not in the range x>=1"),
        (["--threads", "-1"], "-1 is not in the range"),
        (["--threads", "two"], "'--threads': 'two' is not a valid integer"),
        (["--threads", "1.5"], "'--threads': '1.5' is not a valid integer"),
    ],
)
def test_a_wrong_value_is_a_usage_error(
    command: Command,
    gradient: Path,
    seen: list[tuple[str, int]],
    options: list[str],
    words: str,
) -> None:
    done = command("run", gradient, *options)
    assert done.status == 2
    assert words in done.errors
    assert done.output == ""
    assert seen == []


def test_a_precision_of_a_later_version_keeps_the_page_from_running(
    command: Command, gradient: Path, seen: list[tuple[str, int]]
) -> None:
    with_precision(gradient, "later")
    message = "precision: 'later' is none of default, highest"
    for words in (["run"], ["check"]):
        done = command(*words, gradient, "--format", "json")
        assert done.status == 2
        assert done.object["errors"] == [{"block": None, "port": "precision", "message": message}]
        assert done.error_lines == [message]
    assert seen == []
    done = command("run", gradient, "--precision", "highest", "--format", "json")
    assert (done.status, done.object["ok"]) == (0, True)
    assert {precision for precision, _ in seen} == {"highest"}


def test_the_json_object_says_what_it_always_said(command: Command, gradient: Path) -> None:
    plain = command("run", gradient, "--format", "json").object
    told = command(
        *("run", gradient, "--format", "json", "--precision", "highest", "--threads", "1")
    ).object
    assert told.keys() == plain.keys() == {"page", "ok", "results", "blocks", "errors"}
    assert told["results"] == plain["results"]


def test_help_names_both(capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "--help"])
    text = capsys.readouterr().out
    assert "--precision [default|highest]" in text
    assert "--threads N" in text


@pytest.mark.parametrize("name", ["run", "sweep", "explain"])
def test_what_runs_a_page_has_the_same_options(name: str) -> None:
    """They are written once, for all that run a page."""
    found = {one.opts[0] for one in commands.commands[name].params}
    assert found >= {
        *("--set", "--feed", "--use-pins"),
        *("--precision", "--threads", "--memory-limit", "--own-ops"),
    }
