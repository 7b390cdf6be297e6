"""Room for a new block, so that blocks added one after the other do not hide each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF

_ROOM = QSizeF(150.0, 90.0)
"""About the size of a small block; how large the new one will be is not known yet."""

_GAP = 40.0


def free_place(taken: Sequence[QRectF], at: QPointF) -> QPointF:
    """The place itself if nothing stands there, else the next one to the right of what does."""
    wanted = QRectF(at, _ROOM)
    for block in sorted(taken, key=lambda one: one.left()):
        if block.intersects(wanted):
            wanted.moveLeft(block.right() + _GAP)
    return wanted.topLeft()
