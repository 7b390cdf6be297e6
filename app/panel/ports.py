"""The ports of a block: what is known of each, and what it is wired to."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.panel.field import Subject
from app.panel.text import heading
from app.theme import theme
from blocks.declaration.op import Port
from blocks.dtypes import letter
from blocks.page import End


class Ports(QWidget):
    """A line for each port. A click on a block's name leads there."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.subject = subject
        self._lines: list[tuple[QLabel, str, Port | None, bool]] = []
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(4)
        inputs, outputs = self._ports()
        for text, ports, is_input in (("Inputs", inputs, True), ("Outputs", outputs, False)):
            if ports:
                self._lay.addWidget(heading(text))
            for name, port in ports.items():
                self._add(name, port, is_input)

    def refresh(self) -> None:
        """Show what is known and wired now."""
        for label, name, port, is_input in self._lines:
            text = self._input(name, port) if is_input else self._output(name)
            if label.text() != text:
                label.setText(text)

    def _ports(self) -> tuple[dict[str, Port | None], dict[str, Port | None]]:
        """By name. An op that is not known has those that its wires use."""
        op, page, id = self.subject.block.op, self.subject.document.page, self.subject.id
        inputs = {one.target.port: None for one in page.wires_into(id)}
        outputs = {one.source.port: None for one in page.wires_out_of(id)}
        if op is None:
            return dict(inputs), dict(outputs)
        return (
            {**{one.name: one for one in op.inputs}, **_others(inputs, op.input)},
            {**{one.name: one for one in op.outputs}, **_others(outputs, op.output)},
        )

    def _add(self, name: str, port: Port | None, is_input: bool) -> None:
        label = QLabel()
        label.setObjectName(f"{'input' if is_input else 'output'} {name}")
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        label.linkActivated.connect(lambda id: self.subject.document.request_focus((id,)))
        if port is not None:
            allowed = self.subject.block.op.allowed(port) if self.subject.block.op else ()
            label.setToolTip(f"{port.help}\n{', '.join(allowed)}".strip())
        self._lay.addWidget(label)
        self._lines.append((label, name, port, is_input))

    def _input(self, name: str, port: Port | None) -> str:
        wires = self.subject.document.page.wires_into(self.subject.id, name)
        if not wires:
            optional = port is not None and (port.optional or port.many)
            return _head(None, name) + _small("not wired", "dim" if optional else "error")
        parts = []
        for wire in wires:
            known = self.subject.document.known(wire.source)
            parts.append(f"{escape(str(known))} \u2190 {_link(wire.source)}")
        dtype = self.subject.document.known(wires[0].source).dtype
        return _head(dtype, name) + "".join(_small(one) for one in parts)

    def _output(self, name: str) -> str:
        end = End(self.subject.id, name)
        known = self.subject.document.known(end)
        wires = self.subject.document.page.wires_out_of(*end)
        targets = ", ".join(_link(wire.target) for wire in wires) or "not used yet"
        return _head(known.dtype, name) + _small(f"{escape(str(known))} \u2192 {targets}")


def _others(wired: dict[str, None], declared: object) -> dict[str, Port | None]:
    assert callable(declared)
    return {name: None for name in wired if declared(name) is None}


def _head(dtype: str | None, name: str) -> str:
    colour = theme().dtype(dtype)
    return f'<b><span style="color:{colour}">{letter(dtype)}</span></b>&nbsp; {escape(name)}'


def _small(html: str, role: str = "dim") -> str:
    return f'<div style="color:{getattr(theme(), role)}; margin-left:16px">{html}</div>'


def _link(end: End) -> str:
    style = f"color:{theme().running}; text-decoration:none"
    return f'<a href="{escape(end.block)}" style="{style}">{escape(str(end))}</a>'
