"""How soon the window answers while it runs a page: the longest gap of its event loop.

    python -m tests.benchmarks.answering [--json FILE]

Offscreen: pages of large tensors, 64 MiB and more, run in a window; a timer of a millisecond notes
when the loop comes by. The run is stopped in the middle, too: what counts there is the time from
the key to the run being over.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import blocks
from tests.benchmarks import record

PLAIN = {"strides": [1, 1, 1, 1], "padding": "SAME"}
STOP_AFTER = 0.7
"""Seconds."""


def random_block(page: blocks.Page, id: str, shape: list[int]) -> str:
    """A block of random numbers, and its output."""
    page.add_block("Const", {"value": _vector(shape)}, id=f"{id}_shape")
    page.add_block("RandomUniform", id=id)
    page.connect(f"{id}_shape.output", f"{id}.shape")
    return f"{id}.output"


def convolution() -> blocks.Page:
    """128 MiB by a filter, and on."""
    page = blocks.Page("Convolution")
    image = random_block(page, "image", [16, 128, 128, 128])
    filter = random_block(page, "filter", [5, 5, 128, 128])
    page.add_block("Conv2D", PLAIN, id="y")
    page.add_block("Relu", id="relu")
    page.connect(image, "y.input")
    page.connect(filter, "y.filter")
    page.connect("y.output", "relu.features")
    return page


def halves() -> blocks.Page:
    """bfloat16, which NumPy knows by another's functions, and float16."""
    page = blocks.Page("Halves")
    last = random_block(page, "image", [2**26])
    for number, dtype in enumerate(("bfloat16", "float32", "float16")):
        page.add_block("Cast", {"DstT": dtype}, id=f"cast{number}")
        page.connect(last, f"cast{number}.x")
        page.add_block("Add", id=f"sum{number}")
        for port in ("x", "y"):
            page.connect(f"cast{number}.y", f"sum{number}.{port}")
        last = f"sum{number}.z"
    return page


def constants() -> blocks.Page:
    """A large tensor that the page itself holds, whose content must be told from others'."""
    import numpy as np

    page = blocks.Page("Constant")
    page.add_block("Const", {"value": np.random.default_rng(0).random(2**24)}, id="large")
    page.add_block("Relu", id="relu")
    page.connect("large.output", "relu.features")
    return page


PAGES = {"convolution": convolution, "halves": halves, "constant": constants}


def _vector(numbers: list[int]) -> dict[str, object]:
    return {"dtype": "int32", "shape": [len(numbers)], "data": numbers}


def measure() -> dict[str, Any]:
    """The longest gap of each page's run and of one that is stopped."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from app import garbage
    from app.document import Document
    from app.settings import Settings
    from app.window import MainWindow

    application = QApplication([])
    figures: dict[str, Any] = {}
    idle = garbage.collected_when_idle(application)
    with idle, tempfile.TemporaryDirectory() as folder:
        window = MainWindow(settings=Settings(Path(folder)))
        window.show()
        for name, make in PAGES.items():
            for stops in (False, True):
                document = Document(make())
                window.set_document(document)
                QTest.qWait(300)
                gaps, last = [0.0], [time.perf_counter()]

                def tick(gaps: list[float] = gaps, last: list[float] = last) -> None:
                    now = time.perf_counter()
                    gaps.append(now - last[0])
                    last[0] = now

                timer = QTimer()
                timer.timeout.connect(tick)
                timer.start(1)
                began = last[0] = time.perf_counter()
                QTest.keyClick(window, Qt.Key.Key_F5)
                said = None
                while document.is_running:
                    application.processEvents()
                    if stops and said is None and time.perf_counter() - began > STOP_AFTER:
                        said = time.perf_counter()
                        QTest.keyClick(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
                    time.sleep(0.0005)
                ended = time.perf_counter()
                tick()
                timer.stop()
                key = f"{name}, stopped" if stops else name
                figures[key] = {
                    "run": ended - began,
                    "longest gap": max(gaps),
                    "until stopped": None if said is None else ended - said,
                }
                document.page.history.mark_clean()
        window.close()
    return figures


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", type=Path, help="write the figures here, too")
    asked = options.parse_args()
    found = measure()
    for name, one in found.items():
        stopped = one["until stopped"]
        words = "" if stopped is None else f"   stopped within {stopped * 1e3:.0f} ms"
        print(f"{name:24} {one['run']:6.2f} s   gap {one['longest gap'] * 1e3:6.0f} ms{words}")
    record.add(asked.json, "answering", found)


if __name__ == "__main__":
    main()
