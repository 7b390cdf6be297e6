"""How long the editor takes to open a large page, and what its window weighs.

    python -m tests.benchmarks.editor [--blocks 1000] [--json FILE]

Offscreen, in one process: load the file, open it in a window, show it; then add, move and undo a
block, and check the page after an edit. Memory is the process's, beyond bare PySide6 with
NodeGraphQt imported.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import blocks
from tests.benchmarks import record

ROW = 25


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
    """Every figure, in the order in which a user meets them."""
    import NodeGraphQt  # noqa: F401  # what the window is weighed against
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    bare = resident_bytes()
    from app.settings import Settings
    from app.window import MainWindow

    figures: dict[str, Any] = {"blocks": count}

    def timed(name: str, action: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        result = action()
        application.processEvents()
        figures[name] = time.perf_counter() - began
        return result

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.page.json"
        made = large_page(count)
        figures["wires"] = len(made.wires)
        blocks.save(made, path)
        timed("load the file", lambda: blocks.load(path))
        settings = Settings(Path(folder))
        window = timed("an empty window", lambda: _shown(MainWindow(settings=settings)))
        timed("open the page in it", lambda: window.open_path(path))
        timed("repaint all of it", lambda: window.canvas.picture())
        page = window.document.page
        timed("add a block", lambda: page.add_block("Relu", id="new"))
        timed("move it", lambda: page.move_blocks({"new": (50.0, 50.0)}))
        timed("undo that", page.history.undo)
        timed("check after an edit", window.document.check.refresh)
        figures["window beyond bare Qt, MiB"] = (resident_bytes() - bare) / 2**20
        page.history.mark_clean()
        window.close()
    return figures


def _shown(window: Any) -> Any:
    window.show()
    return window


def _small() -> dict[str, object]:
    return {"dtype": "float32", "shape": [2], "data": [1, 2]}


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--blocks", type=int, default=1000)
    options.add_argument("--json", type=Path, help="write the figures here, too")
    asked = options.parse_args()
    figures = measure(asked.blocks)
    for name, figure in figures.items():
        text = (
            f"{figure * 1e3:10.1f} ms" if " " in name and "MiB" not in name else f"{figure:10.0f}"
        )
        print(f"{name:30} {text}")
    record.add(asked.json, "editor", figures)


if __name__ == "__main__":
    main()
