"""Everything about one block: what it is, its attributes, its ports."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.panel.field import Field, Subject
from app.panel.file_field import FileField
from app.panel.header import Header
from app.panel.line_field import HELP, LineField
from app.panel.plain_fields import ChoiceField, FlagField, IntegerField, TextField
from app.panel.ports import Ports
from app.panel.tensor_field import TensorField
from app.panel.text import heading
from app.panel.unread_field import UnreadField
from app.panel.vector_fields import PaddingsField, WindowField
from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.enuspace import in_attrs
from blocks.page import Block, Unread

EDITORS: dict[str, type[Field]] = {
    "choice": ChoiceField,
    "flag": FlagField,
    "integer": IntegerField,
    "text": TextField,
    "window_vector": WindowField,
    "paddings": PaddingsField,
    "tensor": TensorField,
    "file": FileField,
}
"""The field of each kind of editor that a declaration can ask for."""

LABEL_WIDTH = 118


class BlockView(QWidget):
    """Made from the op's declaration; follows the block as long as it is of the same make."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.subject = subject
        self.make = make_of(subject)
        self.fields: dict[str, Field] = {}
        self._unread: list[UnreadField] = []
        self._resets: dict[str, QToolButton] = {}
        self._line: LineField | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self.header = Header(subject)
        self.ports = Ports(subject)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(12, 10, 12, 12)
        lay.setSpacing(4)
        lay.addWidget(self.header)
        if subject.block.attrs or subject.block.op is not None:
            lay.addWidget(heading("Attributes"))
        lay.addLayout(self._grid)
        lay.addWidget(self.ports)
        lay.addStretch(1)
        self._fill()
        self.refresh()

    def refresh(self) -> None:
        """Show the block as it is now."""
        self.header.refresh()
        problems = {
            one.port: one.message
            for one in self.subject.document.check.problems_of((self.subject.id,))
        }
        for name, field in self.fields.items():
            field.refresh()
            field.point_out(problems.get(name, ""))
            self._resets[name].setVisible(not field.is_default)
        for unread in self._unread:
            unread.refresh()
        if self._line is not None:
            self._line.refresh()
        self.refresh_ports()

    def refresh_ports(self) -> None:
        """Show what is known at the ports now."""
        self.ports.refresh()

    # ---- making it ------------------------------------------------------------------------

    def _fill(self) -> None:
        block = self.subject.block
        for attribute in _in_order(block):
            if isinstance(block.attrs.get(attribute.name), Unread):
                self._add_unread(attribute.name)
            else:
                self._add_field(attribute)
        declared = {one.name for one in block.op.attributes} if block.op is not None else set()
        for name in block.attrs:
            if name not in declared:
                self._add_unread(name)
        if block.op is not None and in_attrs(block.op):
            self._line = LineField(self.subject)
            self._add_row("attrs", self._line, HELP)

    def _add_field(self, attribute: Attribute) -> None:
        field = EDITORS[attribute.editor](self.subject, attribute)
        self.fields[attribute.name] = field
        reset = QToolButton()
        reset.setText("\u21ba")
        reset.setObjectName(f"reset {attribute.name}")
        reset.setAccessibleName(f"Reset {attribute.name}")
        reset.setToolTip(f"Back to {_default_text(attribute)}")
        policy = reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        reset.setSizePolicy(policy)
        reset.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        reset.setStyleSheet("QToolButton { padding: 1px 3px; }")
        reset.clicked.connect(lambda: field.send(REQUIRED))
        self._resets[attribute.name] = reset
        self._add_row(attribute.name, field, attribute.help)
        self._grid.addWidget(reset, self._grid.rowCount() - 1, 2, Qt.AlignmentFlag.AlignTop)

    def _add_unread(self, name: str) -> None:
        unread = UnreadField(self.subject, name)
        self._unread.append(unread)
        self._add_row(name, unread, "As the file has it")

    def _add_row(self, name: str, field: QWidget, help: str) -> None:
        label = QLabel(name)
        label.setToolTip(help)
        label.setContentsMargins(0, 4, 0, 0)
        label.setBuddy(field.focusProxy() or field)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)


def make_of(subject: Subject) -> object:
    """What a view is made for: while it is the same, the view can follow; else a new one is due."""
    block, page = subject.block, subject.document.page
    unread = [name for name, value in block.attrs.items() if isinstance(value, Unread)]
    op = block.op
    inputs = {one.target.port for one in page.wires_into(block.id)}
    outputs = {one.source.port for one in page.wires_out_of(block.id)}
    if op is not None:
        inputs = {name for name in inputs if op.input(name) is None}
        outputs = {name for name in outputs if op.output(name) is None}
    return block.id, block.op_name, sorted(unread), sorted(inputs), sorted(outputs)


def _in_order(block: Block) -> list[Attribute]:
    """What is shown on the block first, then its name, then the rest."""
    if block.op is None:
        return []
    first = [one for one in block.op.attributes if one.shown]
    names = [one for one in block.op.attributes if one.name == "name" and not one.shown]
    return [*first, *names, *(one for one in block.op.attributes if one not in first + names)]


def _default_text(attribute: Attribute) -> str:
    if attribute.name == "name":
        return "the id"
    value = attribute.initial if attribute.required else attribute.default
    if attribute.editor == "tensor":
        return "what a new block has"
    return f"{list(value)}" if isinstance(value, tuple) else f"{value}"
