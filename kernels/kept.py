"""What was made once and is worth keeping, within a number of bytes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar


class _Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


EACH_BYTES = 2**12
"""What a key takes, about, and what holds it: of values without bytes there is no end otherwise."""

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", bound=_Sized)


class Kept(Generic[Key, Value]):
    """The values that `make` made, by key; the oldest go when all are more than `most_bytes`, with
    EACH_BYTES for each key.

    Unlike functools.lru_cache, which counts values however large they are. Threads may ask at the
    same time; two that ask for the same new key may both make it.
    """

    def __init__(self, make: Callable[[Key], Value], most_bytes: int) -> None:
        self._make = make
        self._most_bytes = most_bytes
        self._values: dict[Key, Value] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def of(self, key: Key) -> Value:
        """The value for a key, made now if it is not kept."""
        value = self._values.get(key)
        return value if value is not None else self._new(key)

    def _new(self, key: Key) -> Value:
        value = self._make(key)
        with self._lock:
            if key not in self._values:
                self._values[key] = value
                self._bytes += value.nbytes + EACH_BYTES
            while self._bytes > self._most_bytes:
                oldest = next(iter(self._values))
                self._bytes -= self._values.pop(oldest).nbytes + EACH_BYTES
        return value
