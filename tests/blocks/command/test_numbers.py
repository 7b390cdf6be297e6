"""Numbers as `blockprop run` tells them, as text and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from blocks.tensors import read_tensor
from tests.blocks.command.conftest import Done, const

Command = Callable[..., Done]
Write = Callable[..., Path]


ODD = ["nan", "inf", "-inf", -0.0, 1e-45, 0.1]


def test_odd_numbers_come_out_of_json_as_they_are_in_pages(command: Command, write: Write) -> None:
    page = write([{"id": "a", "op": "Const", "attrs": {"value": {
        "dtype": "float32", "shape": [6], "data": ODD}}}])  # fmt: skip
    told = command("run", page, "--format", "json").object["results"]["a.output"]
    assert told["data"][:3] == ["nan", "inf", "-inf"]
    assert str(told["data"][3]) == "-0.0"
    back = read_tensor(told)
    assert back.tobytes() == np.array([float(one) for one in ODD], np.float32).tobytes()


def test_odd_numbers_as_text(command: Command, write: Write) -> None:
    page = write([{"id": "a", "op": "Const", "attrs": {"value": {
        "dtype": "float32", "shape": [6], "data": ODD}}}])  # fmt: skip
    values = command("run", page).output.splitlines()[1]
    assert values.strip("[]").split() == ["nan", "inf", "-inf", "-0.e+00", "1.e-45", "1.e-01"]


@pytest.mark.parametrize("dtype", ["bfloat16", "float16", "bool", "int64", "uint8", "float64"])
def test_every_dtype_is_told_by_its_name(command: Command, write: Write, dtype: str) -> None:
    numbers = [True, False] if dtype == "bool" else [1, 3]
    page = write([const("a", numbers, dtype)])
    told = command("run", page, "--format", "json").object["results"]["a.output"]
    assert told == {"dtype": dtype, "shape": [2], "data": numbers}
    assert command("run", page).output.startswith(f"a.output  {dtype} [2]\n[")


def test_float64_shows_every_digit(command: Command, write: Write) -> None:
    page = write([const("a", [0.1 + 0.2, 1 / 3], "float64")])
    assert command("run", page).output.splitlines()[1] == (
        "[0.30000000000000004 0.3333333333333333 ]"
    )


def test_a_scalar_and_an_empty_tensor(command: Command, write: Write) -> None:
    page = write([const("a", 4), const("b", np.ones((2, 0, 3)))])
    assert command("run", page).output == (
        "a.output  float32 []\n4.\n\nb.output  float32 [2, 0, 3]\n[]\n"
    )


def test_a_long_tensor_is_shortened_and_says_by_how_much(command: Command, write: Write) -> None:
    page = write([const("a", np.arange(40_000).reshape(200, 200))])
    output = command("run", page).output
    assert output.splitlines()[1] == "[[    0.     1.     2. ...   197.   198.   199.]"
    assert output.endswith("(36 of 40,000 values; --out or --format json gives all)\n")
    whole = command("run", page, "--format", "json").object["results"]["a.output"]
    assert len(whole["data"]) == 40_000


def test_a_tensor_of_many_short_axes_is_shortened_too(command: Command, write: Write) -> None:
    page = write([const("a", np.zeros((2,) * 11))])
    output = command("run", page).output
    assert len(output) < 5000
    assert "and so on" in output
    assert output.endswith("(200 of 2,048 values; --out or --format json gives all)\n")
