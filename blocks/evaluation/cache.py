"""Results of earlier runs by content, so that an edit runs again only what depends on it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from types import MappingProxyType
from typing import Any

import numpy as np

from blocks.evaluation.memory import Ledger, default_limit

Array = np.ndarray[Any, Any]


class Cache:
    """The outputs of blocks by the keys of `Plan.key`, at most `limit_bytes` of them together.

    What was used longest ago goes first. The limit is half of what a run may take unless told.
    It may be used from several threads.
    """

    def __init__(self, limit_bytes: int | None = None) -> None:
        self.limit_bytes = default_limit() // 2 if limit_bytes is None else limit_bytes
        self._entries: OrderedDict[bytes, Mapping[str, Array]] = OrderedDict()
        self._ledger = Ledger()
        self._lock = Lock()
        self.purges = 0

    def get(self, key: bytes | None) -> Mapping[str, Array] | None:
        """The outputs of a block by port, or None if they are not here."""
        with self._lock:
            if key is None or key not in self._entries:
                return None
            self._entries.move_to_end(key)
            return self._entries[key]

    def result(self, key: bytes | None, port: str) -> Array | None:
        """One output of a block, or None if it is not here."""
        outputs = self.get(key)
        return None if outputs is None else outputs.get(port)

    def put(self, key: bytes, outputs: Mapping[str, Array]) -> None:
        """Keep the outputs of a block, unless they are larger than the limit by themselves."""
        alone = Ledger()
        for array in outputs.values():
            alone.add(array)
        if alone.bytes > self.limit_bytes:
            return
        with self._lock:
            if key in self._entries:
                self._drop(key)
            self._entries[key] = MappingProxyType(dict(outputs))
            for array in outputs.values():
                self._ledger.add(array)
            while self._ledger.bytes > self.limit_bytes:
                self._drop(next(iter(self._entries)))

    def clear(self) -> None:
        """Forget everything; `purges` counts how often that was asked for."""
        with self._lock:
            self.purges += 1
            for key in tuple(self._entries):
                self._drop(key)

    @property
    def total_bytes(self) -> int:
        """The memory that the results take."""
        return self._ledger.bytes

    def __contains__(self, key: bytes | None) -> bool:
        return key in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def _drop(self, key: bytes) -> None:
        for array in self._entries.pop(key).values():
            self._ledger.remove(array)
