"""The window: canvas in the middle, views around it, menus above. It puts together and wires."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QWidget

from app import theme
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
from app.window.dropping import Dropping
from app.window.files import Files, OpenPages, new_document
from app.window.going import Going
from app.window.helping import Helping
from app.window.menus import Menus
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
from app.wire_chooser import WireChooser

SIZE = (1400, 900)
SMALLEST = (1100, 700)
CHILDREN = Qt.FindChildOption.FindDirectChildrenOnly
LEFT, RIGHT, BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


class MainWindow(QMainWindow):
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
        self._place_docks()
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
        self.menus = Menus(self, self.actions_made)
        self._views = (
            self.canvas,
            self.panel,
            self.results,
            self.tracing,
            self.geometry_view,
            self.comparing,
            self.platforms_view,
            self.viewers,
            self.problems,
            self.finding,
            self.helping,
            self.outline,
            self.going,
            self.runs,
            self.status,
            self.automatic,
            self.run_mode,
            self.menus,
        )
        self.pages.shown.connect(self._show_document)
        self._follow()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.resize(*self._usual_size())
        self._restore()
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
        self.problems = Problems(document)
        self.outline = Outline(document)
        self.outline.opened.connect(lambda _: self._enter_panel())
        self.wire_chooser = WireChooser(document, self)
        self.runs = Runs(document)
        self.progress = Progress()
        self.status = Status(document, self)
        self.setStatusBar(self.status)

    def _place_docks(self) -> None:
        self.setDockNestingEnabled(True)
        for corner, area in (
            (Qt.Corner.BottomLeftCorner, LEFT),
            (Qt.Corner.BottomRightCorner, RIGHT),
        ):
            self.setCorner(corner, area)
        self.addDockWidget(LEFT, self.palette_dock)
        self.panel_dock = self._dock("Properties", self.panel, RIGHT)
        self.results_dock = self._dock("Results", self.results, RIGHT)
        self.problems_dock = self._dock("Problems", self.problems, BOTTOM)
        self.runs_dock = self._dock("Run", self.runs, BOTTOM)
        self.outline_dock = self._dock("Outline", self.outline, BOTTOM)
        self.tabifyDockWidget(self.problems_dock, self.runs_dock)
        self.tabifyDockWidget(self.runs_dock, self.outline_dock)
        self.splitDockWidget(self.panel_dock, self.results_dock, Qt.Orientation.Vertical)
        self.help_dock = self._dock("Help", self.helping.view, RIGHT)
        self.tabifyDockWidget(self.results_dock, self.help_dock)
        self.help_dock.hide()
        # With Properties, so that it is seen beside the numbers of Results.
        self.trace_dock = self._dock("Trace", self.tracing.place, RIGHT)
        self.trace_dock.visibilityChanged.connect(self.tracing.place.uncover)
        self.tabifyDockWidget(self.panel_dock, self.trace_dock)
        self.trace_dock.hide()
        self.geometry_dock = self._dock("Geometry", self.geometry_view, RIGHT)
        self.tabifyDockWidget(self.results_dock, self.geometry_dock)
        self.geometry_dock.hide()
        self.compare_dock = self._dock("Compare", self.comparing, RIGHT)
        self.compare_dock.visibilityChanged.connect(self.comparing.uncover)
        self.tabifyDockWidget(self.results_dock, self.compare_dock)
        self.compare_dock.hide()
        self.platforms_dock = self._dock("Platforms", self.platforms_view, RIGHT)
        self.tabifyDockWidget(self.panel_dock, self.platforms_dock)
        self.platforms_dock.hide()
        self.problems_dock.raise_()
        self.problems.counted.connect(self._count_problems)
        self._count_problems(len(self.document.problems()))

    def _dock(self, title: str, view: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(title.lower())
        dock.setWidget(view)
        self.addDockWidget(area, dock)
        return dock

    @property
    def docks(self) -> tuple[QDockWidget, ...]:
        """The views that can be shown and hidden."""
        return (
            self.palette_dock,
            self.panel_dock,
            self.results_dock,
            self.problems_dock,
            self.runs_dock,
            self.outline_dock,
            self.help_dock,
            self.trace_dock,
            self.geometry_dock,
            self.compare_dock,
            self.platforms_dock,
        )

    def usual_layout(self) -> None:
        """Every dock at its usual place, in its usual size."""
        self._arrange(self._usual)
        self._usual_sizes()

    def _usual_sizes(self) -> None:
        """The page gets the most room: the views around it are as narrow as they can be read."""
        wide, high = self.width(), self.height()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        beside = max(320, min(380, wide * 24 // 100))
        self.resizeDocks([self.palette_dock, self.panel_dock], [172, beside], across)
        self.resizeDocks(
            [self.panel_dock, self.results_dock], [high * 48 // 100, high * 52 // 100], down
        )
        self.resizeDocks([self.problems_dock], [88], down)

    def _usual_size(self) -> tuple[int, int]:
        """As large as the screen allows, but not so small that nothing can be seen."""
        room = self.screen().availableGeometry()
        return (
            max(SMALLEST[0], min(SIZE[0], room.width())),
            max(SMALLEST[1], min(SIZE[1], room.height())),
        )

    def _restore(self) -> None:
        self._usual = self.saveState()
        self._usual_sizes()
        if (kept := self.settings.window) is not None:
            self.restoreGeometry(kept[0])
            self._arrange(kept[1])

    def _arrange(self, state: QByteArray) -> None:
        """Place the docks. Before the window is shown Qt makes new tab bars for that and leaves the
        old ones, which would be shown with it, over whatever is there."""
        old = () if self.isVisible() else self.findChildren(QTabBar, options=CHILDREN)
        self.restoreState(state)
        for bar in old:
            bar.hide()

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
        self.settings.window = (self.saveGeometry(), self.saveState())
        self.settings.flush()
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
