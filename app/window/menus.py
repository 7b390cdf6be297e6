"""The menus and the toolbar."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar

from app import theme
from app.assets import sample_pages
from app.document import Document
from app.links import Links
from app.window.actions import Actions
from app.window.help import show_about, show_keys
from app.window.run_settings import RunSettings

if TYPE_CHECKING:
    from app.window.main_window import MainWindow

Standard = QKeySequence.StandardKey


class Menus:
    """Makes menus and toolbar, and keeps enabled what can be done now."""

    def __init__(self, window: MainWindow, actions: Actions) -> None:
        self._window = window
        self._actions = actions
        self._document = window.document
        self._links = Links()
        self._file()
        self._edit()
        self._run()
        self._view()
        self._help()
        self._toolbar()
        self.set_document(window.document)

    def set_document(self, document: Document) -> None:
        """Serve another page."""
        self.close_document()
        self._document = document
        self._links.join(
            self._refresh,
            document.edited,
            document.selection_changed,
            document.run_started,
            document.run_finished,
            document.states_changed,
        )
        self._refresh()

    def close_document(self) -> None:
        """Follow the page no more."""
        self._links.cut()

    # ---- one menu each ----------------------------------------------------------------------

    def _file(self) -> None:
        files, add = self._window.files, self._actions.add
        menu = self._menu("&File")
        self.new = add("&New", files.new, Standard.New, picture="new")
        self.open = add("&Open…", files.ask_and_open, Standard.Open, picture="open")
        menu.addActions([self.new, self.open])
        self.recent = menu.addMenu("Open &Recent")
        self.recent.aboutToShow.connect(self._fill_recent)
        self.samples = menu.addMenu("Sample &Pages")
        self.samples.aboutToShow.connect(self._fill_samples)
        menu.addSeparator()
        self.save = add("&Save", files.save, Standard.Save, picture="save")
        self.save_as = add("Save &As…", files.save_as, "Ctrl+Shift+S")
        menu.addActions([self.save, self.save_as])
        menu.addSeparator()
        menu.addAction(add("&Quit", self._window.close, "Ctrl+Q"))

    def _edit(self) -> None:
        canvas, add = self._window.canvas, self._actions.add
        menu = self._menu("&Edit")
        self.undo = add("&Undo", lambda: self._document.undo(), Standard.Undo, picture="undo")
        self.redo = add(
            "&Redo", lambda: self._document.redo(), ["Ctrl+Shift+Z", "Ctrl+Y"], picture="redo"
        )
        menu.addActions([self.undo, self.redo])
        menu.addSeparator()
        self.cut = add("Cu&t", lambda: self._document.cut(), "Ctrl+X", within=canvas)
        self.copy = add("&Copy", lambda: self._document.copy(), "Ctrl+C", within=canvas)
        self.paste = add("&Paste", canvas.paste, "Ctrl+V", within=canvas)
        self.delete = add("&Delete", canvas.delete, ["Del", "Backspace"], within=canvas)
        menu.addActions([self.cut, self.copy, self.paste, self.delete])
        menu.addSeparator()
        menu.addAction(add("Select &All", canvas.select_all, "Ctrl+A", within=canvas))

    def _run(self) -> None:
        add = self._actions.add
        menu = self._menu("&Run")
        self.run = add(
            "&Run", lambda: self._document.run(), "F5", picture="run", tip="Run the page"
        )
        self.run_to = add(
            "Run to &Selected",
            lambda: self._document.run(self._document.selection),
            "F6",
            picture="run_to",
        )
        self.stop = add("S&top", lambda: self._document.stop(), ["Shift+F5", "Esc"], picture="stop")
        menu.addActions([self.run, self.run_to, self.stop])
        menu.addSeparator()
        self.run_settings = RunSettings(self._document, self._window.settings, self._actions)
        self.run_settings.fill(menu)

    def _view(self) -> None:
        window, add = self._window, self._actions.add
        menu = self._menu("&View")
        self.frame = add(
            "&Frame Page", window.canvas.frame_all, "Home", picture="frame", within=window.canvas
        )
        self.find = add("Search for an &Op", self._search, "Ctrl+F")
        menu.addActions([self.frame, self.find])
        menu.addSeparator()
        for dock in window.docks:
            menu.addAction(dock.toggleViewAction())
        menu.addAction(add("&Usual Layout", window.usual_layout))
        menu.addSeparator()
        themes, group = menu.addMenu("&Theme"), QActionGroup(window)
        for name in theme.THEMES:
            choice = add(name.capitalize(), partial(window.change_theme, name))
            choice.setCheckable(True)
            choice.setChecked(name == theme.theme().name)
            group.addAction(choice)
            themes.addAction(choice)

    def _help(self) -> None:
        window, add = self._window, self._actions.add
        menu = self._menu("&Help")
        menu.addAction(add("&Keys", lambda: show_keys(window, self._actions.keys()), "F1"))
        menu.addAction(add("&About blockprop", lambda: show_about(window)))

    def _toolbar(self) -> None:
        bar = QToolBar("Toolbar", self._window)
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        for group in ((self.new, self.open, self.save), (self.undo, self.redo)):
            bar.addActions(list(group))
            bar.addSeparator()
        bar.addActions([self.run, self.run_to, self.stop])
        bar.addWidget(self._window.progress)
        bar.addAction(self.frame)
        self._window.addToolBar(bar)

    # ---- following --------------------------------------------------------------------------

    def _refresh(self, *_: object) -> None:
        document, history = self._document, self._document.page.history
        for action, verb, label in (
            (self.undo, "&Undo", history.can_undo),
            (self.redo, "&Redo", history.can_redo),
        ):
            action.setEnabled(label is not None)
            action.setText(f"{verb} {label}" if label else verb)
        for action in (self.cut, self.copy, self.run_to):
            action.setEnabled(bool(document.selection))
        self.run.setEnabled(not document.is_running)
        self.run_to.setEnabled(bool(document.selection) and not document.is_running)
        self.stop.setEnabled(document.is_running)
        self.run_settings.show(document)

    def _search(self) -> None:
        self._window.palette_dock.show()
        self._window.palette_dock.raise_()
        self._window.palette_dock.chooser.start_again()

    def _fill_recent(self) -> None:
        paths = self._window.settings.recent
        self._fill(self.recent, [(_short(path), path) for path in paths], "No pages yet")

    def _fill_samples(self) -> None:
        self._fill(self.samples, sample_pages(), "There are none")

    def _fill(self, menu: QMenu, pages: list[tuple[str, Path]], otherwise: str) -> None:
        menu.clear()
        for title, path in pages:
            action = QAction(title.replace("&", "&&"), menu)
            action.setStatusTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self._window.files.open(path))
            menu.addAction(action)
        if not pages:
            menu.addAction(otherwise).setEnabled(False)

    def _menu(self, title: str) -> QMenu:
        return self._window.menuBar().addMenu(title)


def _short(path: Path) -> str:
    """A path as a menu shows it, with `~` for the user's own folder."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)
