"""`blockprop run`: results, overrides, formats and exit statuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest

from blocks.command import console
from blocks.tensors import read_tensor
from tests.blocks.command.conftest import GRADIENT, Done, const

Command = Callable[..., Done]
Write = Callable[..., Path]


def summing(write: Write, left: Any, right: Any) -> Path:
    """A page with the sum of two constants."""
    return write(
        [const("left", left), const("right", right), {"id": "sum", "op": "Add"}],
        ["left.output -> sum.x", "right.output -> sum.y"],
    )


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


# ---- overrides ---------------------------------------------------------------------------------


@pytest.mark.parametrize("strides", ["[1,1,1,1]", "{1,1,1,1}", " [1, 1, 1, 1] "])
def test_set_changes_attributes_for_this_run(
    command: Command, gradient: Path, strides: str
) -> None:
    before = gradient.read_bytes()
    done = command(
        "run", gradient, "--set", f"conv.strides={strides}", "--set", "conv.padding=VALID",
        "--fetch", "conv", "--format", "json",
    )  # fmt: skip
    assert done.status == 0
    assert done.object["results"]["conv.output"]["shape"] == [2, 1, 1, 2]
    assert gradient.read_bytes() == before


def test_set_can_mend_a_page(command: Command, gradient: Path) -> None:
    wrong = gradient.read_text().replace("SAME", "SOME")
    gradient.write_text(wrong)
    assert command("run", gradient).status == 2
    mended = ("--set", "conv.padding=SAME", "--set", "dx.padding=SAME")
    assert command("run", gradient, *mended).status == 0


@pytest.mark.parametrize(
    ("setting", "says", "place"),
    [
        ("dx.padding=SAMEE", "'SAMEE' is none of SAME, VALID, EXPLICIT", ("dx", "padding")),
        ("dx.strides=[1,0,1,1]", "number 2 is 0; from 1 up is possible", ("dx", "strides")),
        ("dx.stride=[1]", "has no attribute 'stride'; did you mean strides?", ("dx", "stride")),
        (
            "dz.padding=SAME",
            "there is no block 'dz'; x, sizes, conv, dx, session",
            (None, None),
        ),
        ("dx=SAME", "it goes like --set dx.padding=VALID", (None, None)),
        ("dx.padding", "it goes like --set dx.padding=VALID", (None, None)),
        ("=", "it goes like --set dx.padding=VALID", (None, None)),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    command: Command, gradient: Path, setting: str, says: str, place: tuple[str, str]
) -> None:
    done = command("run", gradient, "--set", setting, "--format", "json")
    assert done.status == 2
    (error,) = done.object["errors"]
    assert says in error["message"]
    assert f"--set {setting}: " in error["message"]
    assert (error["block"], error["port"]) == place
    assert done.error_lines == [error["message"]]


def test_feed_stands_in_for_an_output(command: Command, gradient: Path, tmp_path: Path) -> None:
    np.save(tmp_path / "w.npy", np.ones((2, 1, 1, 2), np.float32))
    feed = f"conv={tmp_path / 'w.npy'}"
    told = command("run", gradient, "--feed", feed, "--format", "json").object
    assert told["ok"]
    assert "conv" not in told["blocks"]
    assert told["results"]["dx.output"]["data"][:4] == [3, 7, 11, 15]


def test_a_feed_of_the_wrong_shape_is_told_by_the_check(
    command: Command, gradient: Path, tmp_path: Path
) -> None:
    np.save(tmp_path / "w.npy", np.ones((2, 9, 1, 2), np.float32))
    done = command("run", gradient, "--feed", f"conv.output={tmp_path / 'w.npy'}")
    assert done.status == 2
    assert done.output == ""
    assert "9" in done.error_lines[0]
    assert done.error_lines[0].startswith("dx.")


@pytest.mark.parametrize(
    ("feed", "says"),
    [
        ("conv", "it goes like --feed filter=weights.npy"),
        ("conv=", "it goes like --feed filter=weights.npy"),
        ("conv=none.npy", "there is no"),
        ("con=ok.npy", "there is no block 'con'; did you mean conv?"),
        ("conv.z=ok.npy", "Conv2D has no output 'z'; output would be possible"),
        ("sizes.output=ok.npy --feed sizes=ok.npy", "sizes.output is fed twice"),
        ("conv=pickle.npy", "pickle.npy"),
        ("conv=text.npy", "text.npy"),
        ("conv=archive.npz", "archive.npz"),
    ],
)
def test_a_feed_that_cannot_be_is_refused(
    command: Command,
    gradient: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    feed: str,
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    np.save("ok.npy", np.ones(3))
    np.save("pickle.npy", np.array([{}, []], object), allow_pickle=True)
    np.savez("archive.npz", a=np.ones(3))
    Path("text.npy").write_text("no tensor")
    done = command("run", gradient, "--feed", *feed.split())
    assert done.status == 2
    assert says in done.error_lines[0]


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


# ---- numbers -----------------------------------------------------------------------------------

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


# ---- files -------------------------------------------------------------------------------------


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
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    done = command("run", gradient, "--out", out, "--format", "json")
    assert done.status == 1
    assert done.object["ok"] is False
    assert "No space left on device" in done.error_lines[0]
    assert out.read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["p.page.json", "r.npz"]


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
