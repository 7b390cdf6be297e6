"""What the panel shows of a frame or a group: its texts, its colour, its ports."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from app.document import Document
from app.panel.entries import Choice, Entry
from app.panel.paragraph import Paragraph
from app.panel.text import heading, line, say, title
from blocks.editing.grouping import demote, promote
from blocks.editing.levels import interface
from blocks.framing import write_text
from blocks.page import End
from blocks.page.tables.frames import COLOURS, Frame
from blocks.page.tables.groups import Group


class ShapeView(QWidget):
    """Follows a frame or a group as long as it is there."""

    def __init__(self, document: Document, id: str) -> None:
        super().__init__()
        self.document, self.id = document, id
        self._is_frame = id in document.page.frames
        kind = "frame" if self._is_frame else "group"
        self.name = Entry(f"title of the {kind}")
        self.name.settled.connect(lambda: self._alter(title=self.name.text()))
        self.text = Paragraph(f"text of the {kind}", "What this part of the page is about")
        self.text.settled.connect(self._write)
        self.count = line("", "dim", "count")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(12, 10, 12, 12)
        lay.setSpacing(6)
        lay.addWidget(title(kind.capitalize()))
        for words, field in (("Title", self.name), ("Text", self.text)):
            caption = QLabel(words)
            caption.setBuddy(field)
            lay.addWidget(caption)
            lay.addWidget(field)
        self._colour: Choice | None = None
        if self._is_frame:
            self._colour = Choice("colour of the frame", COLOURS)
            self._colour.chosen.connect(lambda name: self._alter(colour=name))
            caption = QLabel("Colour")
            caption.setBuddy(self._colour)
            lay.addWidget(caption)
            lay.addWidget(self._colour)
        lay.addWidget(self.count)
        self._ports = QVBoxLayout()
        self._boxes: dict[End, QCheckBox] = {}
        if not self._is_frame:
            lay.addWidget(heading("Ports that it shows"))
            lay.addLayout(self._ports)
        lay.addStretch(1)
        self.refresh()

    @property
    def is_there(self) -> bool:
        """Whether the page still has it."""
        page = self.document.page
        return self.id in (page.frames if self._is_frame else page.groups)

    @property
    def _shape(self) -> Frame | Group:
        page = self.document.page
        return page.frames[self.id] if self._is_frame else page.groups[self.id]

    def refresh(self) -> None:
        """Show how things stand now."""
        shape, page = self._shape, self.document.page
        if not self.name.is_pending:
            self.name.put(shape.title)
        if not self.text.is_pending:
            self.text.put(shape.text)
        if isinstance(shape, Frame):
            if self._colour is not None:
                self._colour.put(shape.colour)
            return
        blocks = page.groups.all_blocks(self.id)
        say(self.count, f"{len(blocks)} block{'' if len(blocks) == 1 else 's'}; Enter opens it")
        self._show_ports(blocks)

    def _show_ports(self, blocks: tuple[str, ...]) -> None:
        """A box for each inner port: ticked if the group shows it, and fixed if a wire needs it."""
        page = self.document.page
        shown = interface(page, self.id)
        kept = set(page.groups[self.id].ports)
        ends: dict[End, str] = {}
        for id in blocks:
            op = page.blocks[id].op
            if op is not None:
                ends.update((End(id, port.name), "in") for port in op.inputs)
                ends.update((End(id, port.name), "out") for port in op.outputs)
        if list(ends) != list(self._boxes):
            self._make_boxes(ends)
        for end, box in self._boxes.items():
            is_shown = end in shown.inputs or end in shown.outputs
            box.blockSignals(True)
            box.setChecked(is_shown)
            box.blockSignals(False)
            needed = is_shown and end not in kept
            box.setEnabled(not needed)
            box.setToolTip("A wire leads here from outside" if needed else "")

    def _make_boxes(self, ends: dict[End, str]) -> None:
        for old in self._boxes.values():
            self._ports.removeWidget(old)
            old.deleteLater()
        self._boxes = {}
        for end, way in ends.items():
            box = QCheckBox(f"{'→ ' if way == 'in' else ''}{end}{' →' if way == 'out' else ''}")
            box.setObjectName(str(end))
            box.toggled.connect(lambda on, end=end: self._promote(end, on))
            self._ports.addWidget(box)
            self._boxes[end] = box

    def _promote(self, end: End, shown: bool) -> None:
        page = self.document.page
        with self.document.telling():
            (promote if shown else demote)(page, end, self.id)
        self.refresh()

    def _write(self) -> None:
        if self._is_frame:
            with self.document.telling():
                write_text(self.document, self.id, self.text.toPlainText())
            self.text.put(self._shape.text)
            self.refresh()
        else:
            self._alter(text=self.text.toPlainText())

    def _alter(self, **changes: object) -> None:
        page = self.document.page
        with self.document.telling():
            (page.frames if self._is_frame else page.groups).alter(self.id, **changes)
        self.name.put(self._shape.title)
        self.text.put(self._shape.text)
        self.refresh()
