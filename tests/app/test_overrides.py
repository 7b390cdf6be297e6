"""A fault in a method that Qt calls is told; it does not end the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app import overrides

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from app import overrides

class Part:
    def closeEvent(self, event):
        {fault}

class View(Part, QWidget):
    pass

overrides.guard()
sys.excepthook = lambda kind, *_: print("told", kind.__name__)
application = QApplication([])
view = View()
view.show()
QTimer.singleShot(0, view.close)
QTimer.singleShot(0, application.quit)
application.exec()
print("alive")
"""


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        ("len(3)", "TypeError"),
        ("[][3]", "IndexError"),
        ("1 / 0", "ZeroDivisionError"),
        ("raise RuntimeError('of Python')", "RuntimeError"),
    ],
)
def test_a_fault_that_c_code_has_raised_is_survived(fault: str, name: str) -> None:
    program = PROGRAM.format(fault=fault)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["told", name, "alive"], done.stderr


ALL = """
import app.editor
from app import overrides

before = len(overrides.unguarded())
overrides.guard()
from PySide6.QtWidgets import QWidget
from app.window import MainWindow
print(before > 100, len(overrides.unguarded()), overrides.is_guarded(MainWindow.closeEvent))
print(overrides.is_guarded(MainWindow.__init__), overrides.is_guarded(QWidget.closeEvent))
"""


@pytest.mark.skipif(not overrides.NEEDED, reason="errors are always objects")
def test_the_editor_guards_every_method_that_qt_calls() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALL], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["True", "0", "True", "False", "False"], done.stderr
