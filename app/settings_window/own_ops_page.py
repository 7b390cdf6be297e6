"""The page of the settings about own ops: on or off, which folder, what its files give."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.asking import Ask
from app.icons import icon
from app.own_ops import OwnOpsLoader
from app.settings_window.parts import FolderField, in_a_row, list_of_files, words
from app.theme import theme
from blocks.own_ops.example import EXAMPLE, EXAMPLE_NAME
from blocks.own_ops.folder import OwnFile

ABOUT = (
    "An own op is a function in a short Python file. It is used like any other op, and is loaded "
    "again whenever you save its file."
)
WARNING = (
    "The files in the folder run on this machine and may do all that you may do. Use only files "
    "that you have written or read. No page can bring code, switch this on or name the folder."
)


class OwnOpsPage(QWidget):
    """A switch, a folder and the list of its files."""

    title = "Own ops"

    def __init__(self, loader: OwnOpsLoader, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._ask = ask
        self.on = QCheckBox("Use own ops from this folder")
        # By the user alone: to show how things stand must never switch anything on.
        self.on.clicked.connect(lambda on=False: self._switch(on))
        self.folder = FolderField("Folder of own ops", self._choose)
        self.show_folder = QPushButton("&Open Folder")
        self.show_folder.clicked.connect(self._open)
        self.reload = QPushButton("&Reload")
        self.reload.clicked.connect(loader.reload)
        self.example = QPushButton("Write an &Example")
        self.example.clicked.connect(self._write_example)
        self.list = list_of_files("own op files", "Files of own ops", ("File", "Ops and errors"))
        self.state = QLabel()
        self.state.setWordWrap(True)
        self._arrange()
        loader.changed.connect(self._refresh)
        self._refresh()

    def _arrange(self) -> None:
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(10)
        lay.addWidget(words(ABOUT))
        lay.addWidget(words(WARNING, "warning"))
        lay.addWidget(self.folder)
        lay.addWidget(self.on)
        lay.addWidget(self.list, 1)
        lay.addWidget(self.state)
        lay.addLayout(in_a_row(self.reload, self.show_folder, self.example))

    # ---- what the user does ---------------------------------------------------------------

    def _switch(self, on: bool) -> None:
        if on and self._loader.folder is None:
            self._choose(then_on=True)
        else:
            self._loader.switch(on)
        self._refresh()

    def _choose(self, *, then_on: bool = False) -> None:
        def chosen(folder: Path) -> None:
            self._loader.choose(folder)
            if then_on:
                self._loader.switch(True)

        start = self._loader.folder or Path.home()
        self._ask.folder(self, "Folder of own ops", start, chosen)

    def _open(self) -> None:
        if self._loader.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._loader.folder)))

    def _write_example(self) -> None:
        folder = self._loader.folder
        if folder is None:
            return
        try:
            with (folder / EXAMPLE_NAME).open("x", encoding="utf-8") as file:
                file.write(EXAMPLE)
        except FileExistsError:
            self._tell(f"There is a file {EXAMPLE_NAME} already.")
        except OSError as why:
            self._tell(f"{EXAMPLE_NAME} cannot be written: {why.strerror or why}", "error")
        else:
            self._loader.reload()

    # ---- showing --------------------------------------------------------------------------

    def _refresh(self) -> None:
        loader, folder = self._loader, self._loader.folder
        with QSignalBlocker(self.on):
            self.on.setChecked(loader.is_on)
        self.folder.show_folder(folder)
        for button in (self.show_folder, self.example):
            button.setEnabled(folder is not None)
        self.reload.setEnabled(folder is not None and loader.is_on)
        self.list.clear()
        for file in loader.files:
            _add(self.list, file)
        self.list.setEnabled(bool(loader.files))
        if loader.trouble:
            self._tell(f"{loader.trouble[:1].upper()}{loader.trouble[1:]}.", "error")
        elif not loader.is_on:
            self._tell("Off: no file is loaded.")
        else:
            ops = sum(len(file.ops) for file in loader.files)
            self._tell(f"{_count(ops, 'op')} from {_count(len(loader.files), 'file')}.")

    def _tell(self, text: str, role: str = "dim") -> None:
        colour = {"dim": theme().dim, "error": theme().error}[role]
        self.state.setStyleSheet(f"color: {colour}")
        self.state.setText(text)


def _add(to: QTreeWidget, file: OwnFile) -> None:
    """A row for what a file gives, and one for each thing that is wrong with it."""
    rows = [(", ".join(op.name for op in file.ops), "done", theme().good)] if file.ops else []
    rows += [
        (
            f"{'' if one.line is None else f'line {one.line}: '}{one.message}",
            "problem",
            theme().error,
        )
        for one in file.faults
    ]
    for line, sign, colour in rows or [("declares no op", "", "")]:
        item = QTreeWidgetItem([file.path.name, line])
        if sign:
            item.setIcon(1, icon(sign, colour))
        item.setToolTip(1, line)
        to.addTopLevelItem(item)


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"
