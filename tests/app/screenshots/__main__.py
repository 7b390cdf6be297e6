"""Makes the reference pictures anew: `python -m tests.app.screenshots`. Look at each of them, and
commit those that are meant to be different."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.app.screenshots.drawing import draw_all

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    for old in (HERE / "reference").glob("*.png"):
        old.unlink()
    made = draw_all(HERE / "reference")
    print(f"{len(made)} pictures, {sum(one.stat().st_size for one in made) / 1e6:.1f} MB")
    sys.exit(0)
