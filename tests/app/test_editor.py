"""The editor as a program: it opens, evaluates, and goes when Ctrl-C is pressed in the terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.assets import ASSETS, sample_pages
from app.icons import app_icon

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.editor import open_editor
from app.window import MainWindow

application = QApplication([])
timer = QTimer()

def look():
    for one in application.topLevelWidgets():
        if isinstance(one, MainWindow) and one.isVisible() and not one.document.is_running:
            timer.stop()
            first = one.results.array
            title = one.windowTitle()
            if "dirty" in sys.argv:
                one.document.page.set_title("Changed")
            print(title, None if first is None else first.ravel()[0], flush=True)
            if "fault" in sys.argv:
                QTimer.singleShot(0, lambda: 1 / 0)

timer.timeout.connect(look)
timer.start(50)
page = Path(sys.argv[1]) if sys.argv[1] else None
sys.exit(open_editor(page, evaluate=True))
"""


def start(*arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    )


def line_of(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_it_opens_evaluates_and_ends_with_ctrl_c() -> None:
    _, path = sample_pages()[0]
    program = start(str(path))
    assert line_of(program) == f"[*]{path.name} — blockprop 1188.0"
    program.send_signal(signal.SIGINT)
    _, complaints = program.communicate(timeout=20)
    assert program.returncode == 0
    assert "Traceback" not in complaints


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_asks_before_changes_are_lost_and_a_second_one_does_not() -> None:
    program = start(str(sample_pages()[0][1]), "dirty")
    assert "blockprop" in line_of(program)
    program.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        program.wait(timeout=1.5)
    program.send_signal(signal.SIGINT)
    program.communicate(timeout=20)
    assert program.returncode == -signal.SIGINT


def test_a_fault_in_a_slot_prints_no_traceback_and_ends_nothing(tmp_path: Path) -> None:
    program = start("", "fault")
    assert line_of(program) == "[*]Untitled — blockprop None"
    with pytest.raises(subprocess.TimeoutExpired):
        program.wait(timeout=1.0)
    program.terminate()
    _, complaints = program.communicate(timeout=20)
    assert "Traceback" not in complaints
    (log,) = tmp_path.rglob("faults.log")
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_a_page_that_is_not_there_leaves_an_empty_window(tmp_path: Path) -> None:
    program = start(str(tmp_path / "nowhere.page.json"))
    assert line_of(program) == "[*]Untitled — blockprop None"
    program.terminate()
    program.communicate(timeout=20)


def test_every_icon_is_there_and_drawn(qapp: object) -> None:
    from app.icons import icon

    assert not app_icon().pixmap(64).toImage().isNull()
    for path in (ASSETS / "icons").glob("*.svg"):
        image = icon(path.stem).pixmap(24).toImage()
        inked = any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(24))
        assert inked, path.name


LEAVING = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.document import Document
from app.window import MainWindow
from tests.app.pages import Gate

application = QApplication([])
gate = Gate()
window = MainWindow(Document(gate.page()))
window.show()
window.document.run()
assert gate.is_reached.wait(10)
QTimer.singleShot(0, window.close)
raise SystemExit(application.exec())
"""


def test_the_program_ends_at_once_even_if_a_block_is_still_computing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEAVING],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=15,  # the block would wait for 20 seconds
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
