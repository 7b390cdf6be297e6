"""What the menus offer of pictures: export, copy, compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QImage

from app.asking import PAGES_AND_PICTURES, Ask
from app.pictures.comparison import compare_with_file
from app.pictures.export_dialog import ExportDialog
from app.pictures.making import Wish, made, selected_blocks
from blocks.drawing.picture import beside_text, files_beside
from blocks.errors import BlockpropError
from blocks.file import disk

if TYPE_CHECKING:
    from app.window.main_window import MainWindow

KINDS = {"png": "PNG pictures (*.png)", "svg": "SVG pictures (*.svg)"}


class Pictures(QObject):
    """Pictures of the page that the window has open."""

    def __init__(self, window: MainWindow, ask: Ask) -> None:
        super().__init__(window)
        self._window = window
        self._ask = ask
        self._wish = Wish()

    @property
    def can_be_made(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self._window.document.page.blocks)

    def export(self) -> ExportDialog:
        """Ask what the picture shall be, then where to write it."""
        dialog = ExportDialog(self._window.canvas, self._wish, self._window)
        dialog.wished.connect(self._ask_where)
        dialog.show()
        return dialog

    def copy(self) -> None:
        """Put a picture of the selected blocks, or of the page, on the clipboard. It has the page
        inside, where what it is pasted into keeps that."""
        canvas, document = self._window.canvas, self._window.document
        selected = bool(selected_blocks(document))
        data = QMimeData()
        drawn = made(canvas, Wish("png", selected))
        data.setImageData(QImage.fromData(drawn))
        data.setData("image/png", drawn)
        data.setData("image/svg+xml", made(canvas, Wish("svg", selected)))
        QGuiApplication.clipboard().setMimeData(data)
        what = "the selected blocks" if selected else "the page"
        document.message.emit(f"Copied {what} as a picture")

    def compare_with(self) -> None:
        """Ask for another page and show how this one differs from it."""
        folder = self._window.files.folder
        self._ask.file_to_open(self._window, folder, PAGES_AND_PICTURES, self.compare)

    def compare(self, path: Path) -> None:
        """Show how the open page differs from that in a file, which counts as the earlier one."""
        compare_with_file(self._window, self._ask, self._window.document, path)

    def _ask_where(self, wish: Wish) -> None:
        self._wish = wish
        files = self._window.files
        name = Path(files.name).name.removesuffix(".page.json").replace(".", "_") or "page"
        self._ask.file_to_save(
            self._window,
            files.folder / f"{name}.{wish.kind}",
            KINDS[wish.kind],
            lambda path: self._write(_with_ending(path, wish.kind), wish),
        )

    def _write(self, path: Path, wish: Wish) -> None:
        document = self._window.document
        try:
            disk.replace(path, made(self._window.canvas, wish))
        except BlockpropError as why:
            self._ask.tell(self._window, "The picture was not written", str(why))
            return
        only = selected_blocks(document) if wish.selected else None
        left = beside_text(files_beside(document.page, only)) if wish.with_page else ""
        document.message.emit(f"Wrote {path.name}. {left}".rstrip(" ."))


def _with_ending(path: Path, kind: str) -> Path:
    return path if path.suffix.lower() == f".{kind}" else path.with_name(f"{path.name}.{kind}")
