"""`blockprop export`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.blocks.command.conftest import ROOT, Done, const


def test_a_script_on_standard_output_and_in_a_file(
    command: Callable[..., Done], gradient: Path, tmp_path: Path
) -> None:
    done = command("export", gradient, "--to", "numpy")
    assert (done.status, done.errors) == (0, "")
    assert "dx = kernels.conv2d_backprop_input(" in done.output
    out = tmp_path / "g.py"
    told = command("export", gradient, "--to", "numpy", "--out", out, "--format", "json")
    assert told.object["files"] == [str(out)]
    assert told.object["code"] == done.output
    ran = subprocess.run(
        [sys.executable, out], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert ran.stdout.startswith("dx.output float32 (2, 2, 2, 2)\n")
    assert "29004" in ran.stdout


def test_what_is_wrong_is_told_with_status_2(
    command: Callable[..., Done], gradient: Path, write: Callable[..., Path], tmp_path: Path
) -> None:
    assert command("export", gradient, "--to", "java").status == 2
    wrong = command("export", gradient, "--to", "numpy", "--out", tmp_path / "x.txt")
    assert wrong.status == 2
    assert "a name that ends in .py is needed" in wrong.error_lines[0]
    invalid = command("export", gradient, "--to", "numpy", "--set", "dx.strides=[1,1,1,1]")
    assert invalid.status == 2
    assert invalid.error_lines[0].startswith("dx.input_sizes: ")
    assert invalid.output == ""
    whole = write(
        [const("x", [1, 2], "uint32"), {"id": "y", "op": "Relu"}], ["x.output -> y.features"]
    )
    refused = command("export", whole, "--to", "pytorch", "--out", tmp_path / "y.py")
    assert refused.status == 2
    assert refused.error_lines == [
        "y: PyTorch has little arithmetic for uint32; export to NumPy, which has kernels of its own"
    ]
    assert not (tmp_path / "y.py").exists()
