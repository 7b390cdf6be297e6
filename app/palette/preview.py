"""What an op is, before it is added: the block as it will look, and a few words."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QByteArray, QEvent, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.theme import colour, theme
from blocks.declaration.op import Op, Port
from blocks.drawing.op_picture import op_picture
from blocks.dtypes import ALL
from blocks.presets import Preset

HIGHEST_PICTURE = 160
"""A block with many attributes is drawn smaller, to leave the words their room."""

CUT = QMarginsF(16, 20, 16, 20)
"""The part of a picture's margin that is not needed here."""


class Preview(QScrollArea):
    """Picture and words of the op that is highlighted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName("About the op")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.op: Op | None = None
        self.picture = _Picture()
        self.words = QLabel()
        self.words.setObjectName("about the op")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setContentsMargins(10, 2, 10, 8)
        inside = QWidget()
        lay = QVBoxLayout(inside)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(4)
        lay.addWidget(self.picture)
        lay.addWidget(self.words, 1)
        self.setWidget(inside)

    def show_op(self, op: Op | None) -> None:
        """Show an op, or nothing."""
        self.op = op
        self.picture.show_op(op)
        self.words.setText(description(op) if op is not None else "")
        self.verticalScrollBar().setValue(0)

    def show_preset(self, preset: Preset) -> None:
        """Show a preset."""
        self.show_op(None)
        self.words.setText(f"<b>{escape(preset.name)}</b><br>{escape(preset.summary)}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.op is not None:
            self.show_op(self.op)


class _Picture(QWidget):
    """A block, as large as it fits, but not larger than on the canvas."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn = QSvgRenderer(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_op(self, op: Op | None) -> None:
        """Draw another op."""
        text = op_picture(op, theme().name) if op is not None else ""
        self._drawn.load(QByteArray(text.encode()))
        self._drawn.setViewBox(self._drawn.viewBoxF().marginsRemoved(CUT))
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, min(self._drawn.viewBox().height(), HIGHEST_PICTURE))

    def paintEvent(self, event: QPaintEvent) -> None:
        size = self._drawn.viewBoxF().size()
        if size.isEmpty():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(theme().canvas))
        fits = min(self.width() / size.width(), self.height() / size.height(), 1.0)
        wide, high = size.width() * fits, size.height() * fits
        middle = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        self._drawn.render(painter, middle)
        painter.end()


def description(op: Op) -> str:
    """What an op does, takes and gives, as rich text."""
    dim = theme().dim
    rows = "".join(
        f"<tr><td style='color:{dim}; padding-right:8px'>{label}</td><td>{words}</td></tr>"
        for label, words in (
            ("takes", _ports(op, op.inputs)),
            ("gives", _ports(op, op.outputs)),
            ("shape", escape(op.sizes)),
            *((escape(name), _dtypes(types)) for name, types in op.types.items()),
        )
        if words
    )
    formula = f"<p><code>{escape(op.formula)}</code></p>" if op.formula else ""
    return f"<b>{escape(op.name)}</b><br>{escape(op.summary)}{formula}<table>{rows}</table>"


def _dtypes(types: tuple[str, ...]) -> str:
    if set(types) == set(ALL):
        return "any dtype"
    return "any number" if set(ALL) - set(types) == {"bool"} else ", ".join(types)


def _ports(op: Op, ports: tuple[Port, ...]) -> str:
    dim = theme().dim
    return ", ".join(
        f"{escape(one.name)} <span style='color:{dim}'>{escape(one.type)}"
        f"{' ' + one.axes if one.axes.isupper() else ''}{' …' if one.many else ''}</span>"
        for one in ports
    )
