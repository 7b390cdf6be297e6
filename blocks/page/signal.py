"""The smallest way for one object to tell others: no Qt, no threads, order of subscription."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Event = TypeVar("Event")


class Signal(Generic[Event]):
    """A list of listeners. A listener may come or go while an event is on its way."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Event], None]] = []

    def connect(self, listener: Callable[[Event], None]) -> None:
        """Call `listener` with every event from now on."""
        self._listeners.append(listener)

    def disconnect(self, listener: Callable[[Event], None]) -> None:
        """Stop calling it."""
        self._listeners.remove(listener)

    def emit(self, event: Event) -> None:
        """Tell all who listened when the event came."""
        for listener in tuple(self._listeners):
            listener(event)
