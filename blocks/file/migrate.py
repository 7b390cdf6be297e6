"""Old page files, brought up to the form that this program reads, on plain data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from blocks.errors import PageFileError
from blocks.file.entries import PAGE

Data = dict[str, Any]

MIGRATIONS: list[Callable[[Data], Data]] = []
"""One pure function for each step, from version 1 to 2 first. Only ever append; keep a page of
every old version in the tests."""


def version() -> int:
    """The version of what this program writes: it moves by itself with each migration."""
    return len(MIGRATIONS) + 1


def migrate(raw: object, formats: tuple[str, ...] = (PAGE,)) -> Data:
    """A page or fragment of any version known so far, as one of this version.

    Raises PageFileError if it is neither, or of a later version.
    """
    if not isinstance(raw, dict):
        raise PageFileError(f"this is no page: it holds {_kind(raw)}, not an object {{...}}")
    if raw.get("format") not in formats:
        raise PageFileError(
            f"this is no page: it has {raw['format']!r:.60} there, not {formats[0]!r}"
            if "format" in raw
            else f'this is no page: "format": "{formats[0]}" is missing',
            "format",
        )
    came = raw.get("version")
    if type(came) is not int or came < 1:
        raise PageFileError(f"a whole number from 1 up is needed, not {came!r:.60}", "version")
    if came > version():
        raise PageFileError(
            f"the page is of version {came}; this blockprop reads up to version {version()}. "
            "A newer one opens it",
            "version",
        )
    data = raw
    for step, migration in enumerate(MIGRATIONS[came - 1 :], start=came + 1):
        data = migration(data) | {"version": step}
    return data


def _kind(raw: object) -> str:
    if isinstance(raw, list):
        return "a list"
    return "a text" if isinstance(raw, str) else "a single value"
