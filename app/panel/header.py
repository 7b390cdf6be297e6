"""What the panel says first of a block: its op and its names."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.panel.field import Subject
from app.panel.text import cut_line, line, title


class Header(QWidget):
    """Op, summary, id and full name."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.subject = subject
        op = subject.block.op
        self.title = title(subject.block.op_name)
        self.summary = line(
            op.summary
            if op is not None
            else "blockprop has no op of this name. It is kept as it "
            "came and saved back unchanged, but it cannot run.",
            "dim",
            "summary",
        )
        self.names = cut_line("names")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(3)
        for one in (self.title, self.summary, self.names):
            lay.addWidget(one)

    def refresh(self) -> None:
        """Show how things stand now."""
        subject = self.subject
        full_name = subject.document.page.full_name(subject.id)
        self.names.show_text(f"id {subject.id} \u00b7 {full_name}")
