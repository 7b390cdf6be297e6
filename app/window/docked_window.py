"""A window with views around its page: where they stand, how large they are, and that it is
remembered."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar, QWidget

from app.palette import PaletteDock
from app.settings import Settings

SIZE = (1400, 900)
SMALLEST = (1100, 700)
LOW = 850
CHILDREN = Qt.FindChildOption.FindDirectChildrenOnly
LEFT, RIGHT, BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


class DockedWindow(QMainWindow):
    """The docks, by their names. Their order is that of the View menu and of the keys Alt+1, 2, …,
    which people have in their fingers: new ones come last."""

    settings: Settings

    def place_docks(
        self,
        palette: PaletteDock,
        *,
        panel: QWidget,
        results: QWidget,
        problems: QWidget,
        runs: QWidget,
        outline: QWidget,
        help: QWidget,
        trace: QWidget,
        geometry: QWidget,
        compare: QWidget,
        platforms: QWidget,
        notes: QWidget,
    ) -> None:
        """Put each view into a dock at its usual place. What examines a block waits to be asked
        for: its origin and its platforms over Properties, so that the numbers are seen beside
        them, the rest over Results; what the page says in words over Problems."""
        self.setDockNestingEnabled(True)
        self.setCorner(Qt.Corner.BottomLeftCorner, LEFT)
        self.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        self.palette_dock = palette
        self.addDockWidget(LEFT, palette)
        self.panel_dock = self._dock("Properties", panel, RIGHT)
        self.results_dock = self._dock("Results", results, RIGHT)
        self.problems_dock = self._dock("Problems", problems, BOTTOM)
        self.runs_dock = self._dock("Run", runs, BOTTOM)
        self.outline_dock = self._dock("Outline", outline, BOTTOM)
        self.tabifyDockWidget(self.problems_dock, self.runs_dock)
        self.tabifyDockWidget(self.runs_dock, self.outline_dock)
        self.splitDockWidget(self.panel_dock, self.results_dock, Qt.Orientation.Vertical)
        self.help_dock = self._waiting("Help", help, self.results_dock)
        self.trace_dock = self._waiting("Trace", trace, self.panel_dock)
        self.geometry_dock = self._waiting("Geometry", geometry, self.results_dock)
        self.compare_dock = self._waiting("Compare", compare, self.results_dock)
        self.platforms_dock = self._waiting("Platforms", platforms, self.panel_dock)
        self.notes_dock = self._waiting("Notes", notes, self.outline_dock)
        self.problems_dock.raise_()
        for dock in self.docks:
            dock.toggleViewAction().triggered.connect(partial(self._in_front, dock))

    def _in_front(self, dock: QDockWidget) -> None:
        """Somebody has asked for a dock: behind another tab they would not see it."""
        if not dock.isHidden():
            dock.raise_()

    def _dock(self, title: str, view: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(title.lower())
        dock.setWidget(view)
        self.addDockWidget(area, dock)
        return dock

    def _waiting(self, title: str, view: QWidget, over: QDockWidget) -> QDockWidget:
        """A dock as a tab over another one, hidden until somebody asks for it."""
        dock = self._dock(title, view, self.dockWidgetArea(over))
        self.tabifyDockWidget(over, dock)
        dock.hide()
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
            self.notes_dock,
        )

    def usual_layout(self) -> None:
        """Every dock at its usual place, in its usual size."""
        self._arrange(self._usual)
        self._usual_sizes()

    def restore_layout(self) -> None:
        """As it was when the window was last closed."""
        self.resize(*self._usual_size())
        self._usual = self.saveState()
        self._usual_sizes()
        if (kept := self.settings.window) is not None:
            self.restoreGeometry(kept[0])
            self._arrange(kept[1])

    def keep_layout(self) -> None:
        """Remember it for the next time."""
        self.settings.window = (self.saveGeometry(), self.saveState())
        self.settings.flush()

    def _usual_sizes(self) -> None:
        """The page gets the most room: the views around it are as narrow as they can be read."""
        wide, high = self.width(), self.height()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        beside = max(320, min(380, wide * 24 // 100))
        self.resizeDocks([self.palette_dock, self.panel_dock], [172, beside], across)
        # Where both are low, attributes and terms need the room more than numbers do.
        above = 48 if high >= LOW else 52
        self.resizeDocks(
            [self.panel_dock, self.results_dock],
            [high * above // 100, high * (100 - above) // 100],
            down,
        )
        self.resizeDocks([self.problems_dock], [88], down)

    def _usual_size(self) -> tuple[int, int]:
        """As large as the screen allows, but not so small that nothing can be seen."""
        room = self.screen().availableGeometry()
        return (
            max(SMALLEST[0], min(SIZE[0], room.width())),
            max(SMALLEST[1], min(SIZE[1], room.height())),
        )

    def _arrange(self, state: QByteArray) -> None:
        """Place the docks. Before the window is shown Qt makes new tab bars for that and leaves the
        old ones, which would be shown with it, over whatever is there."""
        old = () if self.isVisible() else self.findChildren(QTabBar, options=CHILDREN)
        self.restoreState(state)
        for bar in old:
            bar.hide()
