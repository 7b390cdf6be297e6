"""What plots is loaded once there is something to plot, on another thread, and not before."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import os, sys, tempfile, threading
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.document import Document
from app.settings import Settings
from app.window import MainWindow
from app.window.warming import WAITS_MS
from tests.app.pages import gradient_page

class Finder:
    threads = []
    def find_spec(self, name, path=None, target=None):
        if name == "pyqtgraph":
            self.threads.append(threading.current_thread() is threading.main_thread())

sys.meta_path.insert(0, Finder)
Finder.find_spec = classmethod(Finder.find_spec)
document = Document(gradient_page())
window = MainWindow(document, settings=Settings(Path(tempfile.mkdtemp())))
window.show()
QTest.qWait(2 * WAITS_MS)
print("pyqtgraph" in sys.modules)
document.run()
while document.is_running:
    QTest.qWait(20)
for _ in range(500):
    QTest.qWait(20)
    if "app.results.heatmap" in sys.modules and not window.warming._work.is_busy:
        break
print("pyqtgraph" in sys.modules, Finder.threads)
from app import overrides
print(len(overrides.unguarded()) if overrides.NEEDED else 0)
window.results.tabs.setCurrentWidget(window.results.heatmap_tab)
QTest.qWait(50)
print(window.results.heatmap_tab.heatmap.isVisible())
window.close()
"""


def test_plots_are_loaded_after_the_first_run_beside_the_window() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    before, after, unguarded, seen = done.stdout.splitlines()
    assert before == "False", "nobody pays for it at the start"
    assert after == "True [False]", "loaded, but not on the window's thread"
    assert unguarded == "0"
    assert seen == "True"
