"""Whether a window can be opened here, found out without Qt, which aborts the process if not."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import socket
import sys
from pathlib import Path

from app.libraries import missing_for_qt

NEEDED = ("PySide6", "NodeGraphQt", "pyqtgraph")
"""What the editor is made with, and what a headless installation leaves out."""


def why_no_window() -> str | None:
    """The reason why no window can be opened, with what would help; None if one can be."""
    return _no_screen() or _not_installed() or _no_libraries()


def _no_screen() -> str | None:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    x11, wayland = os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY")
    if not x11 and not wayland:
        return "this machine has no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)"
    if (x11 and _answers_x11(x11)) or (wayland and _answers_wayland(wayland)):
        return None
    return f"no screen answers at {x11 or wayland}"


def _not_installed() -> str | None:
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if not missing:
        return None
    return f'there is no {missing[0]}; pip install "blockprop[gui]" installs what the editor needs'


def _no_libraries() -> str | None:
    packages = [one for one in missing_for_qt() if not one.startswith("fonts-")]
    if not packages:
        return None
    return f"Qt lacks libraries here; sudo apt-get install {' '.join(packages)} adds them"


def _answers_x11(display: str) -> bool:
    """Whether an X server listens where DISPLAY says: `:0`, `:0.0`, `host:0`."""
    found = re.fullmatch(r"(?:unix)?(?P<host>[^:]*):(?P<number>\d+)(?:\.\d+)?", display)
    if found is None:
        return True  # Something that only Qt may understand.
    number = int(found["number"])
    if found["host"]:
        return _connects(socket.AF_INET, (found["host"], 6000 + number))
    # The socket without a file, by its leading zero, is for servers in another mount namespace.
    path = f"/tmp/.X11-unix/X{number}"
    return _connects(socket.AF_UNIX, path) or _connects(socket.AF_UNIX, f"\0{path}")


def _answers_wayland(display: str) -> bool:
    folder = os.environ.get("XDG_RUNTIME_DIR", "/")
    return _connects(socket.AF_UNIX, str(Path(folder) / display))


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with contextlib.suppress(OSError), socket.socket(family) as one:
        one.settimeout(2)
        one.connect(address)
        return True
    return False
