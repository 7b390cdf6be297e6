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
        self.line()
        self.settings = RunSettings(self.document, self.window.settings, self.actions)
        self.settings.fill(self.menu)

    def refresh(self) -> None:
        super().refresh()
        self.settings.show(self.document)

    def _may_start(self) -> bool:
        return not self.document.is_running
