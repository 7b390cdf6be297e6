"""Where a number comes from, and which numbers it reaches."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.document import Document
from app.links import Links
from app.results.elided import ElidedLabel
from app.results.notice import Notice
from app.tracing.crumbs import Crumbs
from app.tracing.goals_view import GoalsView
from app.tracing.lights import Lights, of_goals, of_origin, of_trail
from app.tracing.origin_view import OriginView
from app.tracing.story import array_of, goals, is_there, origin
from app.tracing.trail import Cell, Trail
from blocks.tracing.errors import TraceRefused
from blocks.tracing.words import what
from blocks.viewing.numbers import exact

COMES_FROM, REACHES = 0, 1
INVITATIONS = (
    "Click a number in Results, in the table or the heatmap, to see where it comes from.",
    "Click a number in Results, in the table or the heatmap, to see which numbers it reaches.",
)


class TraceView(QWidget):
    """One number at a time, with the way to it. While nobody looks it works nothing out.

    `lit` tells what of the page is lit, as it is in `lights`; nothing is while nobody looks.
    """

    lit = Signal(Lights)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lights = Lights()
        self.trail = Trail()
        self._is_looked_at, self._is_behind = False, True
        self._links = Links()
        self._make_head()
        self.origin, self.goals, self.notice = OriginView(), GoalsView(), Notice()
        self.origin.chosen.connect(self._go_on)
        self.goals.chosen.connect(self._go_on)
        self.notice.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.stack = QStackedWidget()
        for view in (self.notice, self.origin, self.goals):
            self.stack.addWidget(view)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        for part in (self.tabs, self.crumbs, self.number):
            lay.addWidget(part)
        lay.addWidget(self.stack, 1)
        for key in ("Backspace", "Alt+Left"):
            back = QShortcut(QKeySequence(key), self)
            back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            back.activated.connect(lambda: self._go(self.trail.back))
        self.setMinimumWidth(240)
        for child in self.findChildren(QWidget):
            child.ensurePolished()  # now, with the dock that opens, not at the first click
        self.set_document(document)

    def _make_head(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setObjectName("direction")
        self.tabs.setAccessibleName("Where it comes from, or what it reaches")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab("Comes from")
        self.tabs.addTab("Reaches")
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        self.crumbs = Crumbs()
        self.crumbs.chosen.connect(lambda step: self._go(self.trail.back_to(step)))
        self.number = ElidedLabel()
        self.number.setObjectName("number traced")
        self.number.setContentsMargins(10, 4, 8, 2)
        self.number.setProperty("role", "heading")

    # ---- the document ---------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        """Trace numbers of another page."""
        self.close_document()
        self._document = document
        self._links.join(
            self.refresh,
            document.edited,
            document.checked,
            document.states_changed,
            document.run_finished,
        )
        self.refresh()

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()
        self.trail = Trail()
        self.origin.forget()
        self._light(Lights())

    # ---- going ----------------------------------------------------------------------------

    def trace(self, cell: Cell) -> None:
        """Begin anew, at a number."""
        if cell != self.trail.here:
            self._go(Trail((cell,)))

    def _go_on(self, cell: Cell) -> None:
        self._go(self.trail.on_to(cell))

    def _go(self, trail: Trail) -> None:
        if trail == self.trail:
            return
        had_keys = self.stack.isAncestorOf(QApplication.focusWidget() or self)
        self.trail = trail
        self.refresh()
        if had_keys:
            self.enter()

    def enter(self) -> None:
        """Give the keys to what can be gone on from; else Backspace goes back from where they
        are."""
        self.stack.currentWidget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- showing --------------------------------------------------------------------------

    def refresh(self, *_: object) -> None:
        """Tell of the number as the page is now; as soon as somebody looks."""
        self._is_behind = not self._is_looked_at
        if self._is_looked_at:
            self._show()

    def look(self, *, on: bool) -> None:
        """Somebody looks at it, or nobody does any more."""
        self._is_looked_at = on
        if not on:
            self._is_behind = True
            self._light(Lights())
        elif self._is_behind:
            self.refresh()

    def _light(self, lights: Lights) -> None:
        if lights != self.lights:
            self.lights = lights
            self.lit.emit(lights)

    def _show(self) -> None:
        self._light(self._shown())

    def _shown(self) -> Lights:
        """Tell of the number. Returns what is lit with it."""
        document, here = self._document, self.trail.here
        self.crumbs.show_trail(self.trail)
        self.crumbs.setVisible(len(self.trail.cells) > 1)
        self.number.setVisible(here is not None)
        if here is None:
            self._say(INVITATIONS[self.tabs.currentIndex()])
            return Lights()
        if not is_there(document, here):
            self.number.show_text(str(here))
            self._say("This number is not there now: run the page (F5), or click another one.")
            return Lights()
        array = array_of(document, here.end)
        assert array is not None
        self.number.show_text(f"{here} = {exact(array[here.index])}")
        try:
            return self._told(here)
        except TraceRefused as why:
            self._say(str(why))
            return of_trail(document.page, self.trail)

    def _told(self, here: Cell) -> Lights:
        page = self._document.page
        if self.tabs.currentIndex() == COMES_FROM:
            found = origin(self._document, here)
            if not found.told.count:
                self._say(f"{found.told.op}: {what(found.told)}")
                return of_trail(page, self.trail)
            self.origin.show_origin(found)
            self._turn_to(self.origin)
            return of_origin(page, self.trail, found)
        reached = goals(self._document, here)
        self.goals.show_goals(reached)
        self._turn_to(self.goals)
        return of_goals(page, self.trail, reached)

    def _turn_to(self, view: OriginView | GoalsView) -> None:
        self.stack.setCurrentWidget(view)
        self.setFocusProxy(view)
        # What is made late would come last in the window.
        for one, following in pairwise([self.tabs, *self.crumbs.fields, *view.fields]):
            QWidget.setTabOrder(one, following)

    def _say(self, why: str) -> None:
        self.origin.forget()
        self.notice.show_words(why, "")
        self.stack.setCurrentWidget(self.notice)
        self.setFocusProxy(self.notice)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
