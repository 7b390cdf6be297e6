"""Focus: wires that do not belong to what is selected or under the mouse step back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

_WAITS_MS = 30
"""So that nothing flickers while the mouse crosses the page."""


class Fading(QObject):
    """Decides whether wires step back now: it is switched on, and something is to stand out."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._on = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAITS_MS)
        self._timer.timeout.connect(self._decide)
        canvas.view.scene().near_changed.connect(self._timer.start)

    @property
    def is_on(self) -> bool:
        """Whether wires step back at all."""
        return self._on

    def switch(self, on: bool) -> None:
        """Let wires step back, or not."""
        self._on = on
        self._decide()

    def _decide(self) -> None:
        graph, scene = self._canvas.graph, self._canvas.view.scene()
        fades = self._on and (
            any(item.is_near for item in graph.block_items())
            or any(item.look.near for item in graph.wire_items())
        )
        if fades != scene.fades_wires:
            scene.fades_wires = fades
            self._canvas.view.viewport().update()
