"""Files dropped onto the window are opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragMoveEvent, QDropEvent

if TYPE_CHECKING:
    from app.window.main_window import MainWindow

ENDINGS = (".json", ".png", ".svg")


class Dropping(QObject):
    """Takes pages, and pictures with a page inside, wherever in the window they are dropped that
    takes no drop itself."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and not isinstance(event, QDragMoveEvent):
            paths = dropped(event.mimeData())
            if paths:
                event.acceptProposedAction()
                for path in paths:
                    self._window.open_path(path)
                return True
        elif event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            assert isinstance(event, QDragMoveEvent)
            if dropped(event.mimeData()):
                event.acceptProposedAction()
                return True
        return False


def dropped(data: QMimeData) -> list[Path]:
    """The files of a drop that may be pages; none if there is any other file among them."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(paths) != len(data.urls()) or any(one.suffix.lower() not in ENDINGS for one in paths):
        return []
    return paths
