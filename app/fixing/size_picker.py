"""Every legal input size of a gradient, axis by axis, to pick from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.document import Document
from app.fixing.taking import take
from app.panel.entries import Choice as ChoiceBox
from app.panel.text import heading, line, say
from app.theme import SMALL, font
from blocks.fixing.picking import Choice, Picker, from_forward, pick, picker_of
from kernels.convolution.window import would_fit

NARROWEST = 60
"""A box of sizes may be so narrow, in pixels, for three stand side by side in a narrow panel."""


class SizePicker(QWidget):
    """Follows a gradient by the input as long as it is there."""

    def __init__(self, document: Document, id: str) -> None:
        super().__init__()
        self._document, self._id = document, id
        self._picker: Picker | None = None
        self.words = line("", "dim", "legal sizes")
        self._boxes: dict[str, ChoiceBox] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(0)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(4)
        lay.addWidget(heading("Input sizes that fit"))
        lay.addLayout(self._grid)
        lay.addWidget(self.words)
        self.follow = QPushButton()
        self.follow.setObjectName("follow forward")
        self.follow.setProperty("role", "fix")
        self.follow.setFont(font(SMALL))
        self.follow.clicked.connect(self._take_from_forward)
        lay.addWidget(self.follow, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Show how things stand now; nothing while filter and out_backprop are not known."""
        picker = picker_of(self._document.page, self._id, self._document.known)
        self.setVisible(picker is not None)
        self._picker = picker
        self._show_picker(picker)
        fix = from_forward(self._document.page, self._id) if picker is not None else None
        self.follow.setVisible(fix is not None)
        if fix is not None:
            (source,) = fix.shape_of.values()
            self.follow.setText(f"Take from {source}".replace("&", "&&"))
            self.follow.setToolTip(
                f"{fix.words}, by a Shape block: input_sizes then follow it.\nOne undo step."
            )

    def _show_picker(self, picker: Picker | None) -> None:
        choices = picker.choices if picker is not None and picker.can_pick else ()
        if [one.axis for one in choices] != list(self._boxes):
            self._make_boxes(choices)
        for choice in choices:
            box = self._boxes[choice.axis]
            box.offer(tuple(_text(choice, size) for size in choice.listed))
            fits = choice.now is not None and choice.now in choice.legal
            box.put(_text(choice, choice.now) if fits and choice.now is not None else None)
            box.setPlaceholderText(_unfit(choice))
            box.setEnabled(bool(choice.legal))
        say(self.words, "" if picker is None else _words(picker))

    def _make_boxes(self, choices: tuple[Choice, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._boxes = {}
        for column, choice in enumerate(choices):
            box = ChoiceBox(f"input {choice.axis}", ())
            box.setToolTip(f"Every input {choice.axis} that gives out_backprop as it is")
            box.setMinimumWidth(NARROWEST)
            box.chosen.connect(lambda _: self._pick())
            label = QLabel(choice.axis)
            label.setFont(font(SMALL))
            label.setProperty("role", "dim")
            label.setBuddy(box)
            self._grid.addWidget(label, 0, column)
            self._grid.addWidget(box, 1, column)
            self._grid.setColumnStretch(column, 1)
            self._boxes[choice.axis] = box

    def _take_from_forward(self) -> None:
        fix = from_forward(self._document.page, self._id)
        if fix is not None:
            take(self._document, fix)

    def _pick(self) -> None:
        """Take the sizes that the boxes show; of an axis that shows none, the nearest one."""
        picker = self._picker
        if picker is None or not all(one.legal for one in picker.choices):
            return
        sizes = []
        for choice in picker.choices:
            at = self._boxes[choice.axis].currentIndex()
            sizes.append(choice.listed[at] if at >= 0 else choice.nearest)
        with self._document.telling():
            pick(self._document.page, self._id, tuple(sizes), self._document.known)


def _text(choice: Choice, size: int) -> str:
    mark = choice.mark(size)
    return f"{size} \u2013 {mark}" if mark else str(size)


def _unfit(choice: Choice) -> str:
    if not choice.legal:
        return "none fits"
    return "choose one" if choice.now is None else f"{choice.now} does not fit"


def _words(picker: Picker) -> str:
    """Why there is a choice, or which sizes fit where they cannot be picked here."""
    if not picker.can_pick:
        return " ".join(would_fit(one.axis, one.legal) for one in picker.choices)
    if all(len(one.legal) == 1 for one in picker.choices):
        return "With these strides one input size alone gives out_backprop."
    used, keras = (
        [getattr(one, name) for one in picker.choices] for name in ("forward", "default")
    )
    told = []
    if None not in used:
        told.append(f"{picker.forward}, the forward op on this page, used {_by(used)}")
    if None not in keras:
        told.append(f"Keras would make {_by(keras)}")
    several = "With strides above 1 several input sizes give the same out_backprop."
    return f"{several} {'; '.join(told)}." if told else several


def _by(sizes: Sequence[int | None]) -> str:
    return " \u00d7 ".join(str(one) for one in sizes)
