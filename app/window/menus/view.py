"""The View menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QActionGroup

from app import theme
from app.viewers.viewers import MOST
from app.window.menus.menu import Menu
from blocks.neighbours import DIRECTIONS


class ViewMenu(Menu):
    """What is seen of the page, which views there are, and how they look."""

    title = "&View"

    def fill(self) -> None:
        window = self.window
        self.add_of_canvas("view.frame_page", picture="frame")
        for id in ("view.frame_selection", "view.zoom_in", "view.zoom_out", "view.life_size"):
            self.add_of_canvas(id)
        self.line()
        self._fill_overview()
        self.line()
        self.add("view.search_op", "Search for an &Op", self._search, "Ctrl+K")
        self.line()
        for dock in window.docks:
            self.actions.take(f"view.show_{dock.objectName()}", dock.toggleViewAction())
            self.menu.addAction(dock.toggleViewAction())
        self.add("view.usual_layout", "&Usual Layout", window.usual_layout)
        self.line()
        self._fill_go()
        self._fill_viewers()
        self.add(
            "view.compare",
            "Com&pare Results",
            partial(window.going.to_dock, window.compare_dock),
            "Shift+C",
            within=window.canvas,
            tip="Compare the results of two selected blocks, or of one with that before the last "
            "edit",
        )
        self._fill_themes()

    def _fill_overview(self) -> None:
        canvas, settings = self.window.canvas, self.window.settings
        self.minimap = self.add(
            "view.minimap", "&Minimap", self._switch_minimap, "M", within=canvas
        )
        self.fading = self.add(
            "view.fade_wires", "Fa&de Other Wires", self._switch_fading, "D", within=canvas
        )
        self.small_values = self.add(
            "view.small_values",
            "Small &Values in Blocks",
            self._switch_small_values,
            tip="Show results of up to 8 elements in their blocks",
        )
        self.platform_marks = self.add(
            "view.platform_marks",
            "Pla&tform Marks on Blocks",
            self._switch_platform_marks,
            tip="Mark blocks that TensorFlow, PyTorch, JAX or ONNX Runtime refuses or answers "
            "wrongly",
        )
        for action, on in (
            (self.minimap, settings.minimap),
            (self.fading, settings.fades_wires),
            (self.small_values, settings.small_values),
            (self.platform_marks, settings.platform_marks),
        ):
            action.setCheckable(True)
            action.setChecked(on)
        canvas.minimap.switch(settings.minimap)
        canvas.fading.switch(settings.fades_wires)
        if not settings.small_values:
            canvas.show_values(False)
        if settings.platform_marks:
            canvas.show_platforms(True)

    def _switch_minimap(self) -> None:
        on = self.window.settings.minimap = self.minimap.isChecked()
        self.window.canvas.minimap.switch(on)

    def _switch_fading(self) -> None:
        on = self.window.settings.fades_wires = self.fading.isChecked()
        self.window.canvas.fading.switch(on)

    def _switch_platform_marks(self) -> None:
        on = self.window.settings.platform_marks = self.platform_marks.isChecked()
        self.window.canvas.show_platforms(on)

    def _switch_small_values(self) -> None:
        on = self.window.settings.small_values = self.small_values.isChecked()
        self.window.canvas.show_values(on)

    def _fill_go(self) -> None:
        go, going, canvas = self.submenu("&Go To"), self.window.going, self.window.canvas
        for direction in DIRECTIONS:
            self.add(
                f"go.{direction}",
                f"Next Block {direction.capitalize()}",
                partial(going.step, direction),
                f"Ctrl+{direction.capitalize()}",
                within=canvas,
                to=go,
            )
        go.addSeparator()
        pages = self.window.pages
        self.add("go.next_page", "&Next Page", partial(pages.step, 1), "Ctrl+Tab", to=go)
        self.add("go.page_before", "Page &Before", partial(pages.step, -1), "Ctrl+Shift+Tab", to=go)
        go.addSeparator()
        self.add("go.canvas", "&Canvas", going.to_canvas, "Alt+0", to=go)
        for number, dock in enumerate(self.window.docks, 1):
            name = dock.objectName()
            self.add(
                f"go.{name}",
                name.capitalize(),
                partial(going.to_dock, dock),
                f"Alt+{number}" if number <= 9 else f"Alt+Shift+{number - 9}",
                to=go,
            )

    def _fill_viewers(self) -> None:
        to, viewers, canvas = self.submenu("&Viewers"), self.window.viewers, self.window.canvas
        self.add(
            "view.look",
            "&Look at Result",
            viewers.open_for_selection,
            "V",
            within=canvas,
            tip="Look at the result of the selected block or wire (also a tap of Space)",
            to=to,
        )
        canvas.view.space_tapped.connect(viewers.open_for_selection)
        to.addSeparator()
        for number in range(1, MOST + 1):
            self.add(
                f"view.viewer_{number}",
                f"Show in Viewer &{number}",
                partial(viewers.show_in, number),
                str(number),
                within=canvas,
                to=to,
            )

    def _fill_themes(self) -> None:
        themes, group = self.submenu("&Theme"), QActionGroup(self.window)
        for name in theme.CHOICES:
            choice = self.add(
                f"view.theme.{name}",
                "As the &System" if name == theme.SYSTEM else f"&{name.capitalize()}",
                partial(self.window.change_theme, name),
                tip=f"Theme: {name}",
                to=themes,
            )
            choice.setCheckable(True)
            choice.setChecked(name == self.window.settings.theme)
            group.addAction(choice)

    def _search(self) -> None:
        palette = self.window.palette_dock
        palette.show()
        palette.raise_()
        palette.chooser.start_again()
