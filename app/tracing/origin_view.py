"""One number taken apart: the cells that made it, lit in their inputs, and the sum term by term."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from app.background import Background
from app.tracing.planes import Planes
from app.tracing.sight import sight_of
from app.tracing.story import Origin
from app.tracing.terms_table import HIGH, TermsTable
from app.tracing.trail import Cell
from blocks.tracing import Explanation
from blocks.tracing.words import account, what
from kernels.tracing.region import Index

PLANES_SHARE = 0.62
"""How much of a low dock the planes may take from the terms."""

HEAD = 30
"""The height of the head of the table of terms, about."""

NO_PART = "it has no part in this number"

AT_ONCE = 1 << 18
"""So many terms are added up at once; those of longer sums on another thread."""

WAITS_MS = 80
"""A long sum is begun when the cells have been painted, for the other thread would hold that up,
and not for each number that the arrow keys pass."""


class OriginView(QWidget):
    """A plane for each input, with the cells of one term marked. `chosen` tells that a cell of an
    input was chosen, in a plane or in the table."""

    chosen = Signal(Cell)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._origin: Origin | None = None
        self._term = 0
        self._is_shared_by_user = False
        self._adding = Background(self)
        self._adding.done.connect(self._say_total)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAITS_MS)
        self._soon.timeout.connect(self._add_long)
        self.words, self.total = QLabel(), QLabel()
        self.words.setObjectName("how it is made")
        self.total.setObjectName("sum")
        for label, role in ((self.words, "dim"), (self.total, "heading")):
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.setContentsMargins(10, 2, 8, 4)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.planes, self.table = Planes(), TermsTable()
        self.planes.take(2)  # made now, so that the first click need not wait for them
        self.planes.take(0)
        self.planes.arranged.connect(self._share)
        self.table.pointed.connect(self._mark)
        self.table.chosen.connect(self._choose_term)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(self.planes)
        self.split.addWidget(self.table)
        self.split.setChildrenCollapsible(False)
        self.split.splitterMoved.connect(lambda *_: self._keep_share())
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(self.words)
        lay.addWidget(self.split, 1)
        lay.addWidget(self.total)
        self.setFocusProxy(self.table)

    @property
    def fields(self) -> list[QWidget]:
        """What Tab comes by, in its order."""
        return [*self.planes.fields, self.table]

    def show_origin(self, origin: Origin) -> None:
        """Take another number apart, one that has terms."""
        self.forget()
        self._origin, self._term = origin, 0
        told = origin.told
        self.words.setText("\n".join(one for one in (what(told), told.note) if one))
        self.table.terms.show(told)
        for which, plane in enumerate(self.planes.take(len(told.factors))):
            plane.follow(partial(self._point, which), partial(self._choose, which))
        self._draw()
        self._add_up()

    def forget(self) -> None:
        """Let go of the tensors."""
        self._soon.stop()
        self._adding.forget()
        self._origin = None
        self.table.terms.show(None)
        self.planes.take(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """The planes get what they need, but leave room for some terms; until the user has drawn
        the line between them elsewhere."""
        if self._origin is None or self._is_shared_by_user:
            return
        whole = sum(self.split.sizes())
        terms = HEAD + HIGH * min(self.table.terms.rowCount(), 2)
        planes = min(self.planes.wanted, max(whole - terms, int(whole * PLANES_SHARE)))
        self.split.setSizes([planes, whole - planes])

    def _keep_share(self) -> None:
        self._is_shared_by_user = True

    def _add_up(self) -> None:
        assert self._origin is not None
        told = self._origin.told
        if told.count <= AT_ONCE:
            self.total.setText(total(told))
        else:
            self.total.setText(f"adding up {told.count:,} terms …")
            self._soon.start()

    def _add_long(self) -> None:
        if self._origin is not None:
            told = self._origin.told
            self._adding.start(lambda: total(told))

    def _say_total(self, words: object) -> None:
        self.total.setText(str(words))

    def _draw(self) -> None:
        assert self._origin is not None
        told = self._origin.told
        for factor, tensor, source, plane in zip(
            told.factors, told.tensors, self._origin.sources, self.planes.shown, strict=True
        ):
            at = factor.cell(self._term)
            sight = sight_of(tensor.shape, source.names, factor.region, at)
            plane.show_tensor(source.title, str(source.end), tensor, sight, NO_PART)
        self.planes.arrange()
        self.table.mark(self._term)

    def _mark(self, term: int) -> None:
        if self._origin is not None and term != self._term:
            self._term = term
            self._draw()

    def _point(self, which: int, index: Index) -> None:
        assert self._origin is not None
        self._mark(self._origin.told.factors[which].term_at(index, self._term))

    def _choose(self, which: int, index: Index) -> None:
        assert self._origin is not None
        self.chosen.emit(Cell(self._origin.sources[which].end, index))

    def _choose_term(self, term: int, which: int) -> None:
        assert self._origin is not None
        self._choose(which, self._origin.told.factors[which].cell(term))


def total(told: Explanation) -> str:
    """What the terms come to, and what the op gave."""
    lines = account(told)
    return " · ".join(
        f"{one.name}{' =' if one.name.startswith('/') else ''} {one.number}"
        f"{f', {one.remark}' if one.remark else ''}"
        for one in lines
    )
