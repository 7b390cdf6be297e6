"""The results of what is selected: heading, figures, table, heatmap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.asking import Ask
from app.background import Background
from app.document import Document
from app.links import Links
from app.results import export
from app.results.content import Content
from app.results.heading import Heading
from app.results.heatmap_tab import HeatmapTab
from app.results.histogram_tab import HistogramTab
from app.results.late_tab import LateTab
from app.results.line_tab import LineTab
from app.results.lit import Lit
from app.results.notice import Notice
from app.results.shown import Shown, ends_of, look
from app.results.table import Table
from blocks.page import End
from blocks.viewing.figures import Figures
from blocks.viewing.gradients import is_gradient as is_gradient_at
from blocks.viewing.kept import FIGURES
from blocks.viewing.numbers import Array

Index = tuple[int, ...]

KINDS = "NumPy array (*.npy);;Comma-separated values (*.csv)"


class ResultView(QWidget):
    """The result of the selected block; with nothing selected, what the page itself gives.

    `pointed` tells the output and the index of a number that the user has gone to in the table or,
    with the arrow keys, in the heatmap; `opened` those of one that was clicked in the heatmap or
    double-clicked in the table, or that stood at hand when Enter was pressed.
    """

    pointed = Signal(End, tuple)
    opened = Signal(End, tuple)

    def __init__(
        self,
        document: Document,
        parent: QWidget | None = None,
        ask: Ask | None = None,
        ends: Callable[[Document], tuple[End, ...]] = ends_of,
    ) -> None:
        """`ends` says of which outputs the result is shown."""
        super().__init__(parent)
        self._ask = ask or Ask()
        self._ends = ends
        self.asks_over: QWidget = self
        self.nothing_words = "Select a block to see its result."
        self._document = document
        self._shown: Shown | None = None
        self._lights: Mapping[End, Lit] = {}
        self._figures = Background(self)
        self._figures.done.connect(lambda found: self._take_figures(found))
        self._saving = Background(self)
        self._saving.done.connect(lambda words: self._document.message.emit(words))
        self._saving.failed.connect(self._not_saved)
        self.heading = Heading()
        self.heading.chosen.connect(self._refresh)
        self.heading.set_copy_menu(self._copy_menu())
        self.heading.saved.connect(self.save)
        self.table, self.heatmap_tab, self.notice = Table(), HeatmapTab(), Notice()
        self.histogram_tab, self.line_tab = HistogramTab(), LineTab()
        self.table.pointed.connect(lambda index: self._tell(self.pointed.emit, index))
        self.heatmap_tab.pointed.connect(lambda index: self._tell(self.pointed.emit, index))
        self.table.opened.connect(lambda index: self._tell(self.opened.emit, index))
        self.heatmap_tab.clicked.connect(lambda index: self._tell(self.opened.emit, index))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.table, "Table")
        self.tabs.addTab(self.heatmap_tab, "Heatmap")
        self.tabs.addTab(self.line_tab, "Line")
        self.tabs.addTab(self.histogram_tab, "Histogram")
        self.table.pointed.connect(self.line_tab.go_to)
        for signal in (self.heatmap_tab.pointed, self.heatmap_tab.clicked):
            signal.connect(self.line_tab.go_to)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tabs)
        self.stack.addWidget(self.notice)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(self.heading)
        lay.addWidget(self.stack, 1)
        self.setMinimumWidth(280)
        self.setFocusProxy(self.table.view)
        self._links = Links()
        self.set_document(document)

    def set_document(self, document: Document) -> None:
        """Show the results of another page."""
        self.close_document()
        self._document = document
        self._links.join(
            self._refresh,
            document.selection_changed,
            document.edited,
            document.checked,
            document.states_changed,
            document.run_finished,
        )
        self._refresh()

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()
        self._figures.forget()
        self._show(None)

    def show_again(self) -> None:
        """Others may be the outputs whose result is to be shown."""
        self._refresh()

    def light(self, lights: Mapping[End, Lit]) -> None:
        """Light other cells of outputs, as a trace does."""
        self._lights = lights
        self._light()

    def _light(self) -> None:
        lit = self._lights.get(self.end, ()) if self.end is not None else ()
        self.table.light(lit)
        self.heatmap_tab.light(lit)

    @property
    def end(self) -> End | None:
        """The output whose result is shown."""
        return self._shown.end if self._shown else None

    @property
    def array(self) -> Array | None:
        """The tensor that is shown."""
        return self._shown.array if self._shown else None

    def _tell(self, say: Callable[[End, Index], None], index: Index) -> None:
        if self.end is not None:
            say(self.end, index)

    # ---- doing something with it ----------------------------------------------------------

    def copy_whole(self) -> None:
        """Put the whole tensor on the clipboard, as nested lists."""
        if self.array is None:
            return
        try:
            QGuiApplication.clipboard().setText(export.as_text(self.array))
        except ValueError as why:
            self._document.message.emit(str(why))
        else:
            self._document.message.emit(f"Copied {self.end}")

    def save(self) -> None:
        """Ask for a file and write the tensor to it."""
        shown = self._shown
        if shown is None or shown.array is None:
            return
        folder = self._document.path.parent if self._document.path else Path.home()
        suggestion = folder / f"{shown.end.block}.{shown.end.port}.npy"
        array, names = shown.array, shown.names
        self._ask.file_to_save(
            self.asks_over,
            suggestion,
            KINDS,
            lambda path: self._saving.start(lambda: export.save(array, names, path)),
        )

    def _not_saved(self, fault: Exception) -> None:
        why = getattr(fault, "strerror", None) or str(fault)
        self._ask.tell(self.asks_over, "The tensor was not saved", f"{why}.")

    def _copy_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Copy selected cells, or the table", lambda: self.table.copy())
        menu.addAction("Copy whole tensor as text", self.copy_whole)
        return menu

    @property
    def _late_tabs(self) -> tuple[LateTab, ...]:
        return self.heatmap_tab, self.line_tab, self.histogram_tab

    # ---- following ------------------------------------------------------------------------

    def _refresh(self, *_: object) -> None:
        ends = self._ends(self._document)
        with QSignalBlocker(self.heading):
            self.heading.set_ends(ends)
        end = self.heading.end
        self._show(look(self._document, end) if end is not None else None)

    def _show(self, shown: Shown | None) -> None:
        before, self._shown = self._shown, shown
        if shown is not None and before is not None and shown.same_as(before):
            return
        if shown is None:
            self.heading.show_words(None, "")
            self.notice.show_words(self.nothing_words, "")
        else:
            self.heading.show_words(shown, "")
            self.notice.show_words(shown.notice, "error" if shown.is_wrong else "")
        array = shown.array if shown is not None else None
        has_elements = shown is not None and shown.has_elements
        self.stack.setCurrentIndex(0 if has_elements else 1)
        if shown is not None and before is not None and shown.is_same_tensor(before):
            if array is not None:
                self._say_figures(self.heading.figures)
            return
        self._show_array(shown, array)
        if shown is not None and (before is None or before.end != shown.end):
            self.table.go_to_lit()
            self.heatmap_tab.go_to_lit()

    def _show_array(self, shown: Shown | None, array: Array | None) -> None:
        self._figures.forget()
        self.heading.figures = None
        names = shown.names if shown is not None else ()
        if array is not None:
            self.heading.figures = FIGURES.at_once(array)
        self.table.show_array(array, names)
        is_gradient = shown is not None and is_gradient_at(self._document.page, shown.end)
        content = Content(array, names, self.heading.figures, is_gradient)
        for tab in self._late_tabs:
            tab.show_content(content)
        self._light()
        if array is not None:
            self._say_figures(self.heading.figures)
            if self.heading.figures is None:  # last, for another thread slows down this one
                self._figures.start(lambda: FIGURES.of(array))

    def _take_figures(self, figures: Figures) -> None:
        self.heading.figures = figures
        for tab in self._late_tabs:
            tab.set_figures(figures)
        self._say_figures(figures)

    def _say_figures(self, figures: Figures | None) -> None:
        assert self._shown is not None
        words = str(figures) if figures is not None else "working out min, max and mean …"
        self.heading.show_words(self._shown, words)
