"""The page of the settings where keys are looked up and changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.keys.actions import Actions
from app.keys.key_map import PORTABLE, native
from app.theme import ROW, restyle

ID = Qt.ItemDataRole.UserRole
FIXED = ("Esc", "Space", "Left", "Right", "Up", "Down", "Return", "Enter")
"""Keys that views need themselves, wherever the focus is."""


class KeysPage(QWidget):
    """Search an action, press its new key. What had the key is told, and keeps it until the user
    says otherwise."""

    title = "Keys"

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._wanted = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search: an action or a key")
        self.search.setAccessibleName("Search for an action or a key")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list = _list()
        self.list.currentItemChanged.connect(self._start)
        self.list.itemActivated.connect(self._go_to_field)
        self.press: QKeySequenceEdit = QKeySequenceEdit()
        self.press.setMaximumSequenceLength(1)
        self.press.setAccessibleName("New key: press it")
        self.press.keySequenceChanged.connect(self._pressed)
        self.also = QPushButton("&Add as Well")
        self.instead = QPushButton("&Use Instead")
        self.none = QPushButton("&No Key")
        self.reset = QPushButton("&Reset")
        self.reset_all = QPushButton("Reset A&ll")
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setAccessibleName("What the key is for already")
        self.instead.clicked.connect(lambda: self._give([self._wanted]))
        self.also.clicked.connect(lambda: self._give([*self._keys(), self._wanted]))
        self.none.clicked.connect(lambda: self._give([]))
        self.reset.clicked.connect(lambda: actions.key_map.reset(self.id))
        self.reset_all.clicked.connect(actions.key_map.reset_all)
        actions.key_map.changed.connect(self._changed)
        self._arrange()
        self._fill()

    @property
    def id(self) -> str:
        """The id of the action that is selected; empty if none is."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(0, ID) or "")

    # ---- what the user does ---------------------------------------------------------------

    def _pressed(self, sequence: QKeySequence) -> None:
        self._wanted = sequence.toString(PORTABLE)
        key = native(self._wanted)
        if not self._wanted:
            self._tell("")
        elif self._wanted in FIXED:
            self._tell(f"{key} is needed by fields, lists and the canvas.", "error")
            self._wanted = ""
        elif self._wanted in self._keys():
            self._tell(f"{key} is the key of this action already.")
            self._wanted = ""
        elif users := self._actions.users(self._wanted, self.id):
            names = " and ".join(one.words for one in users)
            self._tell(f"{key} is the key of {names}, which will lose it.", "warning")
        else:
            self._tell(f"{key} is free.", "good")
        self._enable()

    def _give(self, keys: list[str]) -> None:
        if self.id:
            self._actions.change_keys(self.id, keys)
            self.list.setFocus()

    def _go_to_field(self, _: QTreeWidgetItem, __: int) -> None:
        self.press.setFocus()

    def _start(self) -> None:
        """Another action is selected: nothing is pressed for it yet."""
        self.press.clear()
        self._pressed(QKeySequence())

    # ---- what is shown --------------------------------------------------------------------

    def _fill(self) -> None:
        words, kept = self.search.text().casefold().split(), self.id
        self.list.clear()
        for offer in self._actions:
            shown = " or ".join(map(native, self._actions.keys(offer.id)))
            text = f"{offer.menu} {offer.words} {shown}".casefold()
            if not all(word in text for word in words):
                continue
            own = "changed" if self._actions.key_map.is_own(offer.id) else ""
            item = QTreeWidgetItem([offer.menu.capitalize(), offer.words, shown, own])
            item.setData(0, ID, offer.id)
            item.setSizeHint(0, QSize(0, ROW))
            self.list.addTopLevelItem(item)
            if offer.id == kept:
                self.list.setCurrentItem(item)
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        self._start()

    def _changed(self, _: str) -> None:
        self._fill()

    def _keys(self) -> tuple[str, ...]:
        return self._actions.keys(self.id) if self.id else ()

    def _tell(self, text: str, role: str = "dim") -> None:
        self.told.setText(text or "Choose an action, then press its new key in the field.")
        self.told.setProperty("role", role)
        restyle(self.told)

    def _enable(self) -> None:
        for button in (self.also, self.instead):
            button.setEnabled(bool(self.id and self._wanted))
        self.also.setVisible(bool(self._keys()))
        self.none.setEnabled(bool(self._keys()))
        self.reset.setEnabled(self._actions.key_map.is_own(self.id))
        self.reset_all.setEnabled(
            any(self._actions.key_map.is_own(one.id) for one in self._actions)
        )

    def _arrange(self) -> None:
        label = QLabel("New &key:")
        label.setBuddy(self.press)
        pressing, resetting = QHBoxLayout(), QHBoxLayout()
        for widget in (label, self.press, self.instead, self.also):
            pressing.addWidget(widget)
        resetting.addWidget(self.told, 1)
        for widget in (self.none, self.reset, self.reset_all):
            resetting.addWidget(widget)
        lay = QVBoxLayout(self)
        lay.addWidget(self.search)
        lay.addWidget(self.list, 1)
        lay.addLayout(pressing)
        lay.addLayout(resetting)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the search into the list."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.list.setFocus()
            return True
        return False


def _list() -> QTreeWidget:
    made = QTreeWidget()
    made.setAccessibleName("Actions and their keys")
    made.setHeaderLabels(["Menu", "Action", "Keys", ""])
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setAllColumnsShowFocus(True)
    made.setAlternatingRowColors(True)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.header().setStretchLastSection(False)
    made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return made
