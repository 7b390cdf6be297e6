"""All viewers of a window: the passing one, and those that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer

from app.asking import Ask
from app.document import Document
from app.viewers.passing import WIDTH, PassingViewer
from app.viewers.pinned import PinnedViewer
from app.viewers.remembered import Kept, Remembered
from blocks.page import End

if TYPE_CHECKING:
    from app.window.main_window import MainWindow

MOST = 9
"""Viewers of a page that stay: one for each digit."""

_OTHER_SIDES = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.TopDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


class Viewers(QObject):
    """Opens viewers. Those that stay belong to their page, are seen with it, and come back when it
    is opened again."""

    def __init__(self, window: MainWindow, ask: Ask) -> None:
        super().__init__(window)
        self._window = window
        self._remembered = Remembered(window.settings.viewers)
        self._met: list[Document] = []  # those whose viewers have come back
        self._arrival = QTimer(self)
        self._arrival.setSingleShot(True)
        self._arrival.setInterval(0)
        self._arrival.timeout.connect(self._meet)
        window.installEventFilter(self)
        self._ask = ask
        self._passing: PassingViewer | None = None
        self._pinned: list[PinnedViewer] = []
        window.canvas.viewer_requested.connect(lambda place, ends: self.open_at(place, ends))
        window.pages.changed.connect(self._drop_lost)

    @property
    def pinned(self) -> tuple[PinnedViewer, ...]:
        """The viewers of the page that is shown, by their numbers."""
        here = [one for one in self._pinned if one.document is self._window.document]
        return tuple(sorted(here, key=lambda one: one.number))

    @property
    def passing(self) -> PassingViewer:
        """The passing viewer; it is made at the first call."""
        if self._passing is None:
            self._passing = PassingViewer(self._window.document, self._ask, self._window)
            self._passing.pinned.connect(self._pin)
            self._window.tracing.follow(self._passing.view)
        return self._passing

    # ---- opening --------------------------------------------------------------------------

    def open_at(self, place: QPoint, ends: tuple[End, ...]) -> None:
        """Open the passing viewer of some outputs at a place on the screen."""
        if not ends:
            self._window.document.message.emit("No wire comes in there, so there is no result")
            return
        self.passing.open_at(place, self._window.document, ends)

    def open_for_selection(self) -> None:
        """Open the passing viewer of what is selected: blocks, else a wire."""
        if ends := self._chosen():
            self.passing.open_at(self._beside_chosen(), self._window.document, ends)
        else:
            self._window.document.message.emit("Select a block or a wire to see its result")

    def show_in(self, number: int) -> None:
        """Show what is selected in the viewer of a number, which opens if it is not there; if it
        shows that already, or nothing is selected, give it the keys."""
        ends, there = self._chosen(), self._numbered(number)
        if there is not None and (not ends or ends == there.ends):
            there.enter()
        elif not ends:
            self._window.document.message.emit(f"Select a block to see it in viewer {number}")
        elif there is not None:
            there.show_ends(ends)
        else:
            canvas = self._window.canvas.view.viewport()
            corner = canvas.mapToGlobal(canvas.rect().topRight())
            by = 28 * (number - 1)
            self._add(number, ends, corner + QPoint(-WIDTH - 24 - by, 24 + by))

    def _chosen(self) -> tuple[End, ...]:
        document = self._window.document
        ends = document.outputs(document.selection)
        wires = self._window.canvas.selecting.wires()
        return ends or tuple(dict.fromkeys(wire.source for wire in wires))

    def _beside_chosen(self) -> QPoint:
        """Where the selected block is seen, on the screen; the middle, where it is out of sight."""
        canvas, view = self._window.canvas, self._window.canvas.view
        rect = canvas.rect_of(self._window.document.selection[:1])
        for wire in () if not rect.isEmpty() else canvas.selecting.wires()[:1]:
            if (item := canvas.graph.wire_item(wire)) is not None:
                rect = item.bounds
        place = view.mapFromScene(rect.topRight())
        inside = view.viewport().rect()
        seen: QPoint = place if inside.contains(place) else inside.center()
        on_screen: QPoint = view.viewport().mapToGlobal(seen)
        return on_screen

    def _numbered(self, number: int) -> PinnedViewer | None:
        return next((one for one in self.pinned if one.number == number), None)

    def _pin(self) -> None:
        passing, taken = self.passing, {one.number for one in self.pinned}
        free = next((one for one in range(1, MOST + 1) if one not in taken), None)
        if free is None:
            self._window.document.message.emit(f"{MOST} viewers are open; close one of them first")
            return
        end = passing.view.end
        ends = passing.ends if end is None or len(passing.ends) == 1 else (end,)
        self._add(free, ends, passing.pos()).resize(passing.size())

    def _add(self, number: int, ends: tuple[End, ...], place: QPoint) -> PinnedViewer:
        made = self._make(number, ends, Qt.DockWidgetArea.RightDockWidgetArea)
        made.setFloating(True)
        made.move(place)
        made.show()
        self._window.activateWindow()
        return made

    def _make(self, number: int, ends: tuple[End, ...], area: Qt.DockWidgetArea) -> PinnedViewer:
        made = PinnedViewer(number, self._window.document, ends, self._ask, self._window)
        made.closed.connect(lambda: self._drop(made))
        self._pinned.append(made)
        self._window.tracing.follow(made.view)
        self._window.addDockWidget(area, made)
        return made

    # ---- following ------------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        """Another page is shown: its viewers, and no others."""
        self._hide_passing()
        for one in self._pinned:
            one.follow(document)
        self._arrival.start()

    def close_document(self) -> None:
        """The window closes: let go of every page."""
        self._arrival.stop()
        self._hide_passing()
        for document in tuple(self._met):
            self._keep(document)
        for one in tuple(self._pinned):
            self._drop(one)

    def _hide_passing(self) -> None:
        if self._passing is not None:
            self._passing.hide()

    def _drop_lost(self) -> None:
        """A page may have been closed: its viewers go with it."""
        for document in tuple(self._met):
            if document not in self._window.pages.documents:
                self._keep(document)
        for one in tuple(self._pinned):
            if one.document not in self._window.pages.documents:
                self._drop(one)

    def _drop(self, one: PinnedViewer) -> None:
        if one in self._pinned:
            self._pinned.remove(one)
            one.view.close_document()
            self._window.removeDockWidget(one)
            one.deleteLater()

    # ---- from one start to the next -----------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is seen: now its viewers can stand beside it."""
        if watched is self._window and event.type() == QEvent.Type.Show:
            self._arrival.start()
        return False

    def _meet(self) -> None:
        """The page that is shown may be new here: open the viewers that it had."""
        document = self._window.document
        if document in self._met or not self._window.isVisible():
            return
        self._met.append(document)
        for kept in self._remembered.of(document.path) if document.path is not None else ():
            self._bring_back(kept)

    def _bring_back(self, kept: Kept) -> None:
        there = self._window.document.page.blocks
        ends = tuple(end for end in kept.ends if end.block in there)
        if not ends or self._numbered(kept.number) is not None or not 1 <= kept.number <= MOST:
            return
        right = Qt.DockWidgetArea.RightDockWidgetArea
        sides = {one.value: one for one in (right, *_OTHER_SIDES)}
        made = self._make(kept.number, ends, sides.get(kept.docked or 0, right))
        made.put(kept)
        made.show()
        self._window.activateWindow()

    def _keep(self, document: Document) -> None:
        """Remember the viewers of a page that closes."""
        self._met.remove(document)
        if document.path is not None:
            mine = sorted(
                (one.kept for one in self._pinned if one.document is document),
                key=lambda kept: kept.number,
            )
            self._remembered.keep(document.path, mine)
