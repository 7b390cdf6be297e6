"""The way from the page down to the group that is open."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from app.document import Document
from app.links import Links
from blocks.editing.levels import Level


class Breadcrumbs(QWidget):
    """A row of buttons, one for each level above; seen only while a group is open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("breadcrumbs")
        self.setAutoFillBackground(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 3, 6, 3)
        self._row.setSpacing(2)
        self._links = Links()
        self._shown: tuple[tuple[Level, str], ...] = ()

    def follow(self, document: Document) -> None:
        """Show the way in a document, until `stop`."""
        self._document = document
        self._links.join(self.refresh, document.level_changed, document.edited)
        self.refresh()

    def stop(self) -> None:
        """Follow no more."""
        self._links.cut()
        self.hide()

    def refresh(self, *_: object) -> None:
        """Show the way to where one is now."""
        page, level = self._document.page, self._document.level
        way: list[tuple[Level, str]] = [(None, page.title or "Page")]
        way += [(id, page.groups[id].title or id) for id in page.groups.way(level)]
        if tuple(way) != self._shown:
            self._shown = tuple(way)
            self._fill()
        self.setVisible(level is not None)
        self.adjustSize()

    def _fill(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        last = len(self._shown) - 1
        for at, (level, words) in enumerate(self._shown):
            shown = words if len(words) <= 32 else words[:31] + "…"
            if at == last:
                here = QLabel(shown)
                here.setProperty("role", "heading")
                here.setContentsMargins(4, 0, 4, 0)
                self._row.addWidget(here)
                continue
            button = QToolButton()
            button.setText(shown)
            button.setAutoRaise(True)
            button.setToolTip(f"Back to {words}")
            button.clicked.connect(partial(self._document.open_level, level))
            self._row.addWidget(button)
            self._row.addWidget(QLabel("›"))
