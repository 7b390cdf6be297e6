"""`blockprop run --check`: pages as tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.blocks.command.conftest import Done, const, tensor

Command = Callable[..., Done]


def expect(id: str, value: Any) -> dict[str, Any]:
    return {"id": id, "op": "Expect", "attrs": {"value": tensor(value)}}


@pytest.fixture
def page(write: Callable[..., Path]) -> Path:
    return write(
        [
            const("x", [-1, 2]),
            {"id": "y", "op": "Relu"},
            expect("right", [0, 2]),
            expect("near", 0),
        ],
        ["x.output -> y.features", "y.activations -> right.input", "y.activations -> near.input"],
    )


def test_one_that_is_not_met_is_exit_status_1(command: Command, page: Path) -> None:
    done = command("run", page, "--check")
    assert done.status == 1
    assert done.output.splitlines() == [
        "1 of 2 checks met",
        "  ✓ right: exactly as expected",
        "  ✕ near: 1 number is not as expected; the first is at [1]; largest difference 2, "
        "relative inf",
    ]
    assert done.error_lines[0].startswith("near: not met: 1 number is not")


def test_all_met_is_exit_status_0(command: Command, page: Path) -> None:
    done = command("run", page, "--check", "--set", "near.atol=2")
    assert (done.status, done.error_lines) == (0, [])
    assert done.output.startswith("2 of 2 checks met")


def test_without_check_it_is_a_run_like_others(command: Command, page: Path) -> None:
    done = command("run", page)
    assert done.status == 0
    assert "near.met  bool []\nFalse" in done.output


def test_json_has_each_check(command: Command, page: Path) -> None:
    done = command("run", page, "--check", "--format", "json")
    assert done.status == 1
    assert done.object["ok"] is False
    assert done.object["checks"]["right"] == {"met": True, "message": "exactly as expected"}
    assert done.object["checks"]["near"]["met"] is False
    (error,) = done.object["errors"]
    assert (error["block"], error["port"]) == ("near", None)
    assert error["message"].startswith("not met: ")
    assert done.object["results"] == {}


def test_checks_run_whatever_is_fetched(command: Command, page: Path) -> None:
    done = command("run", page, "--check", "--fetch", "y")
    assert done.status == 1
    assert "y.activations  float32 [2]" in done.output
    assert "1 of 2 checks met" in done.output


def test_a_failed_block_is_no_check_met(command: Command, write: Callable[..., Path]) -> None:
    file = {"id": "x", "op": "ReadNpy", "attrs": {"file": "gone.npy"}}
    path = write([file, expect("e", 0)], ["x.output -> e.input"])
    done = command("run", path, "--check")
    assert done.status == 2
    assert "gone.npy" in done.error_lines[0]


def test_what_is_switched_off_is_said(command: Command, write: Callable[..., Path]) -> None:
    off = {**expect("e", 1), "mode": "disabled"}
    path = write([const("x", [0]), off], ["x.output -> e.input"])
    done = command("run", path, "--check", "--format", "json")
    assert done.status == 0
    assert done.object["checks"]["e"]["met"] is None
    assert "disabled" in done.object["checks"]["e"]["message"]


def test_a_page_without_checks_says_so(command: Command, write: Callable[..., Path]) -> None:
    path = write([const("x", [0])])
    done = command("run", path, "--check")
    assert done.status == 0
    assert "nothing is checked" in done.errors


def test_another_shape_is_found_before_running(command: Command, page: Path) -> None:
    done = command("check", page, "--set", 'x.value={"dtype":"float32","shape":[1],"data":[1]}')
    assert done.status == 2
    assert "value has shape (2,), input (1,)" in done.error_lines[0]
