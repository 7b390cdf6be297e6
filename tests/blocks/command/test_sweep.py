"""`blockprop sweep`."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.blocks.command.conftest import GRADIENT, TELLING, Done, const, process


def test_a_grid_as_text_and_in_a_file(
    command: Callable[..., Done], gradient: Path, tmp_path: Path
) -> None:
    out = tmp_path / "s.npz"
    vary = ["--vary", "conv.padding+dx.padding=SAME,VALID", "--vary", "dx.strides=[1,3,2,1]"]
    done = command("sweep", gradient, *vary, "--out", out)
    assert done.status == 0
    lines = done.output.splitlines()
    assert lines[0].startswith("conv.padding+dx.padding  dx.strides")
    assert "min 1188  max 29004" in lines[1]
    assert lines[2].startswith("VALID")
    assert "2 of 2 cells written" in done.errors
    with np.load(out) as file:
        np.testing.assert_array_equal(file["dx.output[0,0]"].ravel(), GRADIENT)
        assert list(file["vary.conv.padding+dx.padding"]) == ["SAME", "VALID"]
        assert file["sweep.problems"].shape == (2, 1)
        assert not any(file["sweep.problems"].ravel())


def test_wrong_cells_are_told_and_the_others_written(
    command: Callable[..., Done], gradient: Path, tmp_path: Path
) -> None:
    out = tmp_path / "s.npz"
    done = command("sweep", gradient, "--vary", "dx.strides=1,3", "--out", out, "--format", "json")
    assert done.status == 1
    told = done.object
    assert not told["ok"]
    assert told["vary"] == {"dx.strides": ["1", "3"]}
    assert [cell["ok"] for cell in told["cells"]] == [False, True]
    assert told["cells"][1]["set"] == {"dx.strides": "3"}
    assert "Height 1 would fit" in told["cells"][0]["errors"][0]
    assert list(told["results"]) == ["dx.output[1]"]
    with np.load(out) as file:
        assert "Height 1 would fit" in str(file["sweep.problems"][0])
        assert file["dx.output[1]"].shape == (2, 2, 2, 2)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--vary", "dx.pading=SAME"], "--vary dx.pading: Conv2DBackpropInput has no attribute"),
        (["--vary", "dx.padding=SAM"], "--vary dx.padding=SAM: 'SAM' is none of"),
        (["--vary", "dx.padding"], "it goes like dx.padding=SAME,VALID"),
        (["--vary", "dx.strides=1", "--fetch", "q"], "fetch q: there is no block 'q'"),
        (["--vary", "dx.strides=1", "--out", "s.txt"], "a name that ends in .npz is needed"),
    ],
)
def test_a_wrong_line_says_what_would_be_right(
    command: Callable[..., Done], gradient: Path, words: list[str], why: str
) -> None:
    done = command("sweep", gradient, *words)
    assert done.status == 2
    assert why in done.error_lines[0]
    assert done.output == ""


def test_nothing_to_vary_is_a_wrong_line(command: Callable[..., Done], gradient: Path) -> None:
    assert command("sweep", gradient).status == 2


def test_ctrl_c_writes_what_finished(write: Callable[..., Path], tmp_path: Path) -> None:
    page = write(
        [
            const("n", [1_000, 1_000], "int32"),
            {"id": "r", "op": "RandomNormal"},
            {"id": "p", "op": "MatMul"},
        ],
        ["n.output -> r.shape", "r.output -> p.a", "r.output -> p.b"],
    )
    out = tmp_path / "s.npz"
    words = ["sweep", page, "--vary", "r.seed=1..5000", "--out", out]
    running = process(["-c", TELLING, "r.seed=3 finished", *words])
    assert running.stderr is not None
    assert running.stderr.readline() == "ready\n"
    running.send_signal(signal.SIGINT)
    output, errors = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "interrupted" in errors
    assert "Traceback" not in errors
    assert output.startswith("r.seed")
    with np.load(out) as file:
        problems = list(file["sweep.problems"])
        assert problems[0] == ""
        assert problems[-1] == "not run"
        assert "p.product[0]" in file
