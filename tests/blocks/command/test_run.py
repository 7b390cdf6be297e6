"""`blockprop run`: results, problems, formats and exit statuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blocks.command import console
from tests.blocks.command.conftest import GRADIENT, Done, const

Command = Callable[..., Done]
Write = Callable[..., Path]


def test_the_documented_numbers_as_json(command: Command, gradient: Path) -> None:
    done = command("run", gradient, "--format", "json")
    assert done.status == 0
    assert done.errors == ""
    told = done.object
    assert list(told) == ["page", "ok", "results", "blocks", "errors"]
    assert told["page"] == str(gradient)
    assert told["ok"] is True
    assert told["errors"] == []
    assert told["results"] == {
        "dx.output": {"dtype": "float32", "shape": [2, 2, 2, 2], "data": GRADIENT}
    }
    assert set(told["blocks"]) == {"x", "sizes", "conv", "dx"}
    assert told["blocks"]["dx"]["state"] == "done"
    assert told["blocks"]["dx"]["op"] == "Conv2DBackpropInput"
    assert told["blocks"]["dx"]["seconds"] > 0
    assert told["blocks"]["dx"]["bytes"] == 64


def test_the_documented_numbers_as_text(command: Command, gradient: Path) -> None:
    done = command("run", gradient)
    assert done.status == 0
    lines = done.output.splitlines()
    assert lines[0] == "dx.output  float32 [2, 2, 2, 2]"
    assert lines[1] == "[[[[ 1188.  2748.]"
    assert lines[-1] == "   [25268. 29004.]]]]"


def test_fetches_in_the_order_they_are_asked_for(command: Command, gradient: Path) -> None:
    done = command("run", gradient, "--fetch", "conv.output", "--fetch", "sizes")
    assert done.output.startswith("conv.output  float32 [2, 1, 1, 2]\n")
    assert done.output.endswith("\nsizes.output  int32 [4]\n[2 2 2 2]\n")


def test_only_what_is_fetched_is_computed(command: Command, gradient: Path) -> None:
    told = command("run", gradient, "--fetch", "conv", "--format", "json").object
    assert set(told["blocks"]) == {"x", "conv"}


def test_quiet_tells_only_results_and_errors(
    command: Command, gradient: Path, tmp_path: Path
) -> None:
    done = command("run", gradient, "--out", tmp_path / "r.npz", "--quiet")
    assert done.errors == ""
    assert done.output.startswith("dx.output")


def test_an_empty_page_says_so(command: Command, write: Write) -> None:
    done = command("run", write([]))
    assert (done.status, done.output) == (0, "")
    assert "no output to fetch" in done.errors


# ---- what is wrong -----------------------------------------------------------------------------


def test_every_problem_of_what_is_needed_is_told_and_nothing_runs(
    command: Command, write: Write
) -> None:
    page = write(
        [
            const("a", [1, 2]), const("b", [1, 2, 3]),
            {"id": "one", "op": "Add"}, {"id": "two", "op": "Add"}, {"id": "open", "op": "Relu"},
        ],
        ["a.output -> one.x", "b.output -> one.y", "b.output -> two.x", "a.output -> two.y"],
    )  # fmt: skip
    done = command("run", page, "--format", "json")
    assert done.status == 2
    told = done.object
    assert told["ok"] is False
    assert told["results"] == {}
    assert told["blocks"] == {}
    assert {one["block"] for one in told["errors"]} == {"one", "two", "open"}
    assert "open.features: features is not wired" in done.error_lines
    assert command("run", page, "--fetch", "a").status == 0


def test_the_message_names_block_and_port(command: Command, gradient: Path) -> None:
    done = command("run", gradient, "--set", "dx.strides=[1,1,1,1]")
    assert done.status == 2
    assert done.error_lines[0].startswith("dx.input_sizes: ")
    assert "height" in done.error_lines[0] or "width" in done.error_lines[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "cannot be read"),
        ("", ""),
        ("{", ""),
        ("[" * 100_000, ""),
        ('{"format": "other"}', ""),
        ("\0\0\0", ""),
    ],
)
def test_a_broken_file_is_one_error(
    command: Command, tmp_path: Path, text: str | None, says: str
) -> None:
    path = tmp_path / "x.page.json"
    if text is not None:
        path.write_text(text)
    for name in ("run", "check"):
        done = command(name, path, "--format", "json")
        assert done.status == 2
        assert len(done.error_lines) == 1
        (error,) = done.object["errors"]
        assert says in error["message"]


def test_an_unknown_op_is_refused_only_if_it_is_needed(command: Command, write: Write) -> None:
    page = write([const("a", [1]), {"id": "odd", "op": "Oddity"}], ["a.output -> odd.in"])
    assert command("run", page, "--fetch", "a").status == 0
    done = command("run", page)
    assert done.status == 2
    assert done.error_lines == ["odd: there is no op named 'Oddity' here"]


def test_a_fetch_that_does_not_exist_names_what_is_near(command: Command, gradient: Path) -> None:
    done = command("run", gradient, "--fetch", "dx.outptu")
    assert done.status == 2
    assert done.error_lines == [
        "fetch dx.outptu: Conv2DBackpropInput has no output 'outptu'; did you mean output?"
    ]


def test_a_limit_of_memory_is_kept(command: Command, gradient: Path) -> None:
    done = command("run", gradient, "--memory-limit", "50")
    assert done.status == 2
    assert "takes 64 bytes, more than the memory limit of 50 bytes" in done.error_lines[0]
    assert command("run", gradient, "--memory-limit", "1KiB").status == 0
    done = command("run", gradient, "--memory-limit", "much")
    assert done.status == 2
    assert done.error_lines == [
        "--memory-limit: 'much' is no size; 2GiB, 500MB or a number of bytes is"
    ]


def failing_page(write: Write) -> Path:
    """A page of which a block fails though the check finds nothing: its memory is not there."""
    return write(
        [
            const("a", np.ones(100)),
            const("b", np.ones(100)),
            {"id": "sum", "op": "Add"},
            {"id": "after", "op": "Relu"},
        ],
        ["a.output -> sum.x", "b.output -> sum.y", "sum.z -> after.features"],
    )


FAILING = ("--fetch", "a", "--fetch", "after", "--memory-limit", "1000")


def test_a_block_that_fails_is_status_1_and_what_finished_is_written(
    command: Command, write: Write, tmp_path: Path
) -> None:
    out = tmp_path / "r.npz"
    done = command("run", failing_page(write), *FAILING, "--out", out, "--format", "json")
    assert done.status == 1
    told = done.object
    assert told["ok"] is False
    assert set(told["results"]) == {"a.output"}
    assert told["blocks"]["sum"]["state"] == "failed"
    assert told["blocks"]["after"]["state"] == "skipped"
    assert "because sum failed" in told["blocks"]["after"]["message"]
    assert [one["block"] for one in told["errors"]] == ["sum"]
    with np.load(out) as written:
        assert list(written) == ["a.output"]


def test_a_block_that_fails_is_told_as_text(command: Command, write: Write) -> None:
    done = command("run", failing_page(write), *FAILING)
    assert done.status == 1
    assert done.output.startswith("a.output  float32 [100]\n")
    assert done.error_lines[0].startswith("sum.z: 400 bytes more is needed")
    assert "not run because of that: after" in done.errors


def test_a_fault_of_the_program_is_one_line(
    command: Command, gradient: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("oh no")

    monkeypatch.setattr("blocks.command.run.plan", broken)
    done = command("run", gradient, "--format", "json")
    assert done.status == 1
    (line,) = done.error_lines
    assert "RuntimeError: oh no" in line
    assert "fault of blockprop" in line
    assert done.object["ok"] is False


def test_an_interrupt_before_the_run_is_130(
    command: Command, gradient: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("blocks.command.run.plan", interrupt)
    done = command("run", gradient, "--format", "json")
    assert done.status == console.INTERRUPTED == 130
    assert done.object["errors"] == [{"block": None, "port": None, "message": "interrupted"}]
