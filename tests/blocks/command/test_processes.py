"""What only a process of its own shows: signals, pipes, terminals, what is imported."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.blocks.command.conftest import TELLING, const, process

Write = Callable[..., Path]


@pytest.fixture
def long(write: Write) -> Path:
    """A page that takes minutes: a chain of products of large matrices."""
    blocks = [const("sizes", [700, 700], "int32"), {"id": "m0", "op": "RandomUniform"}]
    wires = ["sizes.output -> m0.shape"]
    last = "m0.output"
    for at in range(1, 3000):
        blocks.append({"id": f"m{at}", "op": "MatMul"})
        wires += [f"{last} -> m{at}.a", f"m0.output -> m{at}.b"]
        last = f"m{at}.product"
    blocks.append({"id": "session", "op": "ClientSession"})
    wires += [f"{end} -> session.fetch_outputs" for end in ("sizes.output", last)]
    return write(blocks, wires, name="long")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
@pytest.mark.parametrize("format", ["text", "json"])
def test_ctrl_c_stops_cleanly_and_gives_what_finished(
    long: Path, tmp_path: Path, format: str
) -> None:
    out = tmp_path / "r.npz"
    words = ["run", long, "--format", format, "--out", out]
    started = process(["-c", TELLING, "m1 finished", *words])
    assert started.stderr is not None
    assert started.stderr.readline() == "ready\n"
    started.send_signal(signal.SIGINT)
    output, errors = started.communicate(timeout=60)
    assert started.returncode == 130
    assert "Traceback" not in errors
    assert "error: interrupted" in errors
    assert out.exists()
    if format == "json":
        told = json.loads(output)
        assert told["ok"] is False
        assert list(told["results"]) == ["sizes.output"]
        assert told["blocks"]["m1"]["state"] == "done"
        assert told["blocks"]["m2999"]["state"] == "cancelled"
    else:
        assert output == "sizes.output  int32 [2]\n[700 700]\n"


@pytest.fixture
def slow(write: Write) -> Path:
    """A page with one convolution that takes minutes."""
    blocks: list[dict[str, object]] = [{"id": "session", "op": "ClientSession"}]
    wires = []
    for id, shape in (("image", [16, 512, 512, 16]), ("filter", [99, 99, 16, 16])):
        blocks += [const(f"{id}_shape", shape, "int32"), {"id": id, "op": "RandomUniform"}]
        wires += [f"{id}_shape.output -> {id}.shape", f"{id}.output -> y.{id}"]
    attrs = {"strides": [1, 1, 1, 1], "padding": "SAME"}
    blocks.append({"id": "y", "op": "Conv2D", "attrs": attrs})
    wires = [wire.replace("y.image", "y.input") for wire in wires]
    wires += [f"{end} -> session.fetch_outputs" for end in ("filter_shape.output", "y.output")]
    return write(blocks, wires, name="slow")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_ctrl_c_stops_within_a_block_that_takes_minutes(slow: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.npz"
    words = ["run", slow, "--format", "json", "--out", out]
    started = process(["-c", TELLING, "y started", *words])
    try:
        assert started.stderr is not None
        assert started.stderr.readline() == "ready\n"
        time.sleep(1)  # to be in the midst of it, with all threads
        started.send_signal(signal.SIGINT)
        output, errors = started.communicate(timeout=45)
    finally:
        started.kill()
    assert started.returncode == 130
    assert "Traceback" not in errors
    told = json.loads(output)
    assert list(told["results"]) == ["filter_shape.output"]
    assert told["blocks"]["image"]["state"] == "done"
    assert told["blocks"]["y"]["state"] == "cancelled"
    with np.load(out) as written:
        assert written.files == ["filter_shape.output"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes that break")
@pytest.mark.parametrize("words", [["run"], ["run", "--format", "json"], ["check"], ["ops"]])
def test_a_reader_that_goes_away_is_no_error(gradient: Path, words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # Nobody will ever read, so that already the first write fails.
    page = [] if words == ["ops"] else [gradient]
    started = process(["-m", "blocks", *words, *page], stdout=writing)
    os.close(writing)
    _, errors = started.communicate(timeout=60)
    assert (started.returncode, errors) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes that break")
def test_errors_that_nobody_reads_change_nothing_else(gradient: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    words = ["-m", "blocks", "run", gradient, "--fetch", "nothing", "--format", "json"]
    started = process(words, stderr=writing)
    os.close(writing)
    output, _ = started.communicate(timeout=60)
    assert started.returncode == 2
    assert json.loads(output)["ok"] is False


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes no standard streams")
def test_a_run_with_no_standard_streams_does_its_work(gradient: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.npz"
    words = ["-m", "blocks", "run", gradient, "--out", out]
    close = "import os, sys; os.close(1); os.close(2); os.execv(sys.executable, sys.argv[1:])"
    started = process(["-c", close, sys.executable, *words])
    assert started.communicate(timeout=60) == ("", "")
    assert started.returncode == 0
    assert out.exists()


EARLY = """
import os, runpy, signal, sys
class Interrupts:
    def find_spec(self, name, *_):
        if name == "msgspec":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupts())
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
@pytest.mark.parametrize("package", ["blocks", "app"])
def test_ctrl_c_while_the_program_starts(gradient: Path, package: str) -> None:
    started = process(["-c", EARLY, package, "run", gradient])
    assert started.communicate(timeout=60) == ("", "interrupted\n")
    assert started.returncode == 130


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told_in_one_line(gradient: Path) -> None:
    with open("/dev/full", "w") as full:
        started = process(["-m", "blocks", "run", gradient], stdout=full)
        _, errors = started.communicate(timeout=60)
    assert started.returncode == 1
    assert errors.splitlines() == ["error: the output cannot be written: No space left on device"]


SLOWLY = """
import sys, time
from blocks.command import main, progress
progress.AFTER_SECONDS = 0
follow = progress.Progress.follow
def slowly(self, event):
    follow(self, event)
    time.sleep(0.2)
progress.Progress.follow = slowly
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(("words", "drawn"), [((), True), (("--quiet",), False)])
def test_progress_is_drawn_on_a_terminal(
    gradient: Path, words: tuple[str, ...], drawn: bool
) -> None:
    import pty

    ours, theirs = pty.openpty()
    started = process(["-c", SLOWLY, "run", gradient, *words], stderr=theirs)
    os.close(theirs)
    output, _ = started.communicate(timeout=60)
    shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert output.startswith("dx.output  float32")
    assert ("4/4" in shown.decode()) is drawn


def test_progress_is_not_drawn_into_a_file(gradient: Path) -> None:
    output, errors = process(["-c", SLOWLY, "run", gradient]).communicate(timeout=60)
    assert output.startswith("dx.output  float32")
    assert errors == ""


def _read(terminal: int) -> bytes:
    """What a terminal shows next; nothing at its end, which Linux tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_neither_qt_nor_rich_is_imported(gradient: Path) -> None:
    code = (
        "import sys\nfrom blocks.command import main\n"
        "status = main(sys.argv[1:])\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)\n"
        "sys.exit(status)"
    )
    started = process(["-c", code, "run", gradient])
    _, errors = started.communicate(timeout=60)
    assert started.returncode == 0
    imported = errors.splitlines()[-1]
    assert "'numpy'" in imported
    for name in ("PySide6", "NodeGraphQt", "pyqtgraph", "rich", "app"):
        assert f"'{name}'" not in imported


LATIN = """
import sys
sys.stderr.reconfigure(encoding="latin-1")
from blocks.command import main
sys.exit(main())
"""


def test_a_terminal_without_letters_gets_codes(write: Write) -> None:
    path = write([{"id": "a", "op": "λ"}])
    for more in ([], ["--format", "json"]):
        started = process(["-c", LATIN, "run", path, *more])
        _, errors = started.communicate(timeout=60)
        assert started.returncode == 2
        assert errors == "error: a: there is no op named '\\u03bb' here\n"
