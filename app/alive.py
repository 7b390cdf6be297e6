"""Whether Qt still has an object that Python holds."""

from __future__ import annotations

from shiboken6 import isValid


def is_alive(thing: object) -> bool:
    """Whether the C++ object behind a widget or an item has not been deleted."""
    return bool(isValid(thing))  # type: ignore[no-untyped-call]
