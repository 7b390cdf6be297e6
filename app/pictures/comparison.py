"""How two pages differ: the words beside the picture, in a window of their own.

show_comparison(window, before, after, ("on the disk", "in the window"))
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.asking import Ask
from app.document import Document
from app.pictures.marks import mark_icon
from app.pictures.picture_view import PictureView
from app.theme import colour, theme
from blocks import file
from blocks.difference import Entry, compare, entries
from blocks.difference.picture import scene_of
from blocks.difference.words import plain
from blocks.drawing.svg import svg
from blocks.errors import BlockpropError
from blocks.page import Page

SIZE = (1180, 720)
_BLOCKS = Qt.ItemDataRole.UserRole


class Comparison(QDialog):
    """The window. A click on a line shows the blocks that it is about."""

    def __init__(
        self, before: Page, after: Page, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{names[0]} → {names[1]}")
        difference = compare(before, after)
        self.entries = entries(difference, before, after)
        self._scene = scene_of(before, after, difference, self.windowTitle())
        self.heading = QLabel(_counted(self.entries))
        self.heading.setProperty("role", "heading")
        self.list = self._make_list()
        self.picture = PictureView()
        self._draw()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        self.copy = buttons.addButton("Copy as Text", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        self.copy.setAutoDefault(False)
        self.copy.setEnabled(bool(self.entries))
        self._arrange(buttons)
        self.resize(*SIZE)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "picture"):
            self._draw()
            self._fill(self.list)

    def _draw(self) -> None:
        self.picture.show_svg(svg(self._scene, theme()))

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderHidden(True)
        tree.setIndentation(26)
        tree.setRootIsDecorated(False)
        tree.setWordWrap(True)
        tree.setUniformRowHeights(False)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setAccessibleName("What differs")
        tree.currentItemChanged.connect(lambda item, _: self._look(item))
        tree.itemClicked.connect(lambda item, _: self._look(item))
        self._fill(tree)
        return tree

    def _fill(self, tree: QTreeWidget) -> None:
        tree.clear()
        for entry in self.entries:
            line = QTreeWidgetItem([entry.what])
            line.setIcon(0, mark_icon(entry.mark))
            line.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{entry.mark} {entry.what}")
            line.setToolTip(0, str(entry))
            line.setData(0, _BLOCKS, entry.blocks)
            for detail in entry.details:
                inner = QTreeWidgetItem([str(detail)])
                inner.setToolTip(0, str(detail))
                inner.setData(0, _BLOCKS, entry.blocks)
                inner.setForeground(0, colour(theme().dim))
                line.addChild(inner)
            tree.addTopLevelItem(line)
        tree.expandAll()

    def _look(self, item: QTreeWidgetItem | None) -> None:
        ids = item.data(0, _BLOCKS) if item is not None else ()
        rect = QRectF()
        for id in ids or ():
            if id in self._scene.blocks:
                rect = rect.united(QRectF(*self._scene.blocks[id].box))
        if not rect.isEmpty():
            self.picture.look_at(rect)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(plain(self.entries) + "\n")

    def _arrange(self, buttons: QDialogButtonBox) -> None:
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.list)
        split = QSplitter()
        split.addWidget(beside)
        split.addWidget(self.picture)
        split.setStretchFactor(1, 1)
        split.setSizes([390, SIZE[0] - 390])
        split.setChildrenCollapsible(False)
        foot = QHBoxLayout()
        foot.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.addWidget(split, 1)
        whole.addLayout(foot)


def show_comparison(
    parent: QWidget, before: Page, after: Page, names: tuple[str, str]
) -> Comparison:
    """Show how two pages differ, each with what it is called."""
    window = Comparison(before, after, names, parent)
    window.show()
    return window


def compare_with_file(
    parent: QWidget, ask: Ask, document: Document, path: Path
) -> Comparison | None:
    """Show how an open page differs from what a file holds now, which counts as the earlier one.

    Tells why, and returns None, if that cannot be read.
    """
    try:
        before = file.load(path)
    except BlockpropError as why:
        ask.tell(parent, f"{path.name} was not opened", str(why))
        return None
    name = document.path.name if document.path else document.page.title or "Untitled"
    names = (f"{path.name} (on the disk)", f"{name} (open)")
    return show_comparison(parent, before, document.page, names)


def _counted(found: list[Entry]) -> str:
    if not found:
        return "Nothing differs"
    return "1 difference" if len(found) == 1 else f"{len(found):,} differences"
