"""Loads the own ops that the settings name, and loads them again when their files change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from app.settings import Settings
from blocks.own_ops.folder import FolderRefused, OwnFile, OwnOps

SETTLES_MS = 150
"""An editor writes a file in several steps; so long nothing must happen before it is read."""


class OwnOpsLoader(QObject):
    """Nothing is loaded before `start`, and nothing at all unless the settings say so, which only
    the user's own hand does."""

    changed = Signal()  # files, ops or faults may be others now

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._own = OwnOps()
        self._trouble: str | None = None
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLES_MS)
        self._soon.timeout.connect(self.reload)
        self._watcher.directoryChanged.connect(lambda _: self._soon.start())
        self._watcher.fileChanged.connect(lambda _: self._soon.start())

    @property
    def is_on(self) -> bool:
        """Whether the user has switched own ops on."""
        return self._settings.own_ops_are_on

    @property
    def folder(self) -> Path | None:
        """The folder that the user has named."""
        return self._settings.own_ops_folder

    @property
    def files(self) -> tuple[OwnFile, ...]:
        """The files that were loaded, with their ops and their faults."""
        return self._own.files

    @property
    def trouble(self) -> str | None:
        """Why no file at all is loaded though own ops are on."""
        return self._trouble

    @property
    def faults(self) -> tuple[str, ...]:
        """Everything that is wrong: the folder, or files of it with the line."""
        found = tuple(str(one) for one in self._own.faults)
        return (self._trouble, *found) if self._trouble else found

    def switch(self, on: bool) -> None:
        """Use own ops from now on, or do without."""
        self._settings.own_ops_are_on = on
        self.reload()

    def choose(self, folder: Path) -> None:
        """Take them from another folder."""
        self._settings.own_ops_folder = folder
        self.reload()

    def reload(self) -> None:
        """Load what has changed; pages keep their wires and values."""
        self._trouble = None
        folder = self.folder
        if not self.is_on or folder is None:
            self._own.unload()
        else:
            try:
                self._own.load(folder)
            except FolderRefused as why:
                self._own.unload()
                self._trouble = str(why)
        self._watch()
        self.changed.emit()

    def stop(self) -> None:
        """The window closes."""
        self._soon.stop()
        self._own.unload()
        self._watch()

    def _watch(self) -> None:
        """Watch the folder and its files as they are now. A file that was replaced by another, as
        most editors do, is not watched any more until then."""
        folder = self._own.folder
        wanted = set() if folder is None else {str(folder), *map(str, folder.glob("*.py"))}
        watched = {*self._watcher.directories(), *self._watcher.files()}
        if gone := sorted(watched - wanted):
            self._watcher.removePaths(gone)
        if new := sorted(wanted - watched):
            self._watcher.addPaths(new)
