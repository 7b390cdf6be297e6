"""`blockprop check` tells the fixes of each problem."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.blocks.command.conftest import Done, const

Command = Callable[..., Done]
Write = Callable[..., Path]


def broken(write: Write) -> Path:
    """A gradient whose sizes do not fit, and a block that nothing can mend."""
    return write(
        [
            const("sizes", [1, 7, 7, 1], "int32"),
            const("w", [[[[1]]]]),
            const("dy", [[[[1], [2], [3]]] * 3]),
            {
                "id": "dx",
                "op": "Conv2DBackpropInput",
                "attrs": {"strides": [1, 2, 2, 1], "padding": "SAME"},
            },
            {"id": "open", "op": "Relu"},
        ],
        ["sizes.output -> dx.input_sizes", "w.output -> dx.filter", "dy.output -> dx.out_backprop"],
    )


def test_text_has_them_under_their_problem(command: Command, write: Write) -> None:
    done = command("check", broken(write), "--quiet")
    assert done.status == 2
    lines = done.errors.splitlines()
    assert lines[0].startswith("error: dx.input_sizes: height: input_sizes says 7;")
    assert lines[1:3] == [
        "  fix: Set input_sizes to [1, 6, 6, 1]",
        "  fix: Set input_sizes to [1, 5, 5, 1]",
    ]
    assert lines[-1] == "error: open.features: features is not wired"
    assert all(one.startswith("  fix: ") for one in lines[1:-1])


def test_json_has_what_they_change(command: Command, write: Write) -> None:
    told = command("check", broken(write), "--format", "json").object
    first, last = told["errors"]
    assert list(first) == ["block", "port", "message", "fixes"]
    assert first["fixes"][0] == {
        "words": "Set input_sizes to [1, 6, 6, 1]",
        "numbers": {"input_sizes": [1, 6, 6, 1]},
    }
    assert {"words": "Set strides to [1, 3, 3, 1]", "attrs": {"strides": [1, 3, 3, 1]}} in first[
        "fixes"
    ]
    assert "fixes" not in last


def test_what_it_says_can_be_set_and_then_the_page_is_right(command: Command, write: Write) -> None:
    page = broken(write)
    fixes = command("check", page, "--format", "json").object["errors"][0]["fixes"]
    ways = [one["attrs"] for one in fixes if "attrs" in one]
    assert ways
    for attrs in ways:
        settings = [f"--set=dx.{name}={value}" for name, value in attrs.items()]
        errors = command("check", page, *settings).error_lines
        assert errors == ["open.features: features is not wired"], settings
