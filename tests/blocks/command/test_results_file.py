"""`--out`: results in a NumPy file."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest

from tests.blocks.command.conftest import GRADIENT, Done

Command = Callable[..., Done]
Write = Callable[..., Path]


def test_out_writes_every_result_under_its_name(
    command: Command, gradient: Path, tmp_path: Path
) -> None:
    out = tmp_path / "results.npz"
    done = command("run", gradient, "--out", out, "--fetch", "dx", "--fetch", "sizes")
    assert done.status == 0
    assert done.output.startswith("dx.output")
    assert "2 tensors written to" in done.errors
    with np.load(out) as written:
        assert list(written) == ["dx.output", "sizes.output"]
        assert written["dx.output"].dtype == np.float32
        assert written["dx.output"].ravel().tolist() == GRADIENT
        assert written["sizes.output"].dtype == np.int32
    assert [one.name for one in tmp_path.iterdir() if "npz" in one.name] == ["results.npz"]


def test_out_keeps_bfloat16_exactly_as_float32(
    command: Command, write: Write, tmp_path: Path
) -> None:
    numbers = np.array([0.1, 3.0, np.inf], ml_dtypes.bfloat16)
    page = write([{"id": "a", "op": "Const", "attrs": {"value": {
        "dtype": "bfloat16", "shape": [3], "data": [0.1, 3, "inf"]}}}])  # fmt: skip
    assert command("run", page, "--out", tmp_path / "r.npz").status == 0
    with np.load(tmp_path / "r.npz") as written:
        assert written["a.output"].dtype == np.float32
        assert written["a.output"].astype(ml_dtypes.bfloat16).tobytes() == numbers.tobytes()


@pytest.mark.parametrize("out", ["r.txt", "nowhere/r.npz", "folder.npz"])
def test_a_file_that_cannot_be_written_is_refused_before_anything_runs(
    command: Command, gradient: Path, tmp_path: Path, out: str
) -> None:
    (tmp_path / "folder.npz").mkdir()
    done = command("run", gradient, "--out", tmp_path / out)
    assert done.status == 2
    assert done.output == ""
    assert done.error_lines[0].startswith("--out ")


def test_the_page_is_not_written_over(command: Command, gradient: Path) -> None:
    page = gradient.rename(gradient.with_name("page.npz"))
    before = page.read_bytes()
    done = command("run", page, "--out", page.parent / "." / "page.npz")
    assert done.status == 2
    assert "this would be written over" in done.error_lines[0]
    assert page.read_bytes() == before


def test_others_may_read_the_file_as_they_may_read_others(
    command: Command, gradient: Path, tmp_path: Path
) -> None:
    command("run", gradient, "--out", tmp_path / "r.npz")
    (tmp_path / "usual").touch()
    assert (tmp_path / "r.npz").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_write_that_fails_leaves_the_old_file(
    command: Command, gradient: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "r.npz"
    out.write_bytes(b"old")

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    done = command("run", gradient, "--out", out, "--format", "json")
    assert done.status == 1
    assert done.object["ok"] is False
    assert done.error_lines[0] == f"--out {out}: cannot be written: the disk is full"
    assert out.read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["p.page.json", "r.npz"]


def test_a_link_is_followed_and_stays(command: Command, gradient: Path, tmp_path: Path) -> None:
    (tmp_path / "latest.npz").symlink_to("results.npz")
    assert command("run", gradient, "--out", tmp_path / "latest.npz").status == 0
    assert (tmp_path / "latest.npz").is_symlink()
    with np.load(tmp_path / "results.npz") as written:
        assert list(written) == ["dx.output"]
