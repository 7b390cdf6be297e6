"""Has the views drawn, one process a scale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCALES = (1.0, 1.5, 2.0)
ROOT = Path(__file__).resolve().parents[3]


def draw_at(scale: float, folder: Path) -> list[Path]:
    """Draw all views at a scale. Returns the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.screenshots.draw", str(folder)],
        env=os.environ | {"QT_SCALE_FACTOR": f"{scale:g}", "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    return sorted(folder.glob(f"*-{scale:g}x.png"))


def draw_all(folder: Path) -> list[Path]:
    """Draw all views at all scales."""
    return [one for scale in SCALES for one in draw_at(scale, folder)]
