"""The command `blockprop`: a window where there can be one, the terminal where not."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from app import screen
from app.command import main
from app.screen import why_no_window
from blocks.command.group import commands

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "assets/pages/1_conv2d_backprop_input.page.json"
FIRST_LINES = "dx.output  float32 [2, 2, 2, 2]\n[[[[ 1188.  2748.]\n"

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux's variables")


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a screen."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, bool]]:
    """A machine whose editor only notes what it is asked to open."""
    calls: list[tuple[Path | None, bool]] = []

    def open_editor(path: Path | None, evaluate: bool = False) -> int:
        calls.append((path, evaluate))
        return 0

    editor = ModuleType("app.editor")
    editor.open_editor = open_editor  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "app.editor", editor)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(screen, "missing_for_qt", list)
    return calls


def test_a_page_is_opened_in_the_editor(opened: list[tuple[Path | None, bool]]) -> None:
    assert main([str(SAMPLE)]) == 0
    assert main([]) == 0
    assert main(["--run", str(SAMPLE)]) == 0
    assert main([str(SAMPLE), "--run"]) == 0
    assert opened == [(SAMPLE, False), (None, False), (SAMPLE, True), (SAMPLE, True)]


def test_a_page_that_is_named_like_a_command_is_opened(
    opened: list[tuple[Path | None, bool]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(SAMPLE, "run")
    assert main(["./run"]) == 0
    assert opened == [(Path("run"), False)]


def test_commands_open_no_window(
    opened: list[tuple[Path | None, bool]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(SAMPLE)]) == 0
    assert capsys.readouterr().out.startswith(FIRST_LINES)
    assert main(["check", str(SAMPLE)]) == 0
    assert main(["ops"]) == 0
    assert opened == []


def test_what_is_neither_page_nor_command_is_refused(
    opened: list[tuple[Path | None, bool]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["xyzzy"]) == 2
    said = capsys.readouterr().err
    assert "there is no file and no command 'xyzzy'; there are run, check, " in said
    assert all(name in said for name in commands.commands)
    for words in (["rum"], ["rum", str(SAMPLE)]):
        assert main(words) == 2
        said = capsys.readouterr().err
        assert said.startswith(
            "error: there is no file 'rum', and no command of that name; did you mean run?\n"
            "Usage: blockprop [OPTIONS] [PAGE | COMMAND [ARGS]...]\n"
        )
    assert main(["--bogus"]) == 2
    assert main([str(SAMPLE), "more"]) == 2
    assert "Usage: blockprop [OPTIONS] [PAGE |" in capsys.readouterr().err
    assert opened == []


@linux
@pytest.mark.usefixtures("no_screen")
def test_without_a_screen_the_page_runs_in_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for words in ([str(SAMPLE)], ["--run", str(SAMPLE)]):
        assert main(words) == 0
        told = capsys.readouterr()
        assert told.out.startswith(FIRST_LINES)
        assert "this machine has no screen" in told.err
        assert "in the terminal instead" in told.err


@linux
@pytest.mark.usefixtures("no_screen")
def test_without_a_screen_and_a_page_it_says_how_it_goes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "this machine has no screen" in told.err
    assert "Usage: blockprop" in told.err


@linux
@pytest.mark.usefixtures("no_screen")
def test_a_wrong_page_keeps_its_status_in_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "x.page.json").write_text("{")
    assert main([str(tmp_path / "x.page.json")]) == 2


def test_without_the_editor_it_says_how_to_install_it(
    opened: list[tuple[Path | None, bool]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(
        screen.importlib.util, "find_spec", lambda name: None if name == "PySide6" else name
    )
    assert main([str(SAMPLE)]) == 0
    told = capsys.readouterr()
    assert 'pip install "blockprop[gui]"' in told.err
    assert told.out.startswith(FIRST_LINES)
    assert opened == []


def test_without_qts_libraries_it_says_how_to_get_them(
    opened: list[tuple[Path | None, bool]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(screen, "missing_for_qt", lambda: ["libegl1", "fonts-dejavu-core"])
    assert main([str(SAMPLE)]) == 0
    assert "sudo apt-get install libegl1 adds them" in capsys.readouterr().err
    assert opened == []


def test_if_qt_cannot_be_loaded_the_reason_is_told(
    opened: list[tuple[Path | None, bool]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "app.editor", None)
    assert main([str(SAMPLE)]) == 0
    told = capsys.readouterr()
    assert "Qt cannot be loaded" in told.err
    assert told.out.startswith(FIRST_LINES)


@linux
@pytest.mark.usefixtures("no_screen")
def test_a_screen_that_does_not_answer_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(screen, "missing_for_qt", list)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":7654")
    assert why_no_window() == "no screen answers at :7654"
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert why_no_window() == "no screen answers at wayland-0"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        assert why_no_window() is None


@linux
@pytest.mark.usefixtures("no_screen")
def test_an_x_server_that_answers_is_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "missing_for_qt", list)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = server.getsockname()[1]
        server.listen()
        monkeypatch.setenv("DISPLAY", f"127.0.0.1:{port - 6000}.0")
        assert why_no_window() is None
    assert why_no_window() is not None


def test_nothing_of_qt_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, app, app.command\n"
        "found = {'PySide6', 'NodeGraphQt', 'pyqtgraph'} & {n.split('.')[0] for n in sys.modules}\n"
        "sys.exit(str(found) if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@linux
@pytest.mark.usefixtures("no_screen")
def test_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--run", SAMPLE], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert done.stdout.startswith(FIRST_LINES)
    assert "this machine has no screen" in done.stderr
