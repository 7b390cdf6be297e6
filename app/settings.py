"""What the editor remembers from one start to the next: recent pages, window, theme, threads."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

from app.theme import CHOICES, SYSTEM

RECENT = 10


class Settings:
    """A small file in the user's folder for configurations, or in another folder."""

    def __init__(self, folder: Path | None = None) -> None:
        where = folder or Path(platformdirs.user_config_dir("blockprop", appauthor=False))
        state = folder or Path(platformdirs.user_state_dir("blockprop", appauthor=False))
        self.journals = state / "journals"
        """The folder for unsaved work that has no better place."""
        self.viewers = state / "viewers.json"
        """The file of which viewers a page had."""
        self._file = QSettings(str(where / "editor.ini"), QSettings.Format.IniFormat)

    @property
    def recent(self) -> list[Path]:
        """The pages that were open last, the latest first."""
        found = self._file.value("recent", [])
        names = [found] if isinstance(found, str) else found
        return [Path(one) for one in names or [] if isinstance(one, str)]

    def add_recent(self, path: Path) -> None:
        """A page was opened or saved."""
        self._set_recent([path.absolute(), *(one for one in self.recent if one != path.absolute())])

    def drop_recent(self, path: Path) -> None:
        """A page cannot be opened any more."""
        self._set_recent([one for one in self.recent if one != path.absolute()])

    @property
    def theme(self) -> str:
        """The theme that was chosen: its name, or "system" to follow the system."""
        name = self._file.value("theme", SYSTEM)
        return name if isinstance(name, str) and name in CHOICES else SYSTEM

    @theme.setter
    def theme(self, name: str) -> None:
        self._file.setValue("theme", name)

    @property
    def fades_wires(self) -> bool:
        """Whether wires step back that have nothing to do with what the user is at."""
        return str(self._file.value("fades_wires", "")) == "true"

    @fades_wires.setter
    def fades_wires(self, fades: bool) -> None:
        self._file.setValue("fades_wires", "true" if fades else "false")

    @property
    def minimap(self) -> bool:
        """Whether the overview shows itself on a page that is larger than the view."""
        return str(self._file.value("minimap", "true")) == "true"

    @minimap.setter
    def minimap(self, shown: bool) -> None:
        self._file.setValue("minimap", "true" if shown else "false")

    @property
    def small_values(self) -> bool:
        """Whether blocks show results of a few elements."""
        return str(self._file.value("small_values", "true")) == "true"

    @small_values.setter
    def small_values(self, shown: bool) -> None:
        self._file.setValue("small_values", "true" if shown else "false")

    @property
    def platform_marks(self) -> bool:
        """Whether blocks are marked that other platforms refuse or answer wrongly."""
        return str(self._file.value("platform_marks", "")) == "true"

    @platform_marks.setter
    def platform_marks(self, shown: bool) -> None:
        self._file.setValue("platform_marks", "true" if shown else "false")

    @property
    def start_page(self) -> bool:
        """Whether the start page is shown where no page was asked for."""
        return str(self._file.value("start_page", "true")) == "true"

    @start_page.setter
    def start_page(self, shown: bool) -> None:
        self._file.setValue("start_page", "true" if shown else "false")

    @property
    def snaps(self) -> bool:
        """Whether blocks that are dragged keep to the grid."""
        return str(self._file.value("snaps", "")) == "true"

    @snaps.setter
    def snaps(self, snaps: bool) -> None:
        self._file.setValue("snaps", "true" if snaps else "false")

    @property
    def threads(self) -> int | None:
        """How many threads a run may take, None for all processors."""
        text = str(self._file.value("threads", ""))
        return int(text) if text.isdecimal() and int(text) > 0 else None

    @threads.setter
    def threads(self, count: int | None) -> None:
        if count is None:
            self._file.remove("threads")
        else:
            self._file.setValue("threads", count)

    @property
    def keys(self) -> dict[str, list[str]]:
        """The keys that the user has changed, by the id of the action."""
        try:
            found = json.loads(str(self._file.value("keys", "{}")))
        except ValueError:
            return {}
        return {
            id: [one for one in keys if isinstance(one, str)]
            for id, keys in (found.items() if isinstance(found, dict) else ())
            if isinstance(keys, list)
        }

    @keys.setter
    def keys(self, changed: dict[str, list[str]]) -> None:
        if changed:
            self._file.setValue("keys", json.dumps(changed))
        else:
            self._file.remove("keys")

    @property
    def own_ops_are_on(self) -> bool:
        """Whether the files in the folder of own ops are run; only the user switches that on."""
        return str(self._file.value("own_ops/on", "")).lower() == "true"

    @own_ops_are_on.setter
    def own_ops_are_on(self, on: bool) -> None:
        self._file.setValue("own_ops/on", "true" if on else "false")

    @property
    def own_ops_folder(self) -> Path | None:
        """The folder of own ops, None until the user has named one."""
        text = self._file.value("own_ops/folder", "")
        return Path(text) if isinstance(text, str) and text else None

    @own_ops_folder.setter
    def own_ops_folder(self, folder: Path) -> None:
        self._file.setValue("own_ops/folder", str(folder))

    @property
    def presets_folder(self) -> Path:
        """The folder of presets."""
        text = self._file.value("presets/folder", "")
        if isinstance(text, str) and text:
            return Path(text)
        return Path(platformdirs.user_data_dir("blockprop", appauthor=False)) / "presets"

    @presets_folder.setter
    def presets_folder(self, folder: Path) -> None:
        self._file.setValue("presets/folder", str(folder))

    @property
    def window(self) -> tuple[QByteArray, QByteArray] | None:
        """Place and size of the window, and of its docks, as Qt keeps them."""
        geometry, state = self._file.value("geometry"), self._file.value("docks")
        if isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
            return geometry, state
        return None

    @window.setter
    def window(self, kept: tuple[QByteArray, QByteArray]) -> None:
        self._file.setValue("geometry", kept[0])
        self._file.setValue("docks", kept[1])

    def flush(self) -> None:
        """Write what has changed. A folder that cannot be written to is no reason to stop."""
        with contextlib.suppress(OSError):
            self._file.sync()

    def _set_recent(self, paths: list[Path]) -> None:
        self._file.setValue("recent", [str(one) for one in paths[:RECENT]])
