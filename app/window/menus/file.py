"""The File menu."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.assets import sample_pages
from app.window.menus.menu import Menu


class FileMenu(Menu):
    """Pages: new ones, those on the disk, and the samples."""

    title = "&File"

    def fill(self) -> None:
        files = self.window.files
        self.add("file.new", "&New", files.new, ["Ctrl+N", "Ctrl+T"], picture="new")
        self.add("file.open", "&Open…", files.ask_and_open, "Ctrl+O", picture="open")
        self.recent = self.submenu("Open &Recent")
        self.recent.aboutToShow.connect(self._fill_recent)
        self.samples = self.submenu("Sample &Pages")
        self.samples.aboutToShow.connect(self._fill_samples)
        self.line()
        self.add("file.save", "&Save", files.save, "Ctrl+S", picture="save")
        self.add("file.save_as", "Save &As…", files.save_as, "Ctrl+Shift+S")
        self.add("file.close", "&Close", files.close, "Ctrl+W")
        self.line()
        pictures = self.window.pictures
        self.add(
            "file.export_picture",
            "&Export Picture…",
            pictures.export,
            "Ctrl+Shift+E",
            when=lambda: pictures.can_be_made,
        )
        self.add(
            "file.export_python",
            "Export as Pyt&hon…",
            self.window.exporting.open,
            tip="The page as Python for NumPy, TensorFlow or PyTorch",
            when=lambda: bool(self.document.page.blocks),
        )
        self.add("file.compare_with", "&Compare With…", pictures.compare_with)
        self.line()
        self.add("file.quit", "&Quit", self.window.close, "Ctrl+Q")

    def _fill_recent(self) -> None:
        paths = self.window.settings.recent
        self._fill_pages(self.recent, [(_short(path), path) for path in paths], "No pages yet")

    def _fill_samples(self) -> None:
        self._fill_pages(self.samples, sample_pages(), "There are none")

    def _fill_pages(self, menu: QMenu, pages: list[tuple[str, Path]], otherwise: str) -> None:
        menu.clear()
        for title, path in pages:
            action = QAction(title.replace("&", "&&"), menu)
            action.setStatusTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self.window.files.open(path))
            menu.addAction(action)
        if not pages:
            menu.addAction(otherwise).setEnabled(False)


def _short(path: Path) -> str:
    """A path as a menu shows it, with `~` for the user's own folder."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)
