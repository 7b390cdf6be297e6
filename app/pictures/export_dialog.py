"""What a picture shall be: its kind, what is on it, how large, and whether the page is inside."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.canvas.canvas import Canvas
from app.pictures.choice import Choice
from app.pictures.making import Wish, selected_blocks
from blocks.drawing.picture import beside_text, files_beside, picture

PREVIEW = (400, 260)
_SCALES = {1.0: "1×", 2.0: "2×", 3.0: "3×"}


class ExportDialog(QDialog):
    """Asks, and shows the picture as it will be. `wished` carries the answer."""

    wished = Signal(Wish)

    def __init__(self, canvas: Canvas, before: Wish, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export Picture")
        self.setModal(True)
        self._canvas = canvas
        has_selection = bool(selected_blocks(canvas.document))
        self.kind = Choice({"png": "PNG", "svg": "SVG"}, before.kind)
        self.what = Choice({False: "Whole page", True: "Selected blocks"}, has_selection)
        self.what.button(True).setEnabled(has_selection)
        self.scale = Choice(_SCALES, before.scale)
        self.look = Choice({name: name.capitalize() for name in theme.THEMES}, theme.theme().name)
        self.inside = QCheckBox("&Put the page inside")
        self.inside.setChecked(before.with_page)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setProperty("role", "dim")
        self.preview = QLabel()
        self.preview.setFixedSize(*PREVIEW)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setAccessibleName("How the picture will look")
        for choice in (self.kind, self.what, self.scale, self.look):
            choice.group.buttonClicked.connect(self._refresh)
        self.inside.toggled.connect(self._refresh)
        self._arrange()
        self._refresh()

    @property
    def wish(self) -> Wish:
        """What is chosen now."""
        return Wish(
            self.kind.value,
            self.what.value,
            self.scale.value,
            self.look.value,
            self.inside.isChecked(),
        )

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow("Kind", self.kind)
        form.addRow("Shows", self.what)
        self._rows = (QLabel("Size"), QLabel("Colours"))
        form.addRow(self._rows[0], self.scale)
        form.addRow(self._rows[1], self.look)
        form.addRow("", self.inside)
        form.addRow("", self.note)
        self.note.setMinimumHeight(3 * self.note.fontMetrics().lineSpacing())
        above = QHBoxLayout()
        above.setSpacing(20)
        above.addLayout(form, 1)
        above.addWidget(self.preview)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton("Export…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.accepted.connect(self._answer)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setSpacing(16)
        whole.addLayout(above)
        whole.addWidget(buttons)

    def _answer(self) -> None:
        wish = self.wish
        self.accept()
        self.wished.emit(wish)

    def _refresh(self, *_: object) -> None:
        wish = self.wish
        is_svg = wish.kind == "svg"
        size, colours = self._rows
        for of_png in (size, self.scale):
            of_png.setEnabled(not is_svg)
        for of_svg in (colours, self.look):
            of_svg.setEnabled(is_svg)
        self.note.setText(self._said(wish))
        self.preview.setPixmap(self._drawn(wish))

    def _said(self, wish: Wish) -> str:
        document = self._canvas.document
        if not wish.with_page:
            return "Nothing but what is seen; the picture cannot be opened as a page."
        only = selected_blocks(document) if wish.selected else None
        left = beside_text(files_beside(document.page, only))
        opens = "blockprop opens the picture again as the page."
        return f"{opens} {left}." if left else opens

    def _drawn(self, wish: Wish) -> QPixmap:
        wide, high = PREVIEW
        ratio = self.devicePixelRatioF()
        made = QPixmap(round(wide * ratio), round(high * ratio))
        document = self._canvas.document
        only = selected_blocks(document) if wish.selected else None
        if wish.kind == "svg":
            text = picture(document.page, wish.theme, only=only, with_page=False)
            renderer = QSvgRenderer(QByteArray(text.encode()))
            size = renderer.defaultSize().scaled(made.size(), Qt.AspectRatioMode.KeepAspectRatio)
            made = QPixmap(size)
            painter = QPainter(made)
            renderer.render(painter)
            painter.end()
        else:
            image = self._canvas.picture(1.0, only=document.selection if wish.selected else None)
            made = QPixmap.fromImage(image).scaled(
                made.size(),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        made.setDevicePixelRatio(ratio)
        return made
