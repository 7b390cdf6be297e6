"""The file of figures: every benchmark adds its own to one JSON, with the machine and the commit.

`{"machine": {...}, "kernels": {...}, "startup": {...}, ...}`. Figures that come later replace those
of the same name and leave the rest, so that a long table can be measured in pieces.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_info

ROOT = Path(__file__).parents[2]
PACKAGES = ("numpy", "ml_dtypes", "tensorflow-cpu", "tensorflow", "torch")

Figures = dict[str, Any]


def add(path: Path | None, name: str, figures: Figures) -> None:
    """Add figures under a name to the file that the caller asked for, if it did."""
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    commits = held.get("machine", {}).get("commits", [])
    machine = describe()
    machine["commits"] = [*(one for one in commits if one != commit()), commit()]
    merged = merge(held, {"machine": machine, name: figures})
    path.write_text(json.dumps(merged, indent=1) + "\n", encoding="utf-8")


def merge(held: Figures, new: Figures) -> Figures:
    """`held` with all that is in `new`, dictionary by dictionary."""
    merged = dict(held)
    for name, value in new.items():
        both = isinstance(value, dict) and isinstance(held.get(name), dict)
        merged[name] = merge(held[name], value) if both else value
    return merged


def describe() -> Figures:
    """What the figures were measured on and with."""
    import numpy  # noqa: F401  # loads the BLAS that is asked about; kept out of small processes

    facts = {
        "processor": processor(),
        "cores": cores(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": versions(),
        "blas": [
            {key: one.get(key) for key in ("internal_api", "version", "architecture")}
            for one in threadpool_info()
            if one["user_api"] == "blas"
        ],
        "TF_ENABLE_ONEDNN_OPTS": os.environ.get("TF_ENABLE_ONEDNN_OPTS", "unset"),
    }
    if (onednn := uses_onednn()) is not None:
        facts["TensorFlow uses oneDNN"] = onednn
    return facts


def uses_onednn() -> bool | None:
    """Does TensorFlow compute with oneDNN? Left to itself it decides by the processor.

    None where TensorFlow is not in use, or keeps the answer elsewhere than it does today.
    """
    if "tensorflow" not in sys.modules:
        return None
    try:
        from tensorflow.python.util import _pywrap_util_port as port
    except ImportError:
        return None
    return bool(port.IsMklEnabled())


def cores() -> int:
    """The cores that every side may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processor() -> str:
    """Its name, as the system gives it, and the widest vectors it has where Linux tells."""
    information = Path("/proc/cpuinfo")
    if not information.exists():
        return platform.processor() or platform.machine()
    lines = (line.partition(":") for line in information.read_text().splitlines())
    facts = {name.strip(): value.strip() for name, _, value in lines}
    flags = facts.get("flags", "").split()
    vectors = next((flag for flag in ("avx512f", "avx2", "avx") if flag in flags), "")
    return f"{facts.get('model name', platform.machine())} {vectors}".strip()


def versions() -> dict[str, str]:
    """The installed version of each package that takes part."""
    found = {}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def commit() -> str:
    """The commit of this tree; with a + if what is measured has changed since."""
    try:
        name = _git("rev-parse", "--short", "HEAD")
        changed = _git("status", "--porcelain", "--", "kernels", "blocks", "app")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name + "+" * bool(changed)


def _git(*words: str) -> str:
    ran = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return ran.stdout.strip()
