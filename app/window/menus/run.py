"""The Run menu."""

from __future__ import annotations

from app.window.menus.menu import Menu
from app.window.run_settings import RunSettings


class RunMenu(Menu):
    """Runs of the page, and what they are done with."""

    title = "&Run"

    def fill(self) -> None:
        self.add(
            "run.run",
            "&Run",
            lambda: self.document.run(),
            "F5",
            picture="run",
            tip="Run the page",
            when=self._may_start,
        )
        self.add(
            "run.to_selected",
            "Run to &Selected",
            lambda: self.document.run(self.document.selection),
            "F6",
            picture="run_to",
            when=lambda: self.has_selection() and self._may_start(),
        )
        self.add(
            "run.stop",
            "S&top",
            lambda: self.document.stop(),
            ["Shift+F5", "Esc"],
            picture="stop",
            when=lambda: self.document.is_running,
        )
        self.add(
            "run.step",
            "St&ep",
            lambda: self.document.step(),
            "F10",
            picture="step",
            tip="Run the next block that has no result, and show it",
            when=self._may_start,
        )
        self.add(
            "run.sweep",
            "S&weep…",
            self.window.sweeping.open_selected,
            tip="Run the page over a grid of values of an attribute, a Const or a variable",
            when=lambda: bool(self.document.page.blocks),
        )
        self.automatic = self.add(
            "run.automatic",
            "Run &Automatically",
            lambda: self.window.automatic.switch(self.automatic.isChecked()),
            tip="Run the page a moment after each edit",
        )
        self.automatic.setCheckable(True)
        self.window.automatic.changed.connect(self._show_automatic)
        self.line()
        self.add(
            "run.disable",
            "&Disable",
            lambda: self.document.toggle_mode("disabled"),
            "Ctrl+M",
            tip="Do not run the selected blocks, nor what depends on them; or run them again",
            when=self.has_selection,
        )
        self.add(
            "run.bypass",
            "&Bypass",
            lambda: self.document.toggle_mode("bypassed"),
            "Ctrl+B",
            tip="Let the selected blocks' input through in the place of their output",
            when=self.has_selection,
        )
        self.add(
            "run.pin",
            "P&in Results",
            lambda: self.document.toggle_pins(),
            "Ctrl+P",
            tip="Let the results of the selected blocks stand as they are, or unpin them",
            when=self.has_selection,
        )
        self.add(
            "run.purge",
            "Purge &Cache",
            lambda: self.document.purge(),
            tip="Let go of all results, so that the next run computes everything",
            when=self._may_start,
        )
        self.line()
        self.settings = RunSettings(self.document, self.window.settings, self.actions)
        self.settings.fill(self.menu)

    def refresh(self) -> None:
        super().refresh()
        self.settings.show(self.document)

    def _show_automatic(self) -> None:
        self.automatic.setChecked(self.window.automatic.is_on)

    def _may_start(self) -> bool:
        return not self.document.is_running
