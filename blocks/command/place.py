"""Where a command is to write: what would fail in the end is refused before anything runs."""

from __future__ import annotations

import os
from pathlib import Path

from blocks.errors import RequestRefused


def check_place(words: str, path: Path, suffix: str, *read: str) -> None:
    """Raise RequestRefused for a file that cannot be written, or is one of those that are read.

    `words` begin the reason, as `--out x.npz`.
    """
    if path.suffix.lower() != suffix:
        raise RequestRefused(f"{words}: a name that ends in {suffix} is needed")
    if not path.parent.is_dir():
        raise RequestRefused(f"{words}: there is no folder {path.parent}")
    if path.is_dir() or any(path.resolve() == Path(one).resolve() for one in read):
        raise RequestRefused(f"{words}: this would be written over")
    if not os.access(path.parent, os.W_OK):
        raise RequestRefused(f"{words}: the folder {path.parent} cannot be written to")
