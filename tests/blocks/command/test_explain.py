"""`blockprop explain`: the text, the JSON, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.blocks.command.conftest import GRADIENT, Done, const

Command = Callable[..., Done]
Write = Callable[..., Path]


def test_a_sum_is_written_term_by_term(command: Command, gradient: Path) -> None:
    done = command("explain", gradient, "conv.output[0,0,0,0]", "--limit", 3)
    assert (done.status, done.errors) == (0, "")
    assert done.output == (
        "conv.output[0,0,0,0] = 372  (Conv2D, float32)\n"
        "  the sum of 8 products: input · filter\n"
        "  all 4 taps of the window stand on the input\n"
        "  input is x.output, filter is x.output\n"
        "    input            filter\n"
        "    [0,0,0,0]  1  ·  [0,0,0,0]  1  =   1\n"
        "    [0,0,0,1]  2  ·  [0,0,1,0]  3  =   6\n"
        "    [0,0,1,0]  3  ·  [0,1,0,0]  5  =  15\n"
        "    and 5 more\n"
        "  sum          372\n"
        "  the op gave  372  the same\n"
    )


def test_every_number_of_the_documented_gradient_adds_up(command: Command, gradient: Path) -> None:
    for index, value in zip(np.ndindex(2, 2, 2, 2), GRADIENT, strict=True):
        cell = ",".join(map(str, index))
        told = command("explain", gradient, f"dx[{cell}]", "--format", "json").object
        (one,) = told["explained"]
        assert one["value"] == one["sum"] == sum(term["value"] for term in one["terms"]) == value
        for term in one["terms"]:
            first, second = term["factors"]
            assert first["value"] * second["value"] == term["value"]


def test_depth_follows_the_terms(command: Command, gradient: Path) -> None:
    done = command("explain", gradient, "dx.output[0,1,1,0]", "--depth", 2, "--format", "json")
    found = [(one["end"], one["index"], one["level"]) for one in done.object["explained"]]
    assert found == [
        ("dx.output", [0, 1, 1, 0], 0),
        ("conv.output", [0, 0, 0, 0], 1),
        ("conv.output", [0, 0, 0, 1], 1),
    ]
    text = command("explain", gradient, "dx.output[0,1,1,0]", "--depth", 2).output
    assert text.count("the op gave") == 3


def test_the_way_ends_where_it_would_be_too_long(command: Command, write: Write) -> None:
    page = write(
        [
            const("x", np.ones((60, 60)).tolist()),
            {"id": "square", "op": "MatMul"},
            {"id": "fourth", "op": "MatMul"},
        ],
        [
            "x.output -> square.a",
            "x.output -> square.b",
            "square.product -> fourth.a",
            "square.product -> fourth.b",
        ],
    )
    words = "explain", page, "fourth[0,0]", "--depth", 99, "--format", "json", "--limit"
    done = command(*words, 10)
    assert (len(done.object["explained"]), done.errors) == (1 + 10 + 10 - 1, "")
    done = command(*words, 60)
    assert len(done.object["explained"]) == 100
    assert done.errors == "more numbers than 100 belong to it; the others are not shown\n"


def test_reach_is_of_an_output_or_of_an_input(command: Command, gradient: Path) -> None:
    done = command("explain", gradient, "x.output[0,1,0,1]", "--reach")
    assert (done.status, done.errors) == (0, "")
    assert done.output == (
        "through conv.input: 2 cells of conv.output\n"
        "  [0, 0, 0, 0:2]\n"
        "  [0,0,0,0] [0,0,0,1]\n\n"
        "through conv.filter: 2 cells of conv.output\n"
        "  [0:2, 0, 0, 1]\n"
        "  [0,0,0,1] [1,0,0,1]\n\n"
        "through dx.filter: 2 cells of dx.output\n"
        "  [0:2, 0, 1, 0]\n"
        "  [0,0,1,0] [1,0,1,0]\n"
    )
    told = command("explain", gradient, "dx.filter[0,1,0,1]", "--reach", "--format", "json").object
    assert told["reached"] == [
        {
            "through": "dx.filter",
            "end": "dx.output",
            "count": 2,
            "axes": [[0, 2, 1], [0, 1, 1], [1, 2, 1], [0, 1, 1]],
            "cells": [[0, 0, 1, 0], [1, 0, 1, 0]],
        }
    ]
    assert command("explain", gradient, "sizes[0]", "--reach").output == (
        "through dx.input_sizes: no cell of dx.output; the numbers of input_sizes are in no term\n"
    )
    last = command("explain", gradient, "dx[0,0,0,0]", "--reach")
    assert (last.status, last.output) == (0, "nothing is computed from dx.output\n")


def test_settings_and_feeds_are_of_the_run(
    command: Command, gradient: Path, tmp_path: Path
) -> None:
    file = tmp_path / "ones.npy"
    np.save(file, np.ones((2, 2, 2, 2), np.float32))
    done = command("explain", gradient, "conv[0,0,0,0]", "--feed", f"x={file}")
    assert "= 8  (Conv2D" in done.output
    done = command("explain", gradient, "x[0,0,0,0]", "--feed", f"x={file}")
    assert "given for this run, not computed" in done.output
    done = command("explain", gradient, "conv[0,1,1,0]", "--set", "conv.strides=[1,1,1,1]")
    assert "conv.output[0,1,1,0] = 31  " in done.output


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("dx", "'dx': a cell goes like dx.output[0,1,1,0]"),
        ("dx.output[0,a]", "'dx.output[0,a]': a cell goes like dx.output[0,1,1,0]"),
        ("cnv[0,0,0,0]", "there is no block 'cnv'; did you mean conv?"),
        ("dx.out[0]", "Conv2DBackpropInput has no port 'out'; did you mean output?"),
        ("dx[0,0]", "dx.output has shape [2, 2, 2, 2]: a cell is 4 numbers, 2 numbers came: [0,0]"),
        ("dx[0,0,0,2]", "dx.output has shape [2, 2, 2, 2]: 2 in [0,0,0,2] is outside axis 3; "
         "0 to 1 are possible"),
        ("session[0]", "session: it has no output"),
        ("dx.filter[0,0,0,0]", "dx.filter is an input; an output is explained, as dx.output, or "
         "x.output, which it is wired to"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_refused_in_words(
    command: Command, gradient: Path, cell: str, words: str
) -> None:
    done = command("explain", gradient, cell)
    assert (done.status, done.output, done.error_lines) == (2, "", [words])
    if "is an input" not in words:
        assert command("explain", gradient, cell, "--reach").error_lines == [words]
    told = command("explain", gradient, cell, "--format", "json").object
    assert (told["ok"], told["errors"][0]["message"]) == (False, words)


def test_a_page_that_is_wrong_is_told_as_run_does(command: Command, write: Write) -> None:
    page = write([const("x", [1, 2]), {"id": "y", "op": "Add"}], ["x.output -> y.x"])
    done = command("explain", page, "y[0]")
    assert done.status == 2
    assert done.error_lines == command("run", page).error_lines
    assert command("explain", page.with_name("no.page.json"), "y[0]").status == 2
    assert command("explain", page, "x[1]").output.startswith("x.output[1] = 2  (Const, float32)")


def test_what_a_disabled_block_keeps_from_running_is_told(command: Command, write: Write) -> None:
    page = write(
        [
            const("x", [1, 2]),
            {"id": "y", "op": "Relu", "mode": "disabled"},
            {"id": "z", "op": "Relu"},
        ],
        ["x.output -> y.features", "y.activations -> z.features"],
    )
    for cell in ("y[0]", "z[0]"):
        done = command("explain", page, cell)
        assert done.status == 2
        assert done.error_lines == [f"{cell[0]}.activations has no result, because y is disabled"]
    assert "y is disabled" in command("explain", page, "x[0]", "--reach").output


def test_numbers_that_json_lacks_are_words(command: Command, write: Write) -> None:
    nan = {"dtype": "float32", "shape": [2], "data": ["nan", "-inf"]}
    page = write(
        [{"id": "x", "op": "Const", "attrs": {"value": nan}}, {"id": "y", "op": "Multiply"}],
        ["x.output -> y.x", "x.output -> y.y"],
    )
    told = command("explain", page, "y[0]", "--format", "json").object
    (one,) = told["explained"]
    assert (one["value"], one["sum"], one["difference"]) == ("nan", "nan", 0)
    told = command("explain", page, "y[1]", "--format", "json").object
    assert told["explained"][0]["terms"][0]["factors"][0]["value"] == "-inf"


def test_what_makes_a_sum_nan_is_told(command: Command, write: Write) -> None:
    ones = {"dtype": "float32", "shape": [1, 3], "data": [1, "nan", 2]}
    column = {"dtype": "float32", "shape": [3, 1], "data": [1, 1, 1]}
    page = write(
        [
            {"id": "a", "op": "Const", "attrs": {"value": ones}},
            {"id": "b", "op": "Const", "attrs": {"value": column}},
            {"id": "y", "op": "MatMul"},
        ],
        ["a.output -> y.a", "b.output -> y.b"],
    )
    done = command("explain", page, "y.product[0,0]")
    assert "sum          nan  1 of 3 terms is not finite: a [0,1] is nan" in done.output
    (one,) = command("explain", page, "y.product[0,0]", "--format", "json").object["explained"]
    assert one["not_finite"] == {"count": 1, "first": 1}
    wrong = command("explain", page, "y.product[1,0]")
    assert "only 0 is possible" in wrong.errors
