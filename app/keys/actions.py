"""Everything that the menus and the toolbar offer, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.icons import icon
from app.keys.key_map import PORTABLE, KeyMap, native, portable

Keys = str | Sequence[str] | QKeySequence.StandardKey | None


@dataclass(frozen=True, slots=True)
class Offer:
    """One action: its words without marks for menus, its usual keys, and where they count."""

    id: str
    words: str
    action: QAction
    usual: tuple[str, ...]
    within: QWidget | None
    tip: str

    @property
    def menu(self) -> str:
        """The menu that it belongs to, as its id says."""
        return self.id.partition(".")[0]


class Actions:
    """Makes actions, gives them their keys, and keeps them for the list of keys and for a change
    of theme."""

    def __init__(self, window: QWidget, keys: KeyMap | None = None) -> None:
        self._window = window
        self.key_map = keys or KeyMap(parent=window)
        self.key_map.changed.connect(self._give_keys)
        self._all: dict[str, Offer] = {}

    def __getitem__(self, id: str) -> QAction:
        """The action of an id."""
        return self._all[id].action

    def get(self, id: str) -> QAction | None:
        """The action of an id, if there is one."""
        return self._all[id].action if id in self._all else None

    def __iter__(self) -> Iterator[Offer]:
        """Everything that is offered, in the order of the menus."""
        return iter(self._all.values())

    def add(
        self,
        id: str,
        text: str,
        do: Callable[[], object],
        keys: Keys = None,
        *,
        picture: str = "",
        within: QWidget | None = None,
        tip: str = "",
    ) -> QAction:
        """An action. Its id, "menu.action", never changes: settings name it. `within` is the view
        in which its keys count; without it, everywhere."""
        action = QAction(text, self._window)
        action.setProperty("picture", picture)
        action.triggered.connect(lambda _=False: do())
        return self.take(id, action, keys, within=within, tip=tip)

    def take(
        self,
        id: str,
        action: QAction,
        keys: Keys = None,
        *,
        within: QWidget | None = None,
        tip: str = "",
    ) -> QAction:
        """An action that is there already, as docks have one."""
        if id in self._all:
            raise ValueError(f"{id}: there is such an action already")
        action.setObjectName(id)
        if within is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            within.addAction(action)
        else:
            self._window.addAction(action)
        text = action.text().replace("&", "").removesuffix("…")
        words = (
            tip if ": " in tip else text
        )  # a choice alone says too little in a list: "Threads: 2"
        self._all[id] = Offer(id, words, action, _texts(keys), within, tip or text)
        self._give_keys(id)
        self._dress(action)
        return action

    def dress(self) -> None:
        """Draw the icons in the colours of the theme."""
        for offer in self:
            self._dress(offer.action)

    # ---- keys -----------------------------------------------------------------------------

    def keys(self, id: str) -> tuple[str, ...]:
        """The keys that an action has now."""
        return self.key_map.keys(id, self._all[id].usual)

    def users(self, key: str, but: str = "") -> list[Offer]:
        """What a key is for already, where that would be in the way of the action `but`."""
        wanted, asking = portable(key), self._all.get(but)
        return [
            one
            for one in self
            if one.id != but and wanted in self.keys(one.id) and _meet(one, asking)
        ]

    def change_keys(self, id: str, keys: Sequence[str]) -> None:
        """Give an action these keys; what had one of them and would be in its way loses it."""
        for key in keys:
            for other in self.users(key, id):
                left = [one for one in self.keys(other.id) if one != portable(key)]
                self.key_map.change(other.id, left)
        self.key_map.change(id, keys)

    def _give_keys(self, id: str) -> None:
        if (offer := self._all.get(id)) is None:
            return
        keys = self.keys(id)
        offer.action.setShortcuts([QKeySequence.fromString(one, PORTABLE) for one in keys])
        offer.action.setToolTip(f"{offer.tip} ({native(keys[0])})" if keys else offer.tip)

    def _dress(self, action: QAction) -> None:
        if name := action.property("picture"):
            action.setIcon(icon(name))


def _texts(keys: Keys) -> tuple[str, ...]:
    if keys is None:
        return ()
    if isinstance(keys, QKeySequence.StandardKey):
        return tuple(one.toString(PORTABLE) for one in QKeySequence.keyBindings(keys))
    return tuple(portable(one) for one in ([keys] if isinstance(keys, str) else keys))


def _meet(one: Offer, other: Offer | None) -> bool:
    """Whether both actions' keys count in the same place."""
    if other is None or one.within is None or other.within is None:
        return True
    return one.within is other.within
