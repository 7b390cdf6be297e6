"""Which keys the user has given to what, where they differ from the usual ones."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from app.settings import Settings

PORTABLE = QKeySequence.SequenceFormat.PortableText


class KeyMap(QObject):
    """The changed keys by the id of the action, kept in the settings. Keys are texts as
    `QKeySequence` reads them on every machine: "Ctrl+Shift+S"."""

    changed = Signal(str)  # the id of an action that has other keys now

    def __init__(self, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._own: dict[str, tuple[str, ...]] = {}
        for id, keys in (settings.keys if settings is not None else {}).items():
            self._own[id] = tuple(dict.fromkeys(filter(None, map(portable, keys))))

    def keys(self, id: str, usual: Iterable[str]) -> tuple[str, ...]:
        """The keys of an action: the user's own, or the usual ones."""
        return self._own.get(id, tuple(usual))

    def is_own(self, id: str) -> bool:
        """Whether the user has given the action other keys."""
        return id in self._own

    def change(self, id: str, keys: Iterable[str]) -> None:
        """Give an action these keys and no others; none at all is possible."""
        self._own[id] = tuple(dict.fromkeys(filter(None, map(portable, keys))))
        self._keep()
        self.changed.emit(id)

    def reset(self, id: str) -> None:
        """Give an action its usual keys back."""
        if self._own.pop(id, None) is not None:
            self._keep()
            self.changed.emit(id)

    def reset_all(self) -> None:
        """Give every action its usual keys back."""
        for id in tuple(self._own):
            self.reset(id)

    def _keep(self) -> None:
        if self._settings is not None:
            self._settings.keys = {id: list(keys) for id, keys in self._own.items()}


def portable(keys: str) -> str:
    """A key in the one way in which it is kept and compared; empty if it is none."""
    return QKeySequence.fromString(keys, PORTABLE).toString(PORTABLE)


def native(keys: str) -> str:
    """A key as this machine writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
