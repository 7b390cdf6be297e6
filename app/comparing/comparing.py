"""Two results, with the words on how far they are apart, and the ways to look at them."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.background import Background
from app.comparing.controls import Controls
from app.comparing.pictures import Pictures
from app.comparing.sides import Prepared, Side, lacks, prepare, sides_of
from app.document import Document
from app.theme import restyle, theme
from blocks.comparing import Comparison
from blocks.viewing.numbers import Array

AT_ONCE = 1 << 18
"""Tensors of more elements are compared on another thread."""

NOTHING = (
    "Select two blocks to compare their results, or one to compare its result with the one before "
    "the last edit."
)

Asked = tuple[Side, Side, Array, Array]


def scrolling(view: QWidget) -> QScrollArea:
    """A view that is as wide as its place, and as high as it needs."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(view)
    return area


class Comparing(QWidget):
    """It looks when it is told to, with `choose` and `look`."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: Asked | None = None
        self._asked: Asked | None = None
        self._details: Comparison | None = None
        self._work = Background(self)
        self._work.done.connect(lambda found: self._take(found))
        self.pictures = Pictures()
        self.controls = Controls()
        self.controls.sides_changed.connect(self._look)
        self.controls.way_changed.connect(self.pictures.show_way)
        self.verdict, self.details, self.notice = QLabel(), QLabel(), QLabel(NOTHING)
        self.verdict.setObjectName("verdict")
        self.details.setObjectName("details")
        self.details.setProperty("role", "dim")
        self.notice.setObjectName("notice")
        self.notice.setProperty("role", "dim")
        self.notice.setContentsMargins(16, 16, 16, 16)
        for label in (self.verdict, self.details, self.notice):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setTextFormat(Qt.TextFormat.RichText)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.details.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.details.setAccessibleName("Where they differ")
        self.details.setToolTip("Show it in the picture")
        self.details.linkActivated.connect(self._go_to)
        for label in (self.verdict, self.details):
            label.setContentsMargins(10, 2, 8, 2)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.notice)
        self.stack.addWidget(scrolling(self.pictures))
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(2)
        for widget in (self.controls, self.verdict, self.details):
            lay.addWidget(widget)
        lay.addWidget(self.stack, 1)

    def set_document(self, document: Document) -> None:
        """Compare results of another page."""
        self.forget()
        self._document = document

    def forget(self) -> None:
        """Let go of the tensors."""
        self._work.forget()
        self._shown = self._asked = None
        self.pictures.show_prepared(None, ("", ""), ((), ()))

    def choose(self) -> None:
        """What is selected says what is compared, where it says anything."""
        chosen = sides_of(self._document)
        if chosen is not None:
            self.controls.choose(*chosen)

    def look(self) -> None:
        """Compare what is there now."""
        self.controls.offer(self._document.page)
        self._look()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            restyle(self.verdict)
            self.details.setText(_links(self._details))

    def _go_to(self, link: str) -> None:
        assert self._shown is not None
        self.pictures.go_to(tuple(int(at) for at in link.split(",") if at))

    def _look(self) -> None:
        document, sides = self._document, self.controls.sides
        if sides is None:
            self._say(NOTHING)
            return
        one, other = (side.array(document) for side in sides)
        if one is None or other is None:
            self._say(lacks(document, sides[0] if one is None else sides[1]))
            return
        now = (*sides, one, other)
        if self._is(self._asked, now):
            return
        self._asked = now
        if one.size + other.size <= AT_ONCE:
            self._work.forget()
            self._take(prepare(one, other))
            return
        if not self._is(self._shown, now):
            self._tell("Comparing …", None, "dim")
        self._work.start(lambda: prepare(one, other))

    def _is(self, before: Asked | None, now: Asked) -> bool:
        if before is None:
            return False
        return before[:2] == now[:2] and before[2] is now[2] and before[3] is now[3]

    # ---- showing --------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        """There is nothing to compare, and why."""
        self._work.forget()
        self._shown = self._asked = None
        self._tell("", None, "dim")
        self.notice.setText(words)
        self.stack.setCurrentWidget(self.notice)

    def _tell(self, verdict: str, found: Comparison | None, role: str) -> None:
        self.verdict.setText(verdict)
        self.verdict.setProperty("role", role)
        restyle(self.verdict)
        self._details = found
        self.details.setText(_links(found))
        self.verdict.setVisible(bool(verdict))
        self.details.setVisible(found is not None and bool(found.details))

    def _take(self, prepared: Prepared) -> None:
        assert self._asked is not None
        is_new = self._shown is None or self._shown[:2] != self._asked[:2]
        self._shown = one, other, *_ = self._asked
        found = prepared.comparison
        mark = "✓" if found.is_same else "✕"
        self._tell(f"{mark} {found.verdict}", found, "good" if found.is_same else "error")
        self.controls.allow_difference(prepared.apart is not None)
        names = one.names(self._document, prepared.one.ndim)
        if prepared.other.ndim == prepared.one.ndim:
            both = (names, names)
        else:
            both = (names, other.names(self._document, prepared.other.ndim))
        self.pictures.show_prepared(prepared, (str(one), str(other)), both)
        self.pictures.show_way(self.controls.way)
        self.stack.setCurrentIndex(1)
        if is_new and found.places:  # not where the same two are looked at again
            self.pictures.go_to(found.places[0])


def _links(found: Comparison | None) -> str:
    """A line for each place where they differ, which leads there."""
    style = f"color:{theme().running}; text-decoration:none"
    lines = zip(found.places, found.details, strict=True) if found and found.details else ()
    return "<br>".join(
        f'<a href="{",".join(map(str, place))}," style="{style}">{escape(words)}</a>'
        for place, words in lines
    )
