"""Everything that the menus and the toolbar offer, with its keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.icons import icon

Keys = str | list[str] | QKeySequence.StandardKey | None


class Actions:
    """Makes actions, and keeps them for the list of keys and for a change of theme."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._all: dict[str, QAction] = {}

    def __getitem__(self, id: str) -> QAction:
        """The action of an id."""
        return self._all[id]

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
        if id in self._all:
            raise ValueError(f"{id}: there is such an action already")
        action = QAction(text, self._window)
        action.setObjectName(id)
        if isinstance(keys, list):
            action.setShortcuts([QKeySequence(one) for one in keys])
        elif keys is not None:
            action.setShortcuts(
                [QKeySequence(keys)] if isinstance(keys, str) else QKeySequence.keyBindings(keys)
            )
        if within is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            within.addAction(action)
        else:
            self._window.addAction(action)
        plain = text.replace("&", "").removesuffix("…")
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip or plain} ({shown})" if shown else tip or plain)
        action.setProperty("picture", picture)
        action.triggered.connect(lambda _=False: do())
        self._all[id] = action
        self._dress(action)
        return action

    def dress(self) -> None:
        """Draw the icons in the colours of the theme."""
        for action in self._all.values():
            self._dress(action)

    def keys(self) -> list[tuple[str, str]]:
        """The keys and what they do, for the list of keys."""
        native = QKeySequence.SequenceFormat.NativeText
        return [
            (
                " or ".join(one.toString(native) for one in action.shortcuts()),
                action.text().replace("&", "").removesuffix("…"),
            )
            for action in self._all.values()
            if action.shortcuts()
        ]

    def _dress(self, action: QAction) -> None:
        if name := action.property("picture"):
            action.setIcon(icon(name))
