"""How soon the window answers who looks at large tensors: 8x224x224x64 float32, 98 MiB each.

    python -m tests.benchmarks.microscope [--json FILE]

Offscreen, with events as of a mouse and of keys. The page is run first, and its runs are timed with
every dock shown and with none, for looking must not slow a run. A figure of "first" has what is
loaded and worked out once; the others are the slowest of several.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import blocks
from tests.benchmarks import record
from tests.benchmarks.answering import random_block
from tests.benchmarks.editor import touch

SHAPE = [8, 224, 224, 64]
PLAIN = {"strides": [1, 1, 1, 1], "padding": "SAME"}
CELLS = ((0, 0), (3, 1), (5, 2), (2, 0), (7, 1))


def large_page() -> blocks.Page:
    """A convolution, its gradient by the input, and the sum of everything."""
    page = blocks.Page("Microscope")
    image = random_block(page, "image", SHAPE)
    filter = random_block(page, "filter", [3, 3, 64, 64])
    page.add_block("Conv2D", PLAIN, id="y", at=(600.0, 0.0))
    page.add_block("Conv2DBackpropInput", PLAIN, id="dx", at=(900.0, 0.0))
    page.add_block("Const", {"value": _vector([0, 1, 2, 3])}, id="axes", at=(900.0, 300.0))
    page.add_block("Sum", id="sum", at=(1200.0, 0.0))
    for source, target in (
        (image, "y.input"),
        (filter, "y.filter"),
        ("image_shape.output", "dx.input_sizes"),
        (filter, "dx.filter"),
        ("y.output", "dx.out_backprop"),
        ("dx.output", "sum.input"),
        ("axes.output", "sum.reduction_indices"),
    ):
        page.connect(source, target)
    return page


def _vector(numbers: list[int]) -> dict[str, object]:
    return {"dtype": "int32", "shape": [len(numbers)], "data": numbers}


class Looker:
    """Somebody at a window with the large page, and how long it lets them wait."""

    def __init__(self, application: Any, window: Any) -> None:
        self.application, self.window = application, window
        self.figures: dict[str, float] = {}

    def look(self, name: str, actions: Iterable[Callable[[], object]]) -> None:
        """How long the first of some actions takes, and the slowest of the others."""
        first, *others = [self._timed(action) for action in actions]
        self.figures[f"{name}, first"] = first
        if others:
            self.figures[name] = max(others)

    def _timed(self, action: Callable[[], object]) -> float:
        """Seconds until what an action leads to is seen."""
        touch(self.application)
        began = time.perf_counter()
        action()
        self.application.processEvents()
        self.window.repaint()
        took = time.perf_counter() - began
        self.settle()
        return took

    def settle(self, milliseconds: int = 150) -> None:
        """Let come what comes later from other threads."""
        from PySide6.QtTest import QTest

        QTest.qWait(milliseconds)

    def run(self) -> float:
        """Seconds of a run of the whole page from scratch."""
        document = self.window.document
        document.purge()
        self.settle()
        began = time.perf_counter()
        document.run()
        while document.is_running:
            self.settle(1)
        took = time.perf_counter() - began
        self.settle()
        return took

    def select(self, id: str) -> None:
        """Look at the result of a block."""
        self.window.document.select([id])

    # ---- mouse and keys -------------------------------------------------------------------------

    def hover(self, target: str) -> None:
        """Rest the mouse on the wire into an input."""
        from PySide6.QtGui import QHelpEvent
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        canvas = self.window.canvas
        (wire,) = (one for one in canvas.document.page.wires if str(one.target) == target)
        at = canvas.view.mapFromScene(canvas.graph.wire_item(wire).path().pointAtPercent(0.5))
        port = canvas.view.viewport()
        QTest.mouseMove(port, at)
        QApplication.sendEvent(port, QHelpEvent(QHelpEvent.Type.ToolTip, at, port.mapToGlobal(at)))

    def trace(self, row: int, column: int) -> None:
        """Double-click a number of the table."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        table, left = self.window.results.table, Qt.MouseButton.LeftButton
        at = table.view.visualRect(table.model.index(row, column)).center()
        port, no_keys = table.view.viewport(), Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(port, left, no_keys, at)
        QTest.mouseDClick(port, left, no_keys, at)
        QTest.mouseRelease(port, left, no_keys, at)

    def press(self, key: str, widget: Any = None) -> None:
        """Press a key in a view, or where the focus is."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        stroke = QKeySequence.fromString(key)[0]
        at = widget or QApplication.focusWidget() or self.window
        QTest.keyClick(at, Qt.Key(stroke.key()), stroke.keyboardModifiers())

    def choose(self, name: str, text: str) -> None:
        """Choose an item of one of the heatmap's lists."""
        from PySide6.QtWidgets import QComboBox

        found = self.window.results.heatmap_tab.findChild(QComboBox, name)
        found.setCurrentIndex(found.findText(text))
        found.activated.emit(found.currentIndex())


def look_about(looker: Looker) -> None:
    """What people do with the results of a page that has run."""
    window = looker.window
    looker.look(
        "hover a wire",
        [partial(looker.hover, one) for one in ("dx.out_backprop", "sum.input", "y.filter")],
    )
    looker.look("select a block", [partial(looker.select, one) for one in ("dx", "y", "image")])
    looker.select("dx")
    looker.look("trace a number", [partial(looker.trace, *cell) for cell in CELLS])
    looker.look("follow it upstream", [partial(looker.press, "Return")] * 2)
    looker.select("sum")
    looker.look("trace a sum of 25,690,112", [partial(looker.trace, 0, 0)])
    window.trace_dock.hide()
    looker.select("dx")
    results = window.results
    looker.look("heatmap", [partial(results.tabs.setCurrentWidget, results.heatmap_tab)])
    looker.look(
        "64 slices as a grid",
        [partial(looker.choose, "grid", text) for text in ("axis 3", "one slice", "axis 3")],
    )
    looker.look("geometry", [partial(looker.press, "Alt+9", window)])
    grid = window.geometry_view.picture.input_grid
    looker.look("move its window", [partial(looker.press, "Right", grid)] * 8)
    window.geometry_dock.hide()
    window.canvas.setFocus()
    looker.look("a passing viewer", [partial(looker.press, "Space", window.canvas.view)])


def measure() -> dict[str, Any]:
    """Every figure in seconds."""
    from PySide6.QtWidgets import QApplication

    from app import garbage
    from app.document import Document
    from app.settings import Settings
    from app.window import MainWindow

    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder, garbage.collected_when_idle(application):
        window = MainWindow(settings=Settings(Path(folder)))
        window.set_document(Document(large_page()))
        window.show()
        looker = Looker(application, window)
        looker.run()
        window.canvas.frame_all()
        looker.settle(2000)  # what is loaded after a first run is there, as when somebody looks
        look_about(looker)
        figures: dict[str, Any] = dict(looker.figures)
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        figures["a run with every dock shown"] = _runs(looker, shown=True)
        figures["a run with none"] = _runs(looker, shown=False)
        window.document.page.history.mark_clean()
        window.close()
    return figures


def _runs(looker: Looker, *, shown: bool) -> float:
    for dock in looker.window.docks:
        dock.setVisible(shown)
    return statistics.median(looker.run() for _ in range(5))


def main() -> None:
    """Measure, tell, and keep."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--json", type=Path, help="the file of figures")
    asked = options.parse_args()
    figures = measure()
    for name, seconds in figures.items():
        print(f"{1000 * seconds:8.1f} ms  {name}")
    record.add(asked.json, "microscope", figures)


if __name__ == "__main__":
    main()
