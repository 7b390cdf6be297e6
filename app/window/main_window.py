"""The window: canvas in the middle, views around it, menus above. It puts together and wires."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication

from app import garbage, theme
from app.asking import Ask
from app.canvas.canvas import Canvas
from app.comparing import CompareView
from app.document import Document
from app.exporting import Exporting
from app.find import FindBar
from app.geometry import GeometryView
from app.keys.actions import Actions
from app.keys.key_map import KeyMap
from app.links import Links
from app.outline import Outline
from app.palette import PaletteDock
from app.panel.panel import Panel
from app.pictures import Pictures
from app.platforms import PlatformsView
from app.results.view import ResultView
from app.runs.automatic import AutomaticRuns
from app.settings import Settings
from app.sweeping import Sweeping
from app.viewers import Viewers
from app.window.docked_window import DockedWindow
from app.window.dropping import Dropping
from app.window.files import Files, OpenPages, new_document
from app.window.going import Going
from app.window.helping import Helping
from app.window.menus import Menus
from app.window.noting import Noting
from app.window.offers import Offers
from app.window.preferences import Preferences
from app.window.problems import Problems
from app.window.progress import Progress
from app.window.run_mode import RunMode
from app.window.runs import Runs
from app.window.sights import Sights
from app.window.starting import Starting
from app.window.status import Status
from app.window.tabs import Tabs, stacked
from app.window.tracing import Tracing
from app.window.warming import Warming
from app.wire_chooser import WireChooser


class MainWindow(DockedWindow):
    """blockprop's window. `ask` and `settings` are for tests to give their own."""

    def __init__(
        self,
        document: Document | None = None,
        *,
        ask: Ask | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("blockprop")
        self.settings = settings or Settings()
        self.pages = OpenPages(document or new_document(), self.settings.journals, self)
        self.document = self.pages.current
        self.key_map = KeyMap(self.settings, self)
        ask = ask or Ask()
        self.files = Files(self, self.pages, ask, self.settings)
        self._may_close = self._is_closed = False
        self._links = Links()
        self._make_views(ask)
        self._make_docks()
        self.pictures = Pictures(self, ask)
        self.exporting = Exporting(self, ask)
        self.sweeping = Sweeping(self)
        self.panel.sweep_wanted.connect(self.sweeping.open)
        self.dropping = Dropping(self)
        self.viewers = Viewers(self, ask)
        self.going = Going(self)
        self.automatic = AutomaticRuns(self.document, self)
        self.run_mode = RunMode(self.document, self.automatic)
        self.status.insertPermanentWidget(0, self.run_mode)
        self.actions_made = Actions(self, self.key_map)
        self.preferences = Preferences(self, ask)
        self.starting = Starting(self)
        self.warming = Warming(self.document, self)
        self.menus = Menus(self, self.actions_made)
        self._views = (
            self.canvas,
            self.panel,
            self.results,
            self.tracing,
            self.geometry_view,
            self.comparing,
            self.platforms_view,
            self.noting,
            self.viewers,
            self.problems,
            self.finding,
            self.helping,
            self.outline,
            self.wire_chooser,
            self.going,
            self.runs,
            self.status,
            self.automatic,
            self.run_mode,
            self.warming,
            self.menus,
        )
        self.pages.shown.connect(self._show_document)
        self._follow()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.restore_layout()
        self.canvas.setFocus()

    # ---- the page ---------------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        """Show another page and close the one before."""
        self.pages.replace(document)

    def _show_document(self, document: Document) -> None:
        """Show one of the open pages."""
        self._links.cut()
        self.sights.keep(self.document)
        self.document = document
        for view in self._views:
            view.set_document(document)
        self._follow()
        self.sights.show(document)
        self.canvas.setFocus()
        garbage.much_has_gone()

    def open_path(self, path: Path) -> None:
        """Open a page beside those that are open."""
        self.files.open(path)

    def add_block(self, op: str, at: tuple[float, float] | None = None) -> None:
        """Add a block at a place on the page, or in the middle of what is seen."""
        if at is None:
            seen = self.canvas.view.navigation.visible()
            at = (seen.center().x() - 90, seen.center().y() - 50)
        self.canvas.add_block(op, at)
        self.canvas.setFocus()

    # ---- making -----------------------------------------------------------------------------

    def _make_views(self, ask: Ask) -> None:
        document = self.document
        self.canvas = Canvas(document, key_map=self.key_map)
        self.canvas.block_opened.connect(lambda _: self._enter_panel())
        self.sights = Sights(self.canvas)
        self.tabs = Tabs(self.pages)
        self.tabs.close_requested.connect(self.files.close)
        self.setCentralWidget(stacked(self.tabs, self.canvas))
        self.finding = FindBar(document, self.canvas)
        self.helping = Helping(self)
        self.offers = Offers(self)
        self.offers.popup.chooser.help_wanted.connect(self.helping.show)
        self.palette_dock = PaletteDock(self)
        self.palette_dock.chosen.connect(lambda op: self.add_block(op))
        self.panel = Panel(document)
        self.results = ResultView(document, ask=ask)
        self.tracing = Tracing(self)
        self.geometry_view = GeometryView(document)
        self.comparing = CompareView(document)
        self.platforms_view = PlatformsView(document)
        self.noting = Noting(self)
        self.problems = Problems(document)
        self.outline = Outline(document)
        self.outline.opened.connect(lambda _: self._enter_panel())
        self.wire_chooser = WireChooser(document, self)
        self.runs = Runs(document)
        self.progress = Progress()
        self.status = Status(document, self)
        self.setStatusBar(self.status)

    def _make_docks(self) -> None:
        self.place_docks(
            self.palette_dock,
            panel=self.panel,
            results=self.results,
            problems=self.problems,
            runs=self.runs,
            outline=self.outline,
            help=self.helping.view,
            trace=self.tracing.place,
            geometry=self.geometry_view,
            compare=self.comparing,
            platforms=self.platforms_view,
            notes=self.noting.view,
        )
        for dock, view in (
            (self.trace_dock, self.tracing.place),
            (self.geometry_dock, self.geometry_view),
            (self.compare_dock, self.comparing),
            (self.platforms_dock, self.platforms_view),
            (self.notes_dock, self.noting.view),
        ):
            dock.visibilityChanged.connect(view.uncover)
        self.problems.counted.connect(self._count_problems)
        self._count_problems(len(self.document.problems()))

    # ---- following --------------------------------------------------------------------------

    def _follow(self) -> None:
        document = self.document
        self._links.join(self._title, document.path_changed)
        self._links.join(self.progress.start, document.run_started)
        self._links.join(self.progress.advance, document.run_progress)
        self._links.join(self.progress.finish, document.run_finished)
        self.progress.clear(document.runs.time_left)
        if document.is_running:
            self.progress.start()
        self._title()

    def _title(self) -> None:
        self.setWindowTitle(f"[*]{self.files.name} — blockprop")
        self.setWindowModified(self.document.is_dirty)

    def _count_problems(self, count: int) -> None:
        self.problems_dock.setWindowTitle(f"Problems ({count})" if count else "Problems")

    def _enter_panel(self) -> None:
        self.panel_dock.show()
        self.panel_dock.raise_()
        self.panel.enter()

    def change_theme(self, name: str) -> None:
        """Dress everything in another theme, now and at the next start."""
        self.settings.theme = name
        theme.apply(name)
        self.actions_made.dress()

    def _follow_system(self) -> None:
        """The system has changed from light to dark, or back."""
        if self.isVisible() and self.settings.theme == theme.SYSTEM:
            self.change_theme(theme.SYSTEM)

    # ---- closing ----------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_closed:  # Qt asks again where a window in front of it is closed, or by code
            event.accept()
            return
        if not self._may_close and self.pages.are_unsaved:
            event.ignore()
            self.files.when_unsaved_is_settled(self._close_now)
            return
        self.keep_layout()
        self.preferences.close()
        self._links.cut()
        self.sweeping.close_all()
        for view in self._views:
            view.close_document()
        self.tabs.close_document()
        self.pages.close_all()
        self._is_closed = True
        event.accept()

    def _close_now(self) -> None:
        self._may_close = True
        QTimer.singleShot(0, self.close)  # not from within a close that is being answered
