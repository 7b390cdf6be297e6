"""The field of a file beside the page: its path, a button to look for it, what is in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.panel.entries import Entry
from app.panel.plain_fields import TextField
from blocks.page import Block, End

ARRAYS = "NumPy arrays (*.npy);;All files (*)"


class FileField(TextField):
    """A path relative to the page's folder."""

    def build(self) -> QWidget:
        box = QWidget()
        self.line = Entry(self.attribute.name)
        self.line.typed.connect(self._look)
        self.line.settled.connect(lambda: self.send(self.line.text().strip()))
        self.browse = QPushButton("Browse…")
        self.browse.setAccessibleName(f"Browse for {self.attribute.name}")
        self.browse.clicked.connect(self._browse)
        lay = QHBoxLayout(box)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.line, 1)
        lay.addWidget(self.browse)
        return box

    @property
    def first(self) -> QWidget:
        return self.line

    @property
    def is_pending(self) -> bool:
        return self.line.is_pending

    def put(self, block: Block) -> None:
        value = block.value(self.attribute.name)
        self.line.put(value if isinstance(value, str) else "")
        self.line.setPlaceholderText("a file beside the page")
        self._describe(block)

    def paint_wrong(self, wrong: bool) -> None:
        self.line.mark(wrong)

    def choose(self, chosen: str) -> None:
        """Take over a file that was looked for, if it is in the page's folder."""
        folder = self.subject.document.page.folder
        if folder is None:
            self.refuse("save the page first; its files are looked for beside it")
            return
        try:
            inside = Path(chosen).resolve().relative_to(folder.resolve())
        except ValueError:
            self.line.setText(chosen)
            self.refuse(f"it is not in the page's folder, {folder}; copy it there first")
            return
        self.send(inside.as_posix())

    def _look(self) -> None:
        self.check(self.line.text().strip())

    def _browse(self) -> None:
        folder = self.subject.document.page.folder or Path.home()
        self.subject.ask.file_to_open(self, folder, ARRAYS, lambda path: self.choose(str(path)))

    def _describe(self, block: Block) -> None:
        """What the file's header says; the check has read it."""
        if block.op is None or not block.op.outputs:
            return
        known = self.subject.document.check.known(End(block.id, block.op.outputs[0].name))
        self.explain("" if known.dtype is None else str(known))
