"""F1: help on the selected block, on the op in the palette, or the list of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from app.document import Document
from app.help import HelpView
from app.panel.block_view import BlockView
from app.window.help import show_keys
from blocks import file
from blocks.declaration.op import Op
from blocks.examples import example_path

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


class Helping:
    """Shows the help, and brings its examples onto the page or opens them."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.view = HelpView(window.document)
        self.view.example_wanted.connect(self.insert)
        self.view.page_wanted.connect(self.open)

    def set_document(self, document: Document) -> None:
        """Serve another page."""
        self.view.set_document(document)

    def close_document(self) -> None:
        """Follow the page no more."""
        self.view.close_document()

    def show(self, op: Op | None = None) -> None:
        """Show the help on an op; without one, on what the user is at."""
        about = "" if op is not None else self._attribute_at_hand()
        op = op or self._op_at_hand()
        if op is None:
            show_keys(self._window, self._window.actions_made)
            return
        self._window.help_dock.show()
        self._window.help_dock.raise_()
        self.view.show_op(op, about)

    def insert(self, op: object) -> None:
        """Put the example of an op on the page, in the middle of what is seen, and select it."""
        path = example_path(op) if isinstance(op, Op) else None
        if path is None:
            return
        document = self._window.document
        canvas = self._window.canvas
        with document.telling():
            page = file.load(path)
            seen = canvas.view.navigation.visible().center()
            example = QRectF()
            for id in page.blocks:
                example = example.united(QRectF(*page.position(id), 200, 120))
            at = (
                round(seen.x() - example.width() / 2),
                round(seen.y() - example.height() / 2),
            )
            added = file.paste(document.page, file.dumps(page), at=at, group=document.level)
            document.request_focus(added)
        canvas.setFocus()

    def open(self, op: object) -> None:
        """Open the example page of an op."""
        if isinstance(op, Op) and (path := example_path(op)) is not None:
            self._window.open_path(path)

    def _op_at_hand(self) -> Op | None:
        chooser = self._window.palette_dock.chooser
        focus = QApplication.focusWidget()
        if focus is not None and chooser.isAncestorOf(focus):
            return chooser.list.op
        return self.view.selected_op

    def _attribute_at_hand(self) -> str:
        """The attribute in whose field the user is; empty if in none."""
        focus, panel = QApplication.focusWidget(), self._window.panel.view
        if focus is None or not isinstance(panel, BlockView):
            return ""
        inside = (name for name, field in panel.fields.items() if field.isAncestorOf(focus))
        return next(inside, "")
