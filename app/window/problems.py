"""The problems of the page, each once. A click shows the block, or the page in the panel."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
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
from blocks.report import error_report

PROBLEM = Qt.ItemDataRole.UserRole

OWN_OPS = "(own ops)"
"""Stands where a block would, for a file of own ops that cannot be loaded."""

PAGE = "(page)"
"""Stands where a block would, for a problem of the page as a whole."""


class Problems(QWidget):
    """The list. `counted` tells how many there are."""

    counted = Signal(int)
    own_ops_requested = Signal()  # a problem of a file of own ops was clicked

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: tuple[Problem, ...] | None = None
        self._of_own_ops: tuple[Problem, ...] = ()
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
        self.report = QPushButton("&Copy Report")
        self.report.setToolTip(
            "Copy the selected problems, or all, with shapes, versions and the blocks, "
            "to paste into an issue"
        )
        self.report.clicked.connect(self.copy_report)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self._lay = QStackedLayout(self)
        self._lay.addWidget(self._with_button())
        self._lay.addWidget(self.none)
        self._links = Links()
        self.set_document(document)

    def _with_button(self) -> QWidget:
        """The list, and the button beside it, where it takes none of its lines."""
        both = QWidget()
        lay = QHBoxLayout(both)
        lay.setContentsMargins(0, 0, 6, 0)
        lay.addWidget(self.list, 1)
        lay.addWidget(self.report, 0, Qt.AlignmentFlag.AlignTop)
        return both

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

    def show_own_ops(self, faults: Iterable[str]) -> None:
        """Show what is wrong with files of own ops, before what is wrong with the page."""
        self._of_own_ops = tuple(Problem(OWN_OPS, None, one) for one in faults)
        self._refresh()

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()

    def copy(self) -> None:
        """Put the selected problems on the clipboard, or all."""
        lines = (f"{one.text(0)}: {one.text(1)}" for one in self._chosen())
        QGuiApplication.clipboard().setText("\n".join(lines))

    def copy_report(self) -> None:
        """Put a report of the selected problems, or of all, on the clipboard."""
        document = self._document
        chosen = [one.data(0, PROBLEM) for one in self._chosen()]
        name = document.path.name if document.path is not None else ""
        text = error_report(document.page, chosen, document.known, name)
        QGuiApplication.clipboard().setText(text)
        count = "1 problem" if len(chosen) == 1 else f"{len(chosen)} problems"
        document.message.emit(f"Copied a report of {count}")

    def _chosen(self) -> list[QTreeWidgetItem]:
        """The selected rows, or all."""
        everything = map(self.list.topLevelItem, range(self.list.topLevelItemCount()))
        return self.list.selectedItems() or [one for one in everything if one is not None]

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self.list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("&Copy", QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
        menu.addAction("Copy &Report", self.copy_report)
        menu.popup(self.list.viewport().mapToGlobal(at))

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
        found = (*self._of_own_ops, *self._document.problems())
        if found == self._shown:
            return
        self._shown = found
        self.list.clear()
        for problem in found:
            lacks = self._document.only_lacks_a_wire(problem)
            sign = icon("problem", theme().warning if lacks else theme().error)
            item = QTreeWidgetItem([problem.block or PAGE, " ".join(problem.message.split())])
            item.setIcon(0, sign)
            item.setData(0, PROBLEM, problem)
            item.setToolTip(1, problem.message)
            self.list.addTopLevelItem(item)
        self._lay.setCurrentIndex(0 if found else 1)
        self.counted.emit(len(found))

    def _go(self, item: QTreeWidgetItem, _: int) -> None:
        block = item.data(0, PROBLEM).block
        if block == OWN_OPS:
            self.own_ops_requested.emit()
            return
        # While no block is selected, the panel shows the page.
        self._document.request_focus([] if block is None else [block])
