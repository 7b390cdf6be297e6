"""Everything about one block: what it is, its attributes, its ports."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.fixing.aids import Aids
from app.panel.attribute_label import AttributeLabel
from app.panel.attribute_menu import AttributeMenu
from app.panel.field import Field, Subject
from app.panel.file_field import FileField
from app.panel.header import Header
from app.panel.line_field import HELP, LineField
from app.panel.number_fields import ListField, RealField
from app.panel.paragraph import Paragraph
from app.panel.plain_fields import ChoiceField, FlagField, IntegerField, TextField
from app.panel.ports import Ports
from app.panel.tensor_field import TensorField
from app.panel.text import heading
from app.panel.unread_field import UnreadField
from app.panel.vector_fields import PaddingsField, WindowField
from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.enuspace import in_attrs
from blocks.fixing.call import member_of
from blocks.page import Block, Edit, Unread
from blocks.sweeping.suggesting import can_vary

EDITORS: dict[str, type[Field]] = {
    "choice": ChoiceField,
    "flag": FlagField,
    "integer": IntegerField,
    "number": RealField,
    "integers": ListField,
    "text": TextField,
    "window_vector": WindowField,
    "paddings": PaddingsField,
    "tensor": TensorField,
    "file": FileField,
}
"""The field of each kind of editor that a declaration can ask for."""

WIDE = ("tensor", "file")
"""Editors that need the whole width; they have no button that sets them back."""

LABEL_WIDTH, RESET_WIDTH = 112, 20


class BlockView(QWidget):
    """Made from the op's declaration; follows the block as long as it is of the same make.
    `sweep_wanted` names an attribute, as "dx.padding"."""

    sweep_wanted = Signal(str)

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.subject = subject
        self.make = make_of(subject)
        self.fields: dict[str, Field] = {}
        self._unread: list[UnreadField] = []
        self._resets: dict[str, QToolButton] = {}
        self._labels: dict[str, QLabel] = {}
        self._line: LineField | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnMinimumWidth(1, RESET_WIDTH)
        self._grid.setColumnStretch(2, 1)
        self.header = Header(subject)
        in_family = member_of(subject.block.op) is not None
        self.aids = Aids(subject.document, subject.id) if in_family else None
        self.ports = Ports(subject)
        self.note = Paragraph("note", "What is worth knowing about this block")
        self.note.settled.connect(self._write_note)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(12, 10, 12, 12)
        lay.setSpacing(4)
        lay.addWidget(self.header)
        if subject.block.attrs or subject.block.op is not None:
            lay.addWidget(heading("Attributes"))
        lay.addLayout(self._grid)
        if self.aids is not None:
            lay.addWidget(self.aids.picker)
        lay.addWidget(self.ports)
        lay.addWidget(heading("Note"))
        lay.addWidget(self.note)
        lay.addStretch(1)
        self._fill()
        self._show_beside_values()

    def refresh(self) -> None:
        """Show the block as it is now."""
        for field in self.fields.values():
            field.refresh()
        for unread in self._unread:
            unread.refresh()
        self._show_beside_values()

    def _show_beside_values(self) -> None:
        self.header.refresh()
        self.refresh_note()
        problems = {
            one.port: one.message
            for one in self.subject.document.check.problems_of((self.subject.id,))
        }
        for name, field in self.fields.items():
            field.point_out(problems.get(name, ""))
            field.setVisible(field.counts)
            self._labels[name].setVisible(field.counts)
        for name, reset in self._resets.items():
            reset.setVisible(self.fields[name].counts and not self.fields[name].is_default)
        if self._line is not None:
            self._line.refresh()
        self.refresh_ports()

    def refresh_note(self) -> None:
        """Show what is written about the block now."""
        if not self.note.is_pending:
            self.note.put(self.subject.document.page.notes.get(self.subject.id, ""))

    def _write_note(self) -> None:
        document = self.subject.document
        if self.subject.is_there:
            with document.telling():
                document.page.notes.write(self.subject.id, self.note.toPlainText().strip())
            self.note.put(document.page.notes.get(self.subject.id, ""))

    def refresh_ports(self) -> None:
        """Show what is known at the ports now."""
        self.ports.refresh()
        if self.aids is not None:
            self.aids.refresh()

    def follow(self, edit: Edit) -> None:
        """Show what an edit has done besides what it was made for."""
        if self.aids is not None:
            self.aids.notice.follow(edit)

    # ---- making it ------------------------------------------------------------------------

    def _fill(self) -> None:
        block = self.subject.block
        declared = block.op.attributes if block.op is not None else ()
        for attribute in declared:
            if attribute.name in _unread(block):
                self._add_unread(attribute.name)
            else:
                self._add_field(attribute)
        for name in block.attrs:
            if not any(one.name == name for one in declared):
                self._add_unread(name)
        if block.op is not None and in_attrs(block.op):
            self._line = LineField(self.subject)
            self._add_row("attrs", self._line, _label("attrs", HELP), wide=True)

    def _add_field(self, attribute: Attribute) -> None:
        field = EDITORS.get(attribute.editor, TextField)(self.subject, attribute)
        self.fields[attribute.name] = field
        field.refresh()
        wide = attribute.editor in WIDE
        if not wide:
            self._resets[attribute.name] = _reset_button(attribute, field)
        reset = self._resets.get(attribute.name)
        label = AttributeLabel(attribute)
        if can_vary(attribute):
            target = f"{self.subject.id}.{attribute.name}"
            AttributeMenu(label, field, lambda: self.sweep_wanted.emit(target))
        self._add_row(attribute.name, field, label, reset, wide=wide)
        if self.aids is not None and (aid := self.aids.below(attribute.name)) is not None:
            self._grid.addWidget(aid, self._grid.rowCount(), 0, 1, 3)

    def _add_unread(self, name: str) -> None:
        unread = UnreadField(self.subject, name)
        self._unread.append(unread)
        unread.refresh()
        self._add_row(name, unread, _label(name, "As the file has it"), wide=True)

    def _add_row(
        self,
        name: str,
        field: QWidget,
        label: QLabel,
        reset: QWidget | None = None,
        *,
        wide: bool = False,
    ) -> None:
        """Label and field side by side; where the field needs the room, one above the other."""
        self._labels[name] = label
        label.setBuddy(field.focusProxy() or field)
        row, top = self._grid.rowCount(), Qt.AlignmentFlag.AlignTop
        if wide:
            self._grid.addWidget(label, row, 0, 1, 3)
            self._grid.addWidget(field, row + 1, 0, 1, 3)
            return
        label.setContentsMargins(0, 5, 0, 0)
        self._grid.addWidget(label, row, 0, top)
        if reset is not None:
            self._grid.addWidget(reset, row, 1, top)
        self._grid.addWidget(field, row, 2)


def _label(name: str, help: str) -> QLabel:
    label = QLabel(name)
    label.setToolTip(help)
    return label


def _reset_button(attribute: Attribute, field: Field) -> QToolButton:
    button = QToolButton()
    button.setText("\u21ba")
    button.setObjectName(f"reset {attribute.name}")
    button.setAccessibleName(f"Reset {attribute.name}")
    button.setToolTip(f"Back to {_default_text(attribute)}")
    button.setStyleSheet("QToolButton { padding: 0 1px; margin-top: 4px; }")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda: field.send(REQUIRED))
    return button


def make_of(subject: Subject) -> object:
    """What a view is made for: while it is the same, the view can follow; else a new one is due."""
    block, page = subject.block, subject.document.page
    unread = _unread(block)
    op = block.op
    inputs = {one.target.port for one in page.wires_into(block.id)}
    outputs = {one.source.port for one in page.wires_out_of(block.id)}
    if op is not None:
        inputs = {name for name in inputs if op.input(name) is None}
        outputs = {name for name in outputs if op.output(name) is None}
    # By the op itself, for an own op of the same name may have been declared anew.
    return block.id, op or block.op_name, sorted(unread), sorted(inputs), sorted(outputs)


def _default_text(attribute: Attribute) -> str:
    if attribute.name == "name":
        return "the id"
    value = attribute.initial if attribute.required else attribute.default
    return f"{list(value)}" if isinstance(value, tuple) else f"{value}"


def _unread(block: Block) -> list[str]:
    """The attributes without a value, but for the formulas that a field can show as they are."""
    return [
        name
        for name, value in block.attrs.items()
        if isinstance(value, Unread) and not _is_for_field(block, name)
    ]


def _is_for_field(block: Block, name: str) -> bool:
    attribute = block.op.attribute(name) if block.op is not None else None
    if attribute is None or name not in block.formulas:
        return False
    return EDITORS[attribute.editor].takes(attribute, block.formulas[name])
