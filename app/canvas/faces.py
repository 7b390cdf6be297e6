"""What the blocks show, brought up to date: at once where one looks, elsewhere soon after."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.canvas.blocks import GroupNode
from app.canvas.platform_marks import troubles_of
from blocks.drawing.face import face_of, without_values
from blocks.drawing.group_face import group_face_of

if TYPE_CHECKING:
    from app.canvas.canvas import Canvas

AT_ONCE = 60
"""So many blocks take no time that is felt."""

_SLICE_SECONDS = 0.008
"""The window is free for the user's next move between two slices."""


class Faces:
    """Shows the faces of blocks and groups on a canvas.

    An edit early on a large page changes what is known of hundreds of blocks after it, and few of
    them are in sight. The others wait and come in slices, or when they come into sight.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._waiting: dict[str, None] = {}
        self._timer = QTimer(canvas)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._show_slice)
        canvas.view.navigation.watchers.append(self._looked_elsewhere)

    def stop(self) -> None:
        """Show nothing more."""
        self._waiting.clear()
        watchers = self._canvas.view.navigation.watchers
        if self._looked_elsewhere in watchers:
            watchers.remove(self._looked_elsewhere)
            self._timer.stop()
            self._timer.deleteLater()

    def show(self, ids: Iterable[str | None]) -> None:
        """Show these now."""
        for id in ids:
            if id is not None:
                self._waiting.pop(id, None)
                self._show(id)

    def show_soon(self, ids: Iterable[str | None]) -> None:
        """Show these; of many, now those that are in sight."""
        asked = [id for id in ids if id is not None]
        if len(asked) <= AT_ONCE:
            self.show(asked)
            return
        self._waiting.update(dict.fromkeys(asked))
        self._show_in_sight()
        if self._waiting:
            self._timer.start()

    def settle(self) -> None:
        """Show now what still waits."""
        self.show(tuple(self._waiting))
        self._timer.stop()

    # ---- what waits ---------------------------------------------------------------------------

    def _looked_elsewhere(self) -> None:
        if self._waiting:
            self._show_in_sight()

    def _show_in_sight(self) -> None:
        """From afar too many are in sight; those come first with the slices."""
        item, seen = self._canvas.graph.item, self._canvas.view.navigation.visible()
        here = [
            id
            for id in self._waiting
            if (one := item(id)) is not None and seen.intersects(one.place)
        ]
        if self._canvas.view.shows_details:
            self.show(here)
        else:
            self._waiting = dict.fromkeys(here) | self._waiting

    def _show_slice(self) -> None:
        until = time.perf_counter() + _SLICE_SECONDS
        while self._waiting and time.perf_counter() < until:
            self.show((next(iter(self._waiting)),))
        if not self._waiting:
            self._timer.stop()

    def _show(self, id: str) -> None:
        node, document = self._canvas.graph.node(id), self._canvas.document
        if node is None:
            return
        is_group = isinstance(node, GroupNode)
        face = group_face_of(document, id).face if is_group else face_of(document, id)
        if not self._canvas.shows_values:
            face = without_values(face)
        if is_group:
            node.item.show_face(face)
            return
        for port in face.inputs:
            node.ensure_input(port.name)
        for port in face.outputs:
            node.ensure_output(port.name)
        node.item.show_face(face)
        shown = self._canvas.shows_platforms
        node.item.show_troubles(troubles_of(document, id) if shown else ())
