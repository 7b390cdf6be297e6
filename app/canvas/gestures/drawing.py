"""Drawing a wire with the mouse: from a port to a port, or by the end of one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from app.canvas.gestures.gesture import Gesture, Mouse
from app.canvas.hint import Hint
from app.canvas.ports import PortItem
from app.canvas.tensor_tip import tensor_text
from app.canvas.wires import LooseWire, WireItem
from app.theme import theme
from blocks.errors import BlockpropError
from blocks.page import Wire

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

REACH = 9
"""So many pixels of the screen around the mouse a port is looked for."""


class DrawWire(Gesture):
    """The wire in the hand. Nothing reaches the page before it is let go, and then as one edit."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.hint = Hint(self.view.viewport())
        self._fixed: PortItem | None = None
        self._taken: WireItem | None = None
        self._loose: LooseWire | None = None

    def takes(self, mouse: Mouse) -> bool:
        """A press on a port."""
        return mouse.is_left and self.view.port_at(mouse.at) is not None

    def press(self, mouse: Mouse) -> None:
        """Begin at a port, unless a wire has been taken. An input that has a wire gives its wire
        away."""
        port = self.view.port_at(mouse.at)
        if self._fixed is None and port is not None:
            if port.is_input and not port.face.many and port.connected_pipes:
                self.take(port.connected_pipes[0], port)
            else:
                self._fixed = port
        self._begin(mouse)

    def take(self, wire: WireItem, end: PortItem) -> None:
        """Take a wire that is there by one of its ends."""
        self._fixed = wire.output_port if end is wire.input_port else wire.input_port
        self._taken = wire

    def move(self, mouse: Mouse) -> None:
        """Follow the mouse, and say whether the port under it takes the wire."""
        if self._fixed is None or self._loose is None:
            return
        target = self._target(mouse.at)
        free_end = mouse.on_page
        tint = theme().dtype(self._fixed.face.dtype)
        fits = True
        if target is None:
            self.hint.hide()
        else:
            reason = self._refusal(target)
            fits = reason is None
            free_end = target.scenePos() if fits else free_end
            tint = tint if fits else theme().error
            words = reason or self._praise(target)
            self.hint.say(words, mouse.at, good=fits, to_the_left=target.is_input)
        fixed = self._fixed.scenePos()
        start, end = (free_end, fixed) if self._fixed.is_input else (fixed, free_end)
        self._loose.span(start, end, tint, fits=fits)

    def release(self, mouse: Mouse) -> None:
        """Let go. What the page refuses leaves it as it was, and the reason stays for a while."""
        if self._fixed is None:
            return
        self.move(mouse)
        target, taken = self._target(mouse.at), self._taken
        reason = self._refusal(target) if target is not None else None
        wire = self._wire(target) if target is not None else None
        old = taken.wire if taken is not None else None
        fixed = self._fixed
        self._end()
        if target is None and taken is None and self.view.itemAt(mouse.at) is None:
            self.hint.hide()
            place = mouse.on_page
            self.canvas.fitting_requested.emit(mouse.on_screen, (place.x(), place.y()), fixed.end)
            return
        if reason is not None:
            self.hint.linger()
            self.canvas.document.message.emit(reason)
            return
        self.hint.hide()
        try:
            self._change(old, wire)
        except BlockpropError as why:
            self.hint.say(str(why), mouse.at, good=False)
            self.hint.linger()

    def cancel(self) -> None:
        """Let go as if nothing had been."""
        self._end()
        self.hint.hide()

    # ---- the page -------------------------------------------------------------------------

    def _change(self, old: Wire | None, new: Wire | None) -> None:
        page = self.canvas.document.page
        if new is not None and new != old:
            with page.edit("Connect" if old is None else "Move wire"):
                if old is not None:
                    page.disconnect(old)
                page.connect(*new, replace=True)
        elif new is None and old is not None:
            page.disconnect(old)

    def _wire(self, port: PortItem) -> Wire:
        assert self._fixed is not None
        if self._fixed.is_input:
            return Wire(port.end, self._fixed.end)
        return Wire(self._fixed.end, port.end)

    def _refusal(self, port: PortItem) -> str | None:
        wire = self._wire(port)
        if self._taken is not None and wire == self._taken.wire:
            return None
        return self.canvas.document.check.refusal(wire)

    def _praise(self, port: PortItem) -> str:
        wire = self._wire(port)
        known = self.canvas.document.known(wire.source)
        instead = ""
        if not (self._taken and wire == self._taken.wire) and not port.face.many:
            there = self.canvas.document.page.wires_into(*wire.target)
            instead = f", instead of {there[0].source}" if there else ""
        return f"{tensor_text(known)} into {wire.target}{instead}"

    # ---- the view -------------------------------------------------------------------------

    def _target(self, at: QPoint) -> PortItem | None:
        port = self.view.port_at(at, REACH)
        return None if port is self._fixed else port

    def _begin(self, mouse: Mouse) -> None:
        if self._taken is not None:
            self._taken.setVisible(False)
        self._loose = LooseWire()
        self.view.scene().addItem(self._loose)
        self._dim()
        self.move(mouse)

    def _dim(self) -> None:
        """Let all ports in sight step back that cannot take the wire. Zoomed out so far that
        nobody could aim at one, it is not worth the while."""
        if not self.view.shows_details:
            return
        for port in self.view.ports_in_sight():
            port.set_dimmed(port is not self._fixed and self._refusal(port) is not None)

    def _end(self) -> None:
        for port in self.view.ports_in_sight(dimmed_only=True):
            port.set_dimmed(False)
        if self._loose is not None:
            self.view.scene().removeItem(self._loose)
        if self._taken is not None:
            self._taken.setVisible(True)
        self._fixed = self._taken = self._loose = None
