"""What the system must bring before blockprop can be set up or its window can open.

Run as a script by the Makefile, before anything is installed, so it needs Python alone. As root on
Debian or one of its kin it installs what is missing; elsewhere it prints the command that does.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

QT = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""Libraries that Qt loads on every platform plug-in, with Debian's packages of them."""

QT_ON_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What it loads besides where the screen is an X server."""

FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")


def missing_for_qt() -> list[str]:
    """Debian's packages that this machine lacks to open a window."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = QT | QT_ON_X11 if os.environ.get("DISPLAY") else QT
    packages = [package for library, package in wanted.items() if not _loads(library)]
    if not any(_has_a_font(folder) for folder in FONTS):
        packages.append("fonts-dejavu-core")
    return packages


def missing_for_venv() -> list[str]:
    """Debian's packages that this Python lacks to make an environment."""
    if importlib.util.find_spec("ensurepip") is not None:
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def provide(packages: Iterable[str], what_for: str) -> bool:
    """Install packages where that is possible, else print how. Returns whether they are there."""
    wanted = list(packages)
    if not wanted:
        return True
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        print(f"Installing for {what_for}: {' '.join(wanted)}", flush=True)
        if _apt_get("update") and _apt_get("install", "-y", *wanted):
            return True
    print(f"blockprop needs these for {what_for}. On Debian and Ubuntu:")
    print(f"    sudo apt-get install {' '.join(wanted)}", flush=True)
    return False


def _apt_get(*words: str) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-qq", *words], stdout=subprocess.DEVNULL, env=environment, check=False
    )
    return done.returncode == 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_a_font(folder: Path) -> bool:
    return any(True for kind in ("*.ttf", "*.otf", "*.ttc", "*.pfb") for _ in folder.rglob(kind))


def main(what: str) -> int:
    """Provide what `venv` or `qt` needs. Without Qt's libraries the terminal still works."""
    if what == "venv":
        return 0 if provide(missing_for_venv(), "an environment of its own") else 1
    provide(missing_for_qt(), "its window")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
