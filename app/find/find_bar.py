"""The bar in which one types what to find. It lies over the canvas, at the top right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout

from app.canvas.canvas import Canvas
from app.document import Document
from app.find.hit_list import HitList
from app.find.jump import jump
from app.links import Links
from blocks.searching import Hit, PageSearch

WIDTH, MARGIN = 380, 12
PAUSE = 60
"""Milliseconds after an edit in which others may follow, before the page is searched again."""


class FindBar(QFrame):
    """Finds as one types, marks what was found on the canvas, and goes from one to the next."""

    def __init__(self, document: Document, canvas: Canvas) -> None:
        # Beside the canvas, not in it: its keys, as Enter and Del, are not for this field.
        super().__init__(canvas.parentWidget() or canvas)
        self.setObjectName("find")
        self.setAutoFillBackground(True)
        self._canvas = canvas
        self._links = Links()
        self._hits: list[Hit] = []
        self._at = -1
        self.field = QLineEdit()
        self.field.setObjectName("find in the page")
        self.field.setAccessibleName("Find in the page")
        self.field.setPlaceholderText("Name, op, value, note, error, state …")
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.count = QLabel()
        self.count.setProperty("role", "dim")
        self.list = HitList()
        self.list.chosen.connect(self._go_to)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._look_again)
        self._arrange()
        canvas.installEventFilter(self)
        self.hide()
        self.set_document(document)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.field, 1)
        line.addWidget(self.count)
        for sign, words, do in (
            ("\u2191", "Previous (Shift+Enter)", self.previous),
            ("\u2193", "Next (Enter)", self.next),
            ("\u2715", "Close (Esc)", self.close_bar),
        ):
            button = QToolButton()
            button.setText(sign)
            button.setToolTip(words)
            button.setAccessibleName(words.partition(" ")[0])
            button.clicked.connect(do)
            line.addWidget(button)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(8, 8, 8, 8)
        lay.setSpacing(6)
        lay.addLayout(line)
        lay.addWidget(self.list)

    # ---- the document -----------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        """Search another page."""
        self.close_document()
        self._document = document
        self._page_search = PageSearch(document)
        self._links.join(self._refresh, document.edited, document.checked, document.states_changed)
        self._refresh()

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()
        self._soon.stop()
        self._hits = []

    # ---- what menus ask for -----------------------------------------------------------------

    def open(self) -> None:
        """Show the bar, with what was typed last, ready to be typed over."""
        self.show()
        self.raise_()
        self._search()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Hide the bar, and take the marks off the canvas."""
        self.hide()
        self._canvas.selecting.show_found(())
        self._canvas.setFocus()

    def next(self) -> None:
        """Go to the next thing that was found; after the last to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the one before; from the first to the last."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if not self.isVisible():
            self.open()
        if self._hits:
            start = self._at if self._at >= 0 or by > 0 else 0
            self._go_to((start + by) % len(self._hits))

    def _go_to(self, row: int) -> None:
        self._at = row
        self.list.make_current(row)
        self._say()
        jump(self._document, self._canvas, self._hits[row].target)

    # ---- finding ----------------------------------------------------------------------------

    def _search(self) -> None:
        current = self._hits[self._at].target if 0 <= self._at < len(self._hits) else None
        self._hits = self._page_search.find(self.field.text())
        targets = [one.target for one in self._hits]
        self._at = targets.index(current) if current in targets else -1
        self.list.show_hits(self._hits)
        self.list.make_current(self._at)
        shapes = ("block", "frame", "group")
        self._canvas.selecting.show_found(one.id for one in targets if one.kind in shapes)
        self._say()
        self._place()

    def _refresh(self, *_: object) -> None:
        """The page has changed: what was found may be gone, or more may be there."""
        self._page_search.forget()
        if self.isVisible():
            self._soon.start()

    def _look_again(self) -> None:
        if self.isVisible():
            self._search()

    def _say(self) -> None:
        count = len(self._hits)
        if not self.field.text().strip():
            self.count.setText("")
        elif not count:
            self.count.setText("nothing")
        else:
            self.count.setText(f"{self._at + 1} of {count}" if self._at >= 0 else f"{count} found")

    # ---- events -----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._canvas and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()  # it closes the bar; it stops no run
            elif event.type() == QEvent.Type.KeyPress:
                return self._press(event)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        key, backwards = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if backwards else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            return False
        return True

    def _place(self) -> None:
        room = self._canvas.geometry()
        self.setFixedWidth(max(200, min(WIDTH, room.width() - 2 * MARGIN)))
        self.adjustSize()
        self.move(room.right() - self.width() - MARGIN, room.top() + MARGIN)
