"""The problems of the page, each once, with what would mend them. A click shows the block, or the
page in the panel."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
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
from app.fixing.fix_list import FixList
from app.fixing.fix_menu import open_menu
from app.fixing.taking import fixes, take
from app.icons import icon
from app.links import Links
from app.theme import theme
from blocks.checking import Problem
from blocks.fixing import Fix
from blocks.report import error_report

PROBLEM = Qt.ItemDataRole.UserRole

_BUTTONS, _FIXES_WIDTH = 2, 420
"""So many fixes have buttons, at most so wide; the others are in a menu."""

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
        self.fixes = FixList(_BUTTONS)
        self.fixes.setMaximumWidth(_FIXES_WIDTH)
        self.fixes.taken.connect(self._take)
        self._fix_timer = QTimer(self)
        self._fix_timer.setSingleShot(True)
        self._fix_timer.setInterval(0)
        self._fix_timer.timeout.connect(self._show_fixes)
        self.list.currentItemChanged.connect(lambda *_: self._fix_timer.start())
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self._lay = QStackedLayout(self)
        self._lay.addWidget(self._with_button())
        self._lay.addWidget(self.none)
        self._links = Links()
        self.set_document(document)

    def _with_button(self) -> QWidget:
        """The list, with what can be done beside it, where it takes none of its lines."""
        both = QWidget()
        lay = QHBoxLayout(both)
        lay.setContentsMargins(0, 0, 6, 0)
        lay.setSpacing(8)
        lay.addWidget(self.list, 1)
        lay.addWidget(self.fixes, 1, Qt.AlignmentFlag.AlignTop)
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
        item = self.list.itemAt(at)
        if item is not None:
            problem = item.data(0, PROBLEM)
            for fix in fixes(self._document, problem):
                action = menu.addAction(fix.words.replace("&", "&&"))
                action.triggered.connect(lambda _=False, fix=fix: self._take(fix))
            if not menu.isEmpty():
                menu.addSeparator()
        menu.addAction("&Copy", QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
        menu.addAction("Copy &Report", self.copy_report)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def next(self) -> None:
        """Go to the next problem; after the last to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the problem before; from the first to the last."""
        self._step(-1)

    def fix(self) -> None:
        """Offer the fixes of the current problem as a menu: of the one chosen in the list, else of
        the selected block's first."""
        problem = self._current()
        if problem is None:
            self._document.message.emit("No problems")
            return
        inside = self.window().rect().center()
        at = self.window().mapToGlobal(QPoint(inside.x() // 2, inside.y() // 2))
        if (item := self._item_of(problem)) is not None and self.list.isVisible():
            at = self.list.viewport().mapToGlobal(self.list.visualItemRect(item).bottomLeft())
        open_menu(self._document, problem, self, at)

    def _current(self) -> Problem | None:
        """The problem that is chosen; else the first of a selected block, else the first."""
        found, row = self._shown or (), self.list.currentIndex().row()
        if 0 <= row < len(found):
            return found[row]
        of_selected = (one for one in found if one.block in self._document.selection)
        return next(of_selected, found[0] if found else None)

    def _item_of(self, problem: Problem) -> QTreeWidgetItem | None:
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None and item.data(0, PROBLEM) == problem:
                return item
        return None

    def _show_fixes(self) -> None:
        """What would mend the current problem; nothing is worked out while nobody looks."""
        problem = self._current() if self.isVisible() else None
        found = () if problem is None else fixes(self._document, problem)
        name = "" if problem is None else problem.block or PAGE
        if problem is not None and problem.port is not None:
            name = f"{name}.{problem.port}"
        self.fixes.put(f"Fix {name}", found)

    def _take(self, fix: Fix) -> None:
        take(self._document, fix)
        self.list.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fix_timer.start()

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
        self._fix_timer.start()  # they may be others though the problem is the same
        if found == self._shown:
            return
        row = self.list.currentIndex().row()
        kept = self._shown[row] if self._shown and 0 <= row < len(self._shown) else None
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
        if kept is not None and (again := self._item_of(kept)) is not None:
            self.list.setCurrentItem(again)
        self._lay.setCurrentIndex(0 if found else 1)
        self.counted.emit(len(found))

    def _go(self, item: QTreeWidgetItem, _: int) -> None:
        block = item.data(0, PROBLEM).block
        if block == OWN_OPS:
            self.own_ops_requested.emit()
            return
        # While no block is selected, the panel shows the page.
        self._document.request_focus([] if block is None else [block])
