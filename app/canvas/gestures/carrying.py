"""Ctrl and a drag from a port carry all its wires to another port."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from app.canvas.gestures.drawing import REACH
from app.canvas.gestures.gesture import Gesture, Mouse
from app.canvas.hint import Hint
from app.canvas.ports import PortItem
from app.canvas.wires import LooseWire
from app.theme import theme
from blocks.page import Wire


class CarryWires(Gesture):
    """The wires of a port, in the hand. They are moved together, as one edit, or not at all."""

    def takes(self, mouse: Mouse) -> bool:
        """A press with Ctrl on a port that has wires."""
        port = self.view.port_at(mouse.at) if mouse.is_left and mouse.ctrl else None
        return port is not None and bool(self._wires(port))

    def press(self, mouse: Mouse) -> None:
        """Take them off the port."""
        port = self.view.port_at(mouse.at)
        assert port is not None
        self._port, self._taken = port, self._wires(port)
        self._hint = Hint(self.view.viewport())
        self._loose = [LooseWire() for _ in self._taken]
        for loose in self._loose:
            self.view.scene().addItem(loose)
        self._show_taken(False)
        self.move(mouse)

    def move(self, mouse: Mouse) -> None:
        """Follow the mouse, and say whether the port under it takes them all."""
        target = self._target(mouse.at)
        reason = self._refusal(target) if target is not None else None
        if target is None:
            self._hint.hide()
        else:
            count = len(self._taken)
            words = reason or f"{count} wire{'' if count == 1 else 's'} to {target.end}"
            self._hint.say(words, mouse.at, good=reason is None)
        free = mouse.on_page if target is None or reason else target.scenePos()
        for loose, wire in zip(self._loose, self._taken, strict=True):
            item = self.canvas.graph.wire_item(wire)
            if item is None:
                continue
            tint = theme().dtype(item.output_port.face.dtype) if not reason else theme().error
            if self._port.is_input:
                loose.span(item.output_port.scenePos(), free, tint, fits=not reason)
            else:
                loose.span(free, item.input_port.scenePos(), tint, fits=not reason)

    def release(self, mouse: Mouse) -> None:
        """Move them, or leave all as it was and say why."""
        target = self._target(mouse.at)
        reason = self._refusal(target) if target is not None else None
        taken = self._taken
        self._end()
        if reason is not None:
            self.canvas.document.message.emit(reason)
        elif target is not None:
            page = self.canvas.document.page
            with self.canvas.document.telling(), page.edit("Move wires"):
                for wire in taken:
                    page.disconnect(wire)
                for wire in taken:
                    page.connect(*self._moved(wire, target), replace=True)

    def cancel(self) -> None:
        """Let go as if nothing had been."""
        self._end()

    def _wires(self, port: PortItem) -> tuple[Wire, ...]:
        page = self.canvas.document.page
        return (page.wires_into if port.is_input else page.wires_out_of)(*port.end)

    def _target(self, at: QPoint) -> PortItem | None:
        port = self.view.port_at(at, REACH)
        return None if port is self._port else port

    def _moved(self, wire: Wire, target: PortItem) -> Wire:
        if self._port.is_input:
            return Wire(wire.source, target.end)
        return Wire(target.end, wire.target)

    def _refusal(self, target: PortItem) -> str | None:
        if target.is_input != self._port.is_input:
            kind = "an input" if self._port.is_input else "an output"
            return f"{target.end} is not {kind}, as {self._port.end} is"
        if target.is_input and len(self._taken) > 1 and not target.face.many:
            return f"{target.end} takes one wire, not {len(self._taken)}"
        check = self.canvas.document.check
        reasons = (check.refusal(self._moved(wire, target)) for wire in self._taken)
        return next((reason for reason in reasons if reason is not None), None)

    def _show_taken(self, shown: bool) -> None:
        for wire in self._taken:
            if (item := self.canvas.graph.wire_item(wire)) is not None:
                item.setVisible(shown)

    def _end(self) -> None:
        self._hint.hide()
        self._hint.deleteLater()
        for loose in self._loose:
            self.view.scene().removeItem(loose)
        self._show_taken(True)
        self._loose, self._taken = [], ()
