"""The window of the tensor editor: not modal, one a tensor, following the page."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.axes import axis_names
from app.document import Document
from app.panel.field import Subject
from app.panel.tensor_editor import TensorEditor
from blocks.declaration.attribute import Attribute
from blocks.editing.tensor_formulas import TensorFormulas
from blocks.errors import BlockpropError
from blocks.expressions import evaluate_raw
from blocks.page import End, Unread


class TensorWindow(QDialog):
    """Edits a tensor attribute of a block. Every change is one edit of the page."""

    def __init__(self, subject: Subject, attribute: Attribute, parent: QWidget) -> None:
        super().__init__(parent)
        self.subject = subject
        self.attribute = attribute
        self._is_gone = False
        self.editor = TensorEditor(subject.ask, subject.document.page.folder, self._worth)
        self.editor.committed.connect(self._commit)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.addWidget(self.editor)
        self.resize(620, 440)
        document = subject.document
        for key, act in (
            (QKeySequence.StandardKey.Undo, document.undo),
            (QKeySequence.StandardKey.Redo, document.redo),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        document.edited.connect(self._follow)
        self._follow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the document for good; another click on Edit makes another window."""
        if not self._is_gone:
            self._is_gone = True
            self.subject.document.edited.disconnect(self._follow)
            self.deleteLater()
        event.accept()

    def reject(self) -> None:
        self.close()

    def _follow(self) -> None:
        subject = self.subject
        if not subject.is_there:
            self.close()
            return
        self.setWindowTitle(f"{subject.id}: {self.attribute.name} of {subject.block.op_name}")
        value = subject.block.value(self.attribute.name)
        if isinstance(value, np.ndarray):
            formulas = TensorFormulas.of(subject.block.formulas.get(self.attribute.name))
            self.editor.show_tensor(value, self._axis_names(value.ndim), formulas)
        elif isinstance(value, Unread):
            self.editor.say(value.reason, wrong=True)

    def _worth(self, raw: object) -> Any:
        scope = self.subject.document.page.variables.scope
        return evaluate_raw(raw, scope.values, scope.errors)

    def _axis_names(self, rank: int) -> tuple[str, ...]:
        """As the block's output has them, which gives the tensor as it is."""
        op = self.subject.block.op
        port = op.outputs[0].name if op is not None and op.outputs else ""
        return axis_names(self.subject.document.page, End(self.subject.id, port), rank)

    def _commit(self, raw: object) -> None:
        try:
            self.subject.set(self.attribute.name, raw)
        except BlockpropError as why:
            self.editor.say(str(why), wrong=True)


def open_tensor(subject: Subject, attribute: Attribute, parent: QWidget) -> TensorWindow:
    """The window of a tensor, in front: the one that is open already, or a new one."""
    for window in parent.findChildren(TensorWindow):
        same = window.subject.id == subject.id and window.attribute.name == attribute.name
        if same and window.subject.document is subject.document and window.isVisible():
            break
    else:
        window = TensorWindow(subject, attribute, parent)
    window.show()
    window.raise_()
    window.activateWindow()
    return window


def close_tensors(document: Document, parent: QWidget) -> None:
    """Close the windows of a document's tensors."""
    for window in parent.findChildren(TensorWindow):
        if window.subject.document is document and window.isVisible():
            window.close()
