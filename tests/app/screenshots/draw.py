"""Draws the views into a folder: `python -m tests.app.screenshots.draw FOLDER`.

The scale comes from QT_SCALE_FACTOR, which Qt reads once; so each scale is a process of its own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication

from app import theme
from app.theme import DARK, LIGHT
from blocks import durations

AT_EVERY_SCALE = ("window",)
"""Views that are drawn at scales that are no whole number, too."""

SAMPLE = "Conv2DBackpropInput 0123456789 strides"


def name_of(view: str, look: str, scale: float) -> str:
    """The file of a picture."""
    return f"{view.replace(' ', '_')}-{look}-{scale:g}x.png"


def draw(folder: Path) -> None:
    """Draw all views in both themes at the scale of this process."""
    real = durations.seconds_text  # no two runs take the same time
    durations.seconds_text = lambda seconds: "1.0 ms" if real(seconds) else ""
    from tests.app.screenshots.views import views  # not before: it takes what it finds there

    application = QApplication([])
    application.setCursorFlashTime(0)
    scale = application.devicePixelRatio()
    kept = []  # the next theme dresses all that is there
    for look in (DARK.name, LIGHT.name):
        theme.apply(look, application)
        with tempfile.TemporaryDirectory() as settings:
            for view, widget in views(Path(settings)):
                kept.append(widget)
                if scale.is_integer() or view in AT_EVERY_SCALE:
                    small(widget.grab().toImage()).save(str(folder / name_of(view, look, scale)))
                if view != "table":  # the heatmap is in the same view
                    widget.hide()
    (folder / "fonts.json").write_text(json.dumps(fonts()) + "\n", encoding="utf-8")


def small(image: QImage) -> QImage:
    """The picture with the 256 colours that it has most of; flat views hardly need more."""
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    size = (flat.height(), flat.width())
    codes = np.frombuffer(flat.constBits(), "<u4").reshape(size) & 0xFFFFFF
    found, where, counts = np.unique(codes.ravel(), return_inverse=True, return_counts=True)
    kept = found[np.argsort(-counts)[:256]]
    parts = [
        np.stack([some >> 16 & 255, some >> 8 & 255, some & 255], axis=-1).astype(np.int32)
        for some in (found, kept)
    ]
    apart = ((parts[0][:, None] - parts[1][None]) ** 2).sum(axis=2)
    table = apart.argmin(axis=1).astype(np.uint8)[where].reshape(size)
    made = QImage(size[1], size[0], QImage.Format.Format_Indexed8)
    made.setColorTable([int(one) | 0xFF000000 for one in kept])
    rows = np.frombuffer(made.bits(), np.uint8).reshape(size[0], made.bytesPerLine())
    rows[:, : size[1]] = table
    return made


def fonts() -> dict[str, str]:
    """What the letters look like here: pictures can be compared closely where this is the same."""
    made = {}
    for what, font in (
        ("proportional", theme.font()),
        ("monospace", theme.font(monospace=True)),
        ("of the system", QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)),
    ):
        metrics = QFontMetricsF(font)
        made[what] = f"{metrics.horizontalAdvance(SAMPLE):.3f} by {metrics.height():.3f}"
    return made | {"Qt": qVersion().rpartition(".")[0]}


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
