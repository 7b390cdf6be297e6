"""Answers in the user's place, and a note of what was asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.asking import Answer, Ask, Question


class Answers(Ask):
    """Gives the answers that a test has set. What has no answer stays open, as a dialog would."""

    def __init__(self) -> None:
        self.open_path: Path | None = None
        self.save_path: Path | None = None
        self.folder_path: Path | None = None
        self.given_name: str | None = None
        self.changes: Answer | None = None
        self.choices: dict[str, str] = {}
        self.asked: list[str] = []
        self.told: list[str] = []
        self.suggested: Path | None = None

    def file_to_open(
        self, parent: QWidget, folder: Path, kinds: str, then: Callable[[Path], None]
    ) -> None:
        self.asked.append("open")
        if self.open_path is not None:
            then(self.open_path)

    def file_to_save(
        self, parent: QWidget, suggestion: Path, kinds: str, then: Callable[[Path], None]
    ) -> None:
        self.asked.append("save")
        self.suggested = suggestion
        if self.save_path is not None:
            then(self.save_path)

    def folder(
        self, parent: QWidget, title: str, folder: Path, then: Callable[[Path], None]
    ) -> None:
        self.asked.append(title)
        if self.folder_path is not None:
            then(self.folder_path)

    def name(
        self, parent: QWidget, title: str, label: str, name: str, then: Callable[[str], None]
    ) -> None:
        self.asked.append(f"{title}: {name}")
        if self.given_name is not None:
            then(self.given_name)

    def save_changes(self, parent: QWidget, name: str, then: Callable[[Answer], None]) -> None:
        self.asked.append(f"changes to {name}")
        if self.changes is not None:
            then(self.changes)

    def choose(self, parent: QWidget, question: Question, then: Callable[[str], None]) -> None:
        self.asked.append(question.text)
        if (answer := self.choices.pop(question.title, None)) is not None:
            then(answer)

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        self.told.append(f"{title}: {text}")
