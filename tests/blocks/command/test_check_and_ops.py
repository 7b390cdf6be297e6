"""`blockprop check` and `blockprop ops`, and what is common to all commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from blocks.ops import OPS
from tests.blocks.command.conftest import Done, const

Command = Callable[..., Done]
Write = Callable[..., Path]


def test_a_right_page_shows_every_shape(command: Command, gradient: Path) -> None:
    done = command("check", gradient)
    assert (done.status, done.errors) == (0, "")
    assert done.output == (
        "x.output      float32 [2, 2, 2, 2]\n"
        "sizes.output  int32 [4]\n"
        "conv.output   float32 [2, 1, 1, 2]\n"
        "dx.output     float32 [2, 2, 2, 2]\n"
    )
    assert command("check", gradient, "--quiet").output == ""


def test_as_json_it_has_the_form_of_a_run(command: Command, gradient: Path) -> None:
    told = command("check", gradient, "--format", "json").object
    assert list(told) == ["page", "ok", "results", "blocks", "errors"]
    assert told["ok"] is True
    assert told["results"] == {}
    assert told["blocks"]["conv"] == {
        "op": "Conv2D",
        "state": "right",
        "outputs": {"output": {"dtype": "float32", "shape": [2, 1, 1, 2]}},
    }


def test_it_finds_what_a_run_does_not_need_too(command: Command, write: Write) -> None:
    page = write(
        [
            const("a", [1]),
            {"id": "open", "op": "Relu"},
            {"id": "odd", "op": "Oddity", "attrs": {"what": 1}},
            {"id": "session", "op": "ClientSession"},
        ],
        ["a.output -> session.fetch_outputs"],
    )
    assert command("run", page).status == 0
    done = command("check", page, "--format", "json")
    assert done.status == 2
    assert [one["block"] for one in done.object["errors"]] == ["open", "odd"]
    assert done.object["blocks"]["odd"]["state"] == "wrong"
    assert done.object["blocks"]["open"]["outputs"] == {
        "activations": {"dtype": None, "shape": None}
    }


def test_its_messages_are_those_of_a_run(command: Command, gradient: Path) -> None:
    setting = ("--set", "dx.strides=[1,1,1,1]")
    run, check = (command(name, gradient, *setting) for name in ("run", "check"))
    assert run.status == check.status == 2
    assert run.error_lines == check.error_lines != []


def test_a_block_that_is_fed_need_not_be_right(
    command: Command, write: Write, tmp_path: Path
) -> None:
    np.save(tmp_path / "w.npy", np.ones(2, np.float32))
    odd = {"id": "file", "op": "ReadNpy", "attrs": {"file": 7}}
    page = write([odd, {"id": "relu", "op": "Relu"}], ["file.output -> relu.features"])
    assert command("check", page).status == 2
    done = command("check", page, "--feed", f"file={tmp_path / 'w.npy'}", "--format", "json")
    assert done.status == 0
    assert done.object["blocks"]["file"] == {"state": "fed"}
    assert done.object["blocks"]["relu"]["outputs"]["activations"]["shape"] == [2]


def test_it_refuses_terabytes_at_once(command: Command, write: Write) -> None:
    page = write(
        [const("dims", [2**20, 2**20], "int64"), const("one", 1), {"id": "fill", "op": "Fill"}],
        ["dims.output -> fill.dims", "one.output -> fill.value"],
    )
    for name in ("check", "run"):
        done = command(name, page)
        assert done.status == 2
        assert "fill.output: float32 [1048576, 1048576] takes 4 TiB" in done.error_lines[0]


# ---- ops ---------------------------------------------------------------------------------------


def test_ops_lists_every_op_with_its_summary(command: Command) -> None:
    output = command("ops").output
    for op in OPS.values():
        assert any(
            line.split() == [op.name, *op.summary.split()] for line in output.splitlines()
        ), op.name
        assert f"{op.category}\n" in output


@pytest.mark.parametrize("name", list(OPS))
def test_ops_shows_one_with_its_ports_and_attributes(command: Command, name: str) -> None:
    output = command("ops", name).output
    op = OPS[name]
    for named in (op, *op.inputs, *op.outputs, *op.attributes):
        assert named.name in output


def test_ops_shows_formula_shape_rule_and_a_worked_example(command: Command) -> None:
    output = command("ops", "Conv2D").output
    assert f"Formula\n  {OPS['Conv2D'].formula[:40]}" in output
    assert "Shape\n  SAME gives ⌈n / s⌉" in output
    path = output.split("\nExample: ")[1].splitlines()[0]
    assert command("check", path).status == 0
    assert output.rstrip().endswith("gives\n  output  float32 [1, 2, 2, 1]\n     6   8\n    12  14")


def test_ops_knows_names_in_any_case(command: Command) -> None:
    assert command("ops", "conv2dbackpropinput") == command("ops", "Conv2DBackpropInput")


def test_an_unknown_op_names_what_is_near(command: Command) -> None:
    done = command("ops", "Conv2DBackprop")
    assert done.status == 2
    assert "there is no op named 'Conv2DBackprop'; did you mean Conv2DBackprop" in done.errors
    assert "; did you mean Conv2DBackpropInput" in command("ops", "deconv").errors
    assert "; did you mean MatMul?" in command("ops", "MatMull").errors
    done = command("ops", "xyzzy")
    assert done.status == 2
    assert "blockprop ops lists all of them" in done.errors


def test_ops_as_json_has_all_about_each(command: Command) -> None:
    every = command("ops", "--format", "json").object
    assert list(every["ops"]) == list(OPS)
    one = command("ops", "conv2d", "--format", "json").object["ops"]
    assert one == {"Conv2D": every["ops"]["Conv2D"]}
    told = one["Conv2D"]
    assert [port["name"] for port in told["inputs"]] == ["input", "filter"]
    padding = next(one for one in told["attributes"] if one["name"] == "padding")
    assert padding["required"]
    assert "default" not in padding
    done = command("ops", "xyzzy", "--format", "json")
    assert done.status == 2
    assert not done.object["ok"]
    assert done.object["errors"][0]["message"] == done.error_lines[0]


def test_ops_as_markdown_is_a_table(command: Command) -> None:
    lines = command("ops", "--format", "markdown").output.splitlines()
    assert len(lines) == len(OPS) + 2
    assert all(line.startswith("| ") for line in lines)


# ---- the command line --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [("foo",), ("run",), ("run", "x", "--bogus"), ("run", "x", "--format", "xml"), ("check",)],
)
def test_a_wrong_command_line_is_status_2_with_usage(
    command: Command, words: tuple[str, ...]
) -> None:
    done = command(*words)
    assert done.status == 2
    assert done.output == ""
    assert "Usage: blockprop" in done.errors


def test_an_interrupt_anywhere_is_130(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(op: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("blocks.command.ops.describe", interrupt)
    done = command("ops", "Conv2D")
    assert (done.status, done.output) == (130, "")
    assert done.errors.strip() == "interrupted"


@pytest.mark.parametrize("words", [("--help",), ("run", "--help"), ("--version",)])
def test_help_is_status_0_on_standard_output(command: Command, words: tuple[str, ...]) -> None:
    done = command(*words)
    assert (done.status, done.errors) == (0, "")
    assert "blockprop" in done.output
