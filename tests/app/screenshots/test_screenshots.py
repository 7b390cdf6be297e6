"""The main views look as they did when somebody last looked at them, at each scale, in both themes.

Where something is meant to look different: `python -m tests.app.screenshots`, look, commit.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from tests.app.screenshots.comparing import difference
from tests.app.screenshots.drawing import SCALES, draw_at

REFERENCE = Path(__file__).with_name("reference")
A_WINDOW = REFERENCE / "window-dark-1x.png"


@pytest.mark.parametrize("scale", SCALES)
def test_every_view_looks_as_it_did(scale: float, tmp_path: Path) -> None:
    made = {one.name: one for one in draw_at(scale, tmp_path)}
    expected = {one.name: one for one in REFERENCE.glob(f"*-{scale:g}x.png")}
    assert set(made) == set(expected)
    fonts = [json.loads((one / "fonts.json").read_text()) for one in (tmp_path, REFERENCE)]
    same_letters = fonts[0] == fonts[1]
    wrong = {
        name: found
        for name, path in made.items()
        if (found := difference(path, expected[name], same_letters=same_letters))
    }
    assert not wrong, "look at them; if they are meant: python -m tests.app.screenshots"


def test_both_themes_and_all_scales_are_there() -> None:
    names = {one.stem for one in REFERENCE.glob("*.png")}
    for look in ("dark", "light"):
        assert {f"window-{look}-{scale}x" for scale in ("1", "1.5", "2")} <= names
        for view in (
            "panel",
            "table",
            "heatmap",
            "palette",
            "outline",
            "keys",
            "empty",
            "errors",
            "groups",
        ):
            assert {f"{view}-{look}-1x", f"{view}-{look}-2x"} <= names


# ---- the comparison finds what it is for ------------------------------------------------------


def changed(kind: str, folder: Path) -> Path:
    """A reference picture with something wrong."""
    image = QImage(str(A_WINDOW)).convertToFormat(QImage.Format.Format_RGB32)
    made = QImage(image.size(), image.format())
    painter = QPainter(made)
    painter.drawImage(0, 0, image)
    room = image.rect()
    if kind == "moved":
        painter.drawImage(0, 24, image)
    elif kind == "covered":
        part = QRect(room.width() // 3, room.height() // 3, room.width() // 4, room.height() // 4)
        painter.fillRect(part, Qt.GlobalColor.black)
    elif kind == "gone":
        painter.fillRect(QRect(0, 0, 220, room.height()), image.pixelColor(5, 5))
    elif kind == "tinted":
        painter.setOpacity(0.25)
        painter.fillRect(room, Qt.GlobalColor.white)
    painter.end()
    if kind == "smaller":
        made = made.scaled(room.width() - 8, room.height())
    path = folder / "changed.png"
    made.save(str(path))
    return path


@pytest.mark.parametrize("same_letters", [True, False])
@pytest.mark.parametrize("kind", ["moved", "covered", "gone", "tinted", "smaller"])
def test_a_planted_change_is_found(kind: str, same_letters: bool, tmp_path: Path) -> None:
    assert difference(changed(kind, tmp_path), A_WINDOW, same_letters=same_letters)


@pytest.mark.parametrize("same_letters", [True, False])
def test_the_same_picture_is_the_same(same_letters: bool, tmp_path: Path) -> None:
    assert not difference(changed("nothing", tmp_path), A_WINDOW, same_letters=same_letters)


def test_other_letters_are_no_other_layout(tmp_path: Path) -> None:
    """A picture whose letters are blurred by a pixel stands for one with another font."""
    image = QImage(str(A_WINDOW)).convertToFormat(QImage.Format.Format_RGB32)
    half, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    soft = image.scaled(image.size() / 2, half, smooth).scaled(image.size(), half, smooth)
    path = tmp_path / "soft.png"
    soft.save(str(path))
    assert not difference(path, A_WINDOW, same_letters=False)
    assert difference(path, A_WINDOW, same_letters=True)
