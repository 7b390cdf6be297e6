"""The pop-up: a field to type into and a list, first of ports, then of what fits them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.document import Document
from app.theme import colour, theme
from app.wire_chooser.lines import Line, line_of_partner, line_of_start
from blocks.errors import BlockpropError
from blocks.partners import Partner, Start, partners, starts

LINE = Qt.ItemDataRole.UserRole
WIDTH, HEIGHT = 460, 380
MOST = 200
"""So many lines are shown; typing brings the others."""

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class WireChooser(QFrame):
    """Type to filter, Enter takes, Esc goes back, then away."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("wire chooser")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._document = document
        self._id = ""
        self._start: Start | None = None
        self._lines: list[Line] = []
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.field = QLineEdit()
        self.field.setObjectName("filter of ports")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("ports")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setSpacing(1)
        self.list.itemClicked.connect(lambda _: self.choose())
        self.told = QLabel()
        self.told.setProperty("role", "dim")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(8, 8, 8, 8)
        for widget, stretch in ((self.title, 0), (self.field, 0), (self.list, 1), (self.told, 0)):
            lay.addWidget(widget, stretch)
        self.resize(WIDTH, HEIGHT)

    def set_document(self, document: Document) -> None:
        """Another page is open: hold nothing of the one before."""
        self.close_document()
        self._document = document

    def close_document(self) -> None:
        """Offer nothing more of the page."""
        self.hide()
        self._start, self._lines = None, []
        self.list.clear()

    def open_at(self, place: QPoint, id: str) -> None:
        """Open for a block at a place on the screen."""
        document, self._id = self._document, id
        ports = starts(document.page, id)
        if not ports:
            document.message.emit(f"{id} has no ports that a wire could join")
            return
        self._offer(ports[0] if len(ports) == 1 else None)
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self.move(
            max(room.left(), min(place.x(), room.right() - self.width())),
            max(room.top(), min(place.y(), room.bottom() - self.height())),
        )
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def line(self) -> Line | None:
        """The line that is highlighted."""
        item = self.list.currentItem()
        found: Line | None = None if item is None else item.data(LINE)
        return found

    def lines(self) -> list[Line]:
        """The lines that are shown."""
        return [self.list.item(row).data(LINE) for row in range(self.list.count())]

    def choose(self) -> None:
        """Take the line that is highlighted."""
        line = self.line
        if line is None:
            return
        if isinstance(line.goes_to, Start):
            self._offer(line.goes_to)
        elif line.is_refused:
            self.told.setText(f"✗ {line.more}")
        else:
            self._change(line.goes_to)

    def back(self) -> None:
        """From what fits to the ports; from there away."""
        if self._start is not None and len(starts(self._document.page, self._id)) > 1:
            self._offer(None)
        else:
            self.leave()

    def leave(self) -> None:
        """Go away, and give the keys back."""
        self.hide()
        if (parent := self.parentWidget()) is not None:
            parent.activateWindow()

    # ---- the page -------------------------------------------------------------------------

    def _change(self, partner: Partner) -> None:
        document = self._document
        self.leave()
        try:
            if partner.present:
                document.page.disconnect(partner.wire)
                document.message.emit(f"Took away {partner.wire}")
            else:
                document.page.connect(*partner.wire, replace=True)
                document.message.emit(f"Wired {partner.wire}")
        except BlockpropError as why:
            document.message.emit(str(why))

    # ---- what is shown --------------------------------------------------------------------

    def _offer(self, start: Start | None) -> None:
        self._start, document = start, self._document
        if start is None:
            self.title.setText(f"Wire {self._id}: which port?")
            self._lines = [line_of_start(document, one) for one in starts(document.page, self._id)]
        else:
            to = "from" if start.is_input else "to"
            self.title.setText(f"Wire {start.end} {to} …")
            found = partners(document.page, document.check, start)
            self._lines = [line_of_partner(document, start, one) for one in found]
        self.field.setAccessibleName(self.title.text())
        self.field.setPlaceholderText("Type to filter, Enter takes, Esc goes back")
        self.field.clear()
        self._fill()

    def _fill(self) -> None:
        words = self.field.text().casefold().split()
        found = [one for one in self._lines if one.has(words)]
        self.list.clear()
        for line in found[:MOST]:
            sign = "✗ " if line.is_refused else ""
            item = QListWidgetItem(f"{sign}{line.words}   {line.more}")
            item.setData(LINE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.words}, {line.more}")
            if line.is_refused:
                item.setForeground(colour(theme().dim))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        left = len(found) - MOST
        self.told.setText(f"{left:,} more: type to find them" if left > 0 else "")
        if not found:
            self.told.setText("No port has all these words.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif key == Qt.Key.Key_Escape:
            self.back()
        elif key in STEPS:
            row = self.list.currentRow() + STEPS[key]
            self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
        else:
            return False
        return True
