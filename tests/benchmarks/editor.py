"""How long the editor takes on a large page, how smoothly it moves, and what its window weighs.

    python -m tests.benchmarks.editor [--blocks 1000] [--json FILE]

Offscreen. In one process: load the file, open it in a window; pan, zoom and hover; add, move and
undo a block, and check the page after an edit; open a tensor of 64 MiB. A frame is a real paint of
the whole view. In processes of their own: the whole command until the page is seen, and the memory
of the window with the first sample page, beyond PySide6 and NodeGraphQt alone.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np

import blocks
from tests.benchmarks import record
from tests.benchmarks.editing import measure_edits

ROW = 25
FRAMES = 30
VIEW = (1600, 1000)
SAMPLE = "assets/pages/1_conv2d_backprop_input.page.json"

WHOLE_COMMAND = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication([])
QTimer.singleShot(0, lambda: (application.processEvents(), application.quit()))
from app.command import main
main([sys.argv[1]])
"""

WINDOW = """
import sys
from pathlib import Path
import NodeGraphQt
from PySide6.QtWidgets import QApplication
from tests.benchmarks.editor import resident_bytes
application = QApplication([])
bare = NodeGraphQt.NodeGraph().viewer() if sys.argv[1] == "bare" else None
if bare is not None:
    bare.show()
else:
    from app.settings import Settings
    from app.window import MainWindow
    window = MainWindow(settings=Settings(Path(sys.argv[2])))
    window.open_path(Path(sys.argv[1]))
    window.show()
application.processEvents()
print(resident_bytes())
"""


def large_page(count: int) -> blocks.Page:
    """A grid of Add blocks, two wires each, so 2,000 wires on 1,000 blocks."""
    page = blocks.Page("Large")
    page.add_block("Const", {"value": _small()}, id="const")
    with page.edit("Build"):
        for number in range(count - 1):
            at = (300.0 * (1 + number // ROW), 180.0 * (number % ROW))
            page.add_block("Add", id=f"add_{number}", at=at)
            for port, back in (("x", 1), ("y", ROW)):
                source = f"add_{number - back}.z" if number >= back else "const.output"
                page.connect(source, f"add_{number}.{port}")
    return page


def resident_bytes() -> int:
    """The memory that this process holds (Linux; 0 elsewhere)."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if status.exists() else 0


def measure(count: int) -> dict[str, Any]:
    """Every figure, in the order in which a user meets them: seconds, but where a name says
    otherwise."""
    from PySide6.QtWidgets import QApplication

    from app import garbage
    from app.editor import WAITS_FOR_PYTHON

    application = QApplication([])
    sys.setswitchinterval(WAITS_FOR_PYTHON)
    with garbage.collected_when_idle(application):
        return _measured(application, count)


def _measured(application: Any, count: int) -> dict[str, Any]:
    from app.settings import Settings
    from app.window import MainWindow

    figures: dict[str, Any] = {"blocks": count}

    def timed(name: str, action: Callable[[], Any]) -> Any:
        touch(application)
        began = time.perf_counter()
        result = action()
        application.processEvents()
        took = time.perf_counter() - began
        figures[name] = max(figures.get(name, 0.0), took)
        return result

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.page.json"
        made = large_page(count)
        figures["wires"] = len(made.wires)
        blocks.save(made, path)
        figures["the whole command"] = _whole_command(path, folder)
        timed("load the file", lambda: blocks.load(path))
        settings = Settings(Path(folder))
        window = timed("an empty window", lambda: _shown(MainWindow(settings=settings)))
        timed("open the page in it", lambda: window.open_path(path))
        _give_room(window)
        _look_about(window.canvas, figures)
        _hover(window.canvas, figures)
        page = window.document.page
        measure_edits(window, timed)
        figures["check after an edit"] = _alone(window.document.check.refresh)
        timed(
            "an edit that every block depends on",
            lambda: page.set_attr("const", "value", _small(3)),
        )
        page.history.mark_clean()
        window.usual_layout()
        _large_tensor(window, timed)
        window.document.page.history.mark_clean()
        window.close()
    sample, bare = _weight(SAMPLE), _weight("bare")
    figures["window with sample page 1, MiB"] = sample / 2**20
    figures["beyond bare PySide6 and NodeGraphQt, MiB"] = (sample - bare) / 2**20
    return figures


def touch(application: Any) -> None:
    """Somebody is at the keys, whose pauses are for other work."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    no_keys = Qt.KeyboardModifier.NoModifier
    key = QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Shift, no_keys)
    application.sendEvent(application, key)


def _give_room(window: Any) -> None:
    """Make the view as large as VIEW, whatever stands around it."""
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    for dock in window.docks:
        dock.hide()
    for _ in range(2):
        QApplication.processEvents()
        missing = QSize(*VIEW) - window.canvas.view.viewport().size()
        window.resize(window.size() + missing)
    QApplication.processEvents()
    assert window.canvas.view.viewport().size() == QSize(*VIEW)


def _look_about(canvas: Any, figures: dict[str, Any]) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtWidgets import QApplication

    view, navigation = canvas.view, canvas.view.navigation
    canvas.frame_all()
    whole = navigation.zoom
    for name, zoom in (
        ("of the whole page", whole),
        ("at 0.35", 0.35),
        ("at 0.5", 0.5),
        ("at 1", 1),
    ):
        navigation.zoom_by(zoom / navigation.zoom)
        QApplication.processEvents()
        frames = []
        for number in range(FRAMES):
            navigation.pan(QPointF(-11, -6 if number % 2 else 7))
            frames.append(_frame(view))
        figures[f"a frame {name}"] = statistics.median(frames)
        figures[f"the slowest frame {name}"] = max(frames)
    frames = []
    for number in range(2 * FRAMES):
        navigation.zoom_by(1.1 if number < FRAMES else 1 / 1.1)
        frames.append(_frame(view))
    figures["a frame while zooming"] = statistics.median(frames)
    figures["the slowest frame while zooming"] = max(frames)


def _frame(view: Any) -> float:
    began = time.perf_counter()
    view.viewport().repaint()
    return time.perf_counter() - began


def _hover(canvas: Any, figures: dict[str, Any]) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    for name, zoom in (("the whole page", None), ("at 1", 1.0)):
        canvas.frame_all()
        if zoom is not None:
            canvas.view.navigation.zoom_by(zoom / canvas.view.navigation.zoom)
        QApplication.processEvents()
        taken = []
        for step in range(40):
            began = time.perf_counter()
            QTest.mouseMove(canvas.view.viewport(), QPoint(20 + 35 * step, 480 + 7 * (step % 9)))
            QApplication.processEvents()
            taken.append(time.perf_counter() - began)
        figures[f"the slowest hover, {name}"] = max(taken)


def _large_tensor(window: Any, timed: Callable[[str, Callable[[], Any]], Any]) -> None:
    from app.document import Document

    page = blocks.Page("Tensor")
    values = np.random.default_rng(0).standard_normal((1, 2048, 2048, 4), np.float32)
    page.add_block("Const", {"value": values}, id="large")
    page.add_block("Identity", id="same", at=(300.0, 0.0))
    page.connect("large.output", "same.input")
    window.set_document(Document(page))
    results = window.results
    timed("table of 64 MiB", lambda: window.document.select(["large"]))
    timed("heatmap of 64 MiB", lambda: _heatmap(results))


def _heatmap(results: Any) -> None:
    results.tabs.setCurrentWidget(results.heatmap_tab)


def _whole_command(path: Path, folder: str) -> float:
    began = time.perf_counter()
    _python(WHOLE_COMMAND, str(path), folder=folder)
    return time.perf_counter() - began


def _weight(what: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        return int(_python(WINDOW, what, folder, folder=folder))


def _python(program: str, *arguments: str, folder: str) -> str:
    kept = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME"), folder)
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, **kept},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def _alone(action: Callable[[], Any]) -> float:
    """Without the repaint that follows."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _shown(window: Any) -> Any:
    window.show()
    return window


def _small(length: int = 2) -> dict[str, object]:
    return {"dtype": "float32", "shape": [length], "data": [1] * length}


def main() -> None:
    """Print the figures, and which bars they meet."""
    from tests.benchmarks.bars import verdicts
    from tests.benchmarks.report import editor_figure

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--blocks", type=int, default=1000)
    options.add_argument("--json", type=Path, help="write the figures here, too")
    asked = options.parse_args()
    figures = measure(asked.blocks)
    for name, figure in figures.items():
        text = editor_figure(name, figure, 1) if " " in name else str(figure)
        print(f"{name:42} {text:>12}")
    for verdict in verdicts({"editor": figures}):
        print(f"{'met ' if verdict.met else 'MISS'}  {verdict.bar}: {verdict.found}")
    record.add(asked.json, "editor", figures)


if __name__ == "__main__":
    main()
