"""Legible in both themes, types apart for every eye, and the system followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication

from app import theme
from app.settings import Settings
from app.stylesheet import stylesheet
from app.theme import DARK, LIGHT, Theme
from app.window import MainWindow
from blocks.drawing import colours
from blocks.dtypes import LETTERS

TEXT, LINE = 4.5, 3.0

GROUNDS = ("window", "panel", "field", "raised", "canvas", "block")
TEXTS = {
    "text": GROUNDS,
    "dim": GROUNDS,
    "error": GROUNDS,
    "warning": GROUNDS,
    "good": GROUNDS,
    "running": GROUNDS,
    "faint": ("window", "panel", "field"),
    "on_accent": ("accent",),
    "unknown": ("block", "panel"),
}
"""Every role that text is written in, and what it stands on."""

LINES = {
    "edge": ("window", "panel", "field"),
    "accent": ("window", "panel", "field", "canvas", "block"),
    "running": ("field",),
    "faint": ("raised",),  # what is disabled on a button
}
"""Lines, marks and icons that must be seen."""

SEES = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""Linear light as people see it who lack a kind of cone (Machado, Oliveira, Fernandes 2009)."""

APART = {"usual": 20.0, "no red": 12.0, "no green": 12.0, "no blue": 12.0}

Light = tuple[float, float, float]

both = pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda one: one.name)


def light(colour: str) -> Light:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """As WCAG 2 counts it, from 1 to 21."""
    bright = [
        sum(w * x for w, x in zip((0.2126, 0.7152, 0.0722), light(c), strict=True))
        for c in (one, other)
    ]
    return (max(bright) + 0.05) / (min(bright) + 0.05)


def too_faint(look: Theme) -> dict[str, float]:
    """Every pair that is used and is not told apart well enough."""
    pairs: list[tuple[str, str, str, float]] = []
    for table, bar in ((TEXTS, TEXT), (LINES, LINE)):
        for role, grounds in table.items():
            pairs += [
                (f"{role} on {one}", getattr(look, role), getattr(look, one), bar)
                for one in grounds
            ]
    for name, ground in (*look.categories.items(), *enumerate(look.others)):
        for role, bar in (("text", TEXT), ("dim", TEXT), ("good", LINE), ("warning", LINE)):
            pairs.append((f"{role} on {name}", getattr(look, role), ground, bar))
        for role in ("running", "error"):
            pairs.append((f"{role} mark on {name}", getattr(look, role), ground, LINE))
    for name, tint in (*look.dtypes.items(), ("unknown", look.unknown)):
        for ground in ("block", "panel"):
            pairs.append((f"{name} on {ground}", tint, getattr(look, ground), TEXT))
        pairs.append((f"wire of {name}", tint, look.canvas, LINE))
        pairs.append((f"letter on {name}", colours.on(tint), tint, TEXT))
    return {what: round(contrast(a, b), 2) for what, a, b, bar in pairs if contrast(a, b) < bar}


@both
def test_all_text_and_all_lines_are_told_from_what_is_behind_them(look: Theme) -> None:
    assert too_faint(look) == {}


@both
def test_a_faint_colour_is_found(look: Theme) -> None:
    assert "dim on block" in too_faint(replace(look, dim=look.border))
    assert "edge on field" in too_faint(replace(look, edge=look.border))


def rules(look: Theme) -> Iterator[tuple[str, str, str]]:
    """Selector, text and ground of each rule of the style sheet that sets both."""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", stylesheet(look)):
        ink = re.search(r"(?<![-\w])color:\s*(#\w{6})", body)
        ground = re.search(r"(?<![-\w])background:\s*(#\w{6})", body)
        if ink and ground:
            yield selector.strip(), ink[1], ground[1]


@both
def test_the_style_sheet_sets_no_text_that_cannot_be_read(look: Theme) -> None:
    found = list(rules(look))
    assert len(found) >= 5
    assert [one for one in found if contrast(*one[1:]) < TEXT] == []


@both
def test_the_palette_sets_no_text_that_cannot_be_read(look: Theme, qapp: QApplication) -> None:
    theme.apply(look.name, qapp)
    palette = qapp.palette()
    role, group = palette.ColorRole, palette.ColorGroup
    for where in (group.Active, group.Inactive):
        for ink, ground in (
            (role.WindowText, role.Window),
            (role.Text, role.Base),
            (role.Text, role.AlternateBase),
            (role.ButtonText, role.Button),
            (role.ToolTipText, role.ToolTipBase),
            (role.HighlightedText, role.Highlight),
            (role.PlaceholderText, role.Base),
            (role.Link, role.Window),
        ):
            pair = [palette.color(where, one).name() for one in (ink, ground)]
            assert contrast(*pair) >= TEXT, (ink, ground)
    for ink in (role.WindowText, role.Text):
        pair = [palette.color(group.Disabled, one).name() for one in (ink, role.Window)]
        assert contrast(*pair) >= TEXT, ("disabled", ink)
    theme.apply("dark", qapp)


# ---- types without colour ------------------------------------------------------------------


def family(dtype: str) -> str:
    return dtype.rstrip("0123456789").replace("bfloat", "float")


def lab(seen: Light) -> Light:
    def root(x: float) -> float:
        return float(x ** (1 / 3)) if x > 0.008856 else 7.787 * x + 16 / 116

    red, green, blue = (min(1.0, max(0.0, one)) for one in seen)
    x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def nearest(look: Theme, eye: str) -> tuple[float, str, str]:
    """The two dtypes of different families that look most alike to an eye."""
    seen: dict[str, Light] = {}
    for name, tint in look.dtypes.items():
        parts = light(tint)
        red, green, blue = (
            sum(w * x for w, x in zip(row, parts, strict=True)) for row in SEES[eye]
        )
        seen[name] = lab((red, green, blue))
    return min(
        (sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5, one, other)
        for one, other in combinations(seen, 2)
        if family(one) != family(other)
    )


@both
@pytest.mark.parametrize("eye", SEES)
def test_families_of_dtypes_are_apart_for_every_eye(look: Theme, eye: str) -> None:
    distance, one, other = nearest(look, eye)
    assert distance >= APART[eye], (one, other)


def test_red_and_green_alone_would_not_do() -> None:
    odd = replace(DARK, dtypes={"float32": "#9a9a3a", "bool": "#b8893a"})
    assert nearest(odd, "no green")[0] < APART["no green"]


def test_every_dtype_has_letters_of_its_own() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert set(LETTERS) == set(DARK.dtypes) == set(LIGHT.dtypes)


# ---- following the system ------------------------------------------------------------------


def test_the_system_is_followed_unless_a_theme_was_chosen(settings: Settings) -> None:
    assert settings.theme == "system"
    settings.theme = "light"
    assert settings.theme == "light"


class Hints:
    """A system that has been set to dark or light."""

    asked = Qt.ColorScheme.Dark

    def colorScheme(self) -> Qt.ColorScheme:
        return self.asked


def test_a_change_of_the_system_while_running_is_taken(
    window: MainWindow, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = QGuiApplication.styleHints()
    hints = Hints()
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: hints)
    for asked, name in (
        (Qt.ColorScheme.Light, "light"),
        (Qt.ColorScheme.Dark, "dark"),
        (Qt.ColorScheme.Light, "light"),
        (Qt.ColorScheme.Unknown, "dark"),
    ):
        hints.asked = asked
        real.colorSchemeChanged.emit(asked)
        assert theme.theme().name == name
        ground = window.grab().toImage().pixelColor(window.width() // 2, window.height() - 8)
        assert (ground.lightness() < 128) == (name == "dark")
    window.change_theme("dark")
    hints.asked = Qt.ColorScheme.Light
    real.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.theme().name == "dark", "a theme that was chosen stays"
    assert QColor(theme.theme().canvas).lightness() < 128
