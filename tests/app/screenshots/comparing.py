"""How alike two pictures are: closely where letters look the same, else by their layout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtGui import QImage

Pixels = np.ndarray[Any, np.dtype[np.float32]]

CELL = 16
"""Pixels that are taken together to see the layout and not the letters."""

CLOSE, CLOSE_SHARE = 40.0, 0.002
"""So much of 255 a pixel may differ, and so many pixels may differ more: cursors, a half pixel."""

ALIKE, ALIKE_SHARE = 26.0, 0.02
"""The same for cells, where other letters are a little wider, or lighter."""


def difference(one: Path, other: Path, *, same_letters: bool) -> str:
    """What differs too much, in words; empty if nothing does."""
    first, second = pixels(one), pixels(other)
    if first.shape != second.shape:
        return f"{size_of(first)} pixels, expected {size_of(second)}"
    if not same_letters:
        first, second = cells(first), cells(second)
    apart = np.abs(first - second).max(axis=2)
    bar, most = (CLOSE, CLOSE_SHARE) if same_letters else (ALIKE, ALIKE_SHARE)
    share = float((apart > bar).mean())
    if share <= most:
        return ""
    down, across = (int(one) for one in np.unravel_index(int(apart.argmax()), apart.shape))
    step = 1 if same_letters else CELL
    return f"{share:.2%} differ, most at x={across * step}, y={down * step}"


def pixels(path: Path) -> Pixels:
    """A picture as rows of red, green and blue."""
    image = QImage(str(path))
    assert not image.isNull(), f"{path} is no picture"
    flat = image.convertToFormat(QImage.Format.Format_RGBA8888)
    raw = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), -1, 4)
    return raw[:, : flat.width(), :3].astype(np.float32)


def cells(picture: Pixels) -> Pixels:
    """The mean colour of each cell; what is over at the edges is left out."""
    high, wide = picture.shape[0] // CELL, picture.shape[1] // CELL
    whole = picture[: high * CELL, : wide * CELL].reshape(high, CELL, wide, CELL, 3)
    mean: Pixels = whole.mean(axis=(1, 3), dtype=np.float32)
    return mean


def size_of(picture: Pixels) -> str:
    """Width by height."""
    return f"{picture.shape[1]}x{picture.shape[0]}"
