"""How much memory there is, how much a run may take, and how much tensors take together."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from functools import cache
from mmap import mmap
from pathlib import Path
from typing import Any

import numpy as np

from blocks.errors import RequestRefused

UNKNOWN_MACHINE = 8 * 1024**3
"""The memory that a machine is taken to have if it does not say."""

_UNITS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}


@cache
def default_limit() -> int:
    """Half of the memory that this process may use, in bytes."""
    return memory_of_machine() // 2


def memory_of_machine() -> int:
    """The machine's memory in bytes, or what its container allows if that is less."""
    return min([_physical_memory(), *_container_limits()])


def read_size(text: str) -> int:
    """The bytes that a text like `2GiB`, `500 MB`, `1.5g` or `4096` says.

    Raises RequestRefused if it says none.
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?\s*", text.lower())
    if found is None or (found[3] and not found[2]):
        raise RequestRefused(f"{text!r:.40} is no size; 2GiB, 500MB or a number of bytes is")
    # Without the i, as in MB, the unit is a power of ten, by its definition; a bare m counts as
    # people say it of memory, in powers of two.
    decimal = found[2] and not found[3] and text.strip().lower().endswith("b")
    return int(float(found[1]) * (1000 if decimal else 1024) ** _UNITS[found[2]])


class Ledger:
    """The memory that a set of tensors takes, counting memory that several share only once."""

    def __init__(self) -> None:
        self.bytes = 0
        self._holders: dict[int, int] = {}

    def add(self, array: np.ndarray[Any, Any]) -> None:
        """Count a tensor in."""
        owner = array if array.base is None else _owner(array)
        holders = self._holders.get(id(owner), 0)
        self._holders[id(owner)] = holders + 1
        if not holders:
            self.bytes += _bytes(owner)

    def remove(self, array: np.ndarray[Any, Any]) -> None:
        """Count out a tensor that was counted in. It must still be there."""
        owner = array if array.base is None else _owner(array)
        holders = self._holders.pop(id(owner))
        if holders > 1:
            self._holders[id(owner)] = holders - 1
        else:
            self.bytes -= _bytes(owner)


def _owner(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The array whose memory this one looks at. It lives as long as any that looks at it."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


def _bytes(owner: np.ndarray[Any, Any]) -> int:
    """What it takes of the memory; a mapped file takes none that the system cannot take back."""
    return 0 if isinstance(owner.base, mmap) else owner.nbytes


def _physical_memory() -> int:
    if sys.platform == "win32":
        return _physical_memory_on_windows()
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return UNKNOWN_MACHINE


def _physical_memory_on_windows() -> int:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("physical", ctypes.c_ulonglong),
            *((name, ctypes.c_ulonglong) for name in ("b", "c", "d", "e", "f", "g")),
        )

    status = Status()
    status.length = ctypes.sizeof(Status)
    windll: Any = getattr(ctypes, "windll", None)
    if windll is None or not windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return UNKNOWN_MACHINE
    return int(status.physical)


def _container_limits(root: Path = Path("/sys/fs/cgroup")) -> list[int]:
    """What control groups, of either version, allow this process; none if they say nothing."""
    names = [root / "memory.max", root / "memory" / "memory.limit_in_bytes"]
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines():
            own = line.split(":", 2)[-1].strip("/")
            if own and ".." not in own:
                names += [folder / "memory.max" for folder in _upwards(root, own)]
    limits = []
    for name in dict.fromkeys(names):
        with contextlib.suppress(OSError, ValueError):
            limits.append(int(name.read_text(encoding="ascii")))
    return [one for one in limits if one > 0]


def _upwards(root: Path, own: str) -> list[Path]:
    parts = own.split("/")
    return [root.joinpath(*parts[:count]) for count in range(len(parts), 0, -1)]
