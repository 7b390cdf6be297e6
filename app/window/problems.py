"""The problems of the page, each once. A click shows the block, or the page in the panel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.document import Document
from app.icons import icon
from app.links import Links
from app.theme import theme
from blocks.checking import Problem

BLOCK = Qt.ItemDataRole.UserRole

PAGE = "(page)"
"""Stands where a block would, for a problem of the page as a whole."""


class Problems(QWidget):
    """The list. `counted` tells how many there are."""

    counted = Signal(int)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: tuple[Problem, ...] | None = None
        self.list = QTreeWidget()
        self.list.setObjectName("problems")
        self.list.setHeaderLabels(["Block", "Problem"])
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Problems")
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.list)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)
        copying.activated.connect(self.copy)
        self.none = QLabel("No problems.")
        self.none.setProperty("role", "dim")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay = QStackedLayout(self)
        self._lay.addWidget(self.list)
        self._lay.addWidget(self.none)
        self._links = Links()
        self.set_document(document)

    def set_document(self, document: Document) -> None:
        """Show the problems of another page."""
        self.close_document()
        self._document = document
        self._links.join(
            self._refresh,
            document.edited,
            document.checked,
            document.states_changed,
            document.run_finished,
        )
        self._refresh()

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()

    def copy(self) -> None:
        """Put the selected problems on the clipboard, or all."""
        everything = map(self.list.topLevelItem, range(self.list.topLevelItemCount()))
        items = self.list.selectedItems() or [one for one in everything if one is not None]
        lines = (f"{one.text(0)}: {one.text(1)}" for one in items)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def next(self) -> None:
        """Go to the next problem; after the last to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the problem before; from the first to the last."""
        self._step(-1)

    def _step(self, by: int) -> None:
        count = self.list.topLevelItemCount()
        if not count:
            self._document.message.emit("No problems")
            return
        current = self.list.currentItem()
        at = -1 if current is None else self.list.indexOfTopLevelItem(current)
        row = (at + by) % count if at >= 0 or by > 0 else count - 1
        if (item := self.list.topLevelItem(row)) is not None:
            self.list.setCurrentItem(item)
            self._go(item, 0)
            self._document.message.emit(f"Problem {row + 1} of {count}: {item.text(1)}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._shown = None
            self._refresh()

    def _refresh(self, *_: object) -> None:
        found = self._document.problems()
        if found == self._shown:
            return
        self._shown = found
        self.list.clear()
        for problem in found:
            lacks = self._document.only_lacks_a_wire(problem)
            sign = icon("problem", theme().warning if lacks else theme().error)
            item = QTreeWidgetItem([problem.block or PAGE, " ".join(problem.message.split())])
            item.setIcon(0, sign)
            item.setData(0, BLOCK, problem.block)
            item.setToolTip(1, problem.message)
            self.list.addTopLevelItem(item)
        self._lay.setCurrentIndex(0 if found else 1)
        self.counted.emit(len(found))

    def _go(self, item: QTreeWidgetItem, _: int) -> None:
        block = item.data(0, BLOCK)
        # While no block is selected, the panel shows the page.
        self._document.request_focus([] if block is None else [block])
