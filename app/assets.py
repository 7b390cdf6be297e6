"""Where the files are that come with blockprop: icons, sample pages, pictures."""

from __future__ import annotations

import json
from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "assets"
ICONS = ASSETS / "icons"
PAGES = ASSETS / "pages"
LESSONS = ASSETS / "lessons"


def sample_pages() -> list[tuple[str, Path]]:
    """Title and path of each sample page, in their order."""
    return _pages_in(PAGES)


def lessons() -> list[tuple[str, Path]]:
    """Title, which is a question, and path of each lesson, in their order."""
    return _pages_in(LESSONS)


def is_ours(path: Path) -> bool:
    """Whether a file came with blockprop, and so is not the user's to write over."""
    return path.resolve().is_relative_to(ASSETS)


def _pages_in(folder: Path) -> list[tuple[str, Path]]:
    return [(_title(path), path) for path in sorted(folder.glob("*.page.json"))]


def _title(path: Path) -> str:
    try:
        title = json.loads(path.read_text(encoding="utf-8")).get("title")
    except (OSError, ValueError, AttributeError):
        title = None
    return title if isinstance(title, str) and title else path.name.removesuffix(".page.json")
