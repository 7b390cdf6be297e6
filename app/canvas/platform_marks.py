"""The mark on a block that some other platform refuses, or answers wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from app.canvas.stamps import stamp
from app.canvas.tip_text import dim
from app.document import Document

if TYPE_CHECKING:
    from blocks.platforms import Answer

Troubles = tuple["Answer", ...]

_BOX = QRectF(-9.0, -9.0, 18.0, 18.0)


def troubles_of(document: Document, id: str) -> Troubles:
    """What platforms refuse a block, or answer wrongly; none of a block that nothing is known of,
    or that has a problem of its own."""
    from blocks.platforms import call_of, troubles  # the rules are read when marks are wanted

    call = call_of(document.check.finding(id), document.known)
    return () if call is None else troubles(call)


def stamp_troubles(painter: QPainter, troubles: Troubles, centre: QPointF) -> None:
    """The mark of the worst: a wrong answer is worse than none."""
    if troubles:
        from app.platforms.marks import paint_verdict
        from blocks.platforms import Verdict

        wrong = any(one.verdict is Verdict.WRONG for one in troubles)
        worst = Verdict.WRONG if wrong else Verdict.REFUSES
        key = ("platforms", worst)
        stamp(painter, _BOX, key, lambda inner: paint_verdict(inner, worst), centre)


def trouble_lines(troubles: Troubles) -> list[str]:
    """One line a platform, for the tool tip of the block."""
    return [dim(f"{one.platform.name} {one.verdict}") for one in troubles]
