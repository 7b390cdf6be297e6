"""The colours of a page, drawn on the screen or in a file, as "#rrggbb"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours."""

    name: str
    window: str
    """Behind everything."""
    panel: str
    """Docks, lists, tables."""
    field: str
    """What can be typed into."""
    raised: str
    """Buttons, headers, the block under the mouse."""
    border: str
    text: str
    dim: str
    """Text that explains; legible on panel, block and canvas."""
    faint: str
    """Text and lines that may be overlooked."""
    accent: str
    """Selection and what the user is about to do."""
    on_accent: str
    error: str
    warning: str
    good: str
    running: str
    canvas: str
    grid: str
    block: str
    shadow: str
    unknown: str
    """A dtype that is not known."""
    dtypes: Mapping[str, str]
    categories: Mapping[str, str]
    others: tuple[str, ...]
    """Title colours of categories that have none of their own."""

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on dark ground."""
        return brightness(self.canvas) < 0.5

    def dtype(self, name: str | None) -> str:
        """The colour of a dtype, by its name in `blocks.dtypes`; None where it is not known."""
        return self.dtypes.get(name, self.unknown) if name else self.unknown

    def category(self, name: str) -> str:
        """The title colour of a category of ops, quiet and always the same."""
        return self.categories.get(name) or self.others[crc32(name.encode()) % len(self.others)]


DARK = Theme(
    name="dark",
    window="#1f2124",
    panel="#26282c",
    field="#1b1d20",
    raised="#33363b",
    border="#3f4349",
    text="#e4e6e9",
    dim="#b3b8bf",
    faint="#6c727b",
    accent="#f2b84b",
    on_accent="#241a05",
    error="#f2695c",
    warning="#e5b04a",
    good="#5ec28a",
    running="#5aa9f0",
    canvas="#232427",
    grid="#2c2e32",
    block="#303338",
    shadow="#131416",
    unknown="#8b9098",
    dtypes={
        "float16": "#b4c95a",
        "bfloat16": "#d6b84c",
        "float32": "#57c08a",
        "float64": "#3fb8b5",
        "int8": "#9cc4ee",
        "int16": "#7fb2ee",
        "int32": "#6398f0",
        "int64": "#8c87f5",
        "uint8": "#eba6d3",
        "uint16": "#e08fcf",
        "uint32": "#d178d0",
        "uint64": "#c07bdd",
        "bool": "#ec8a68",
    },
    categories={
        "Sources": "#3d4752",
        "Session": "#4b4536",
        "Convolution": "#344d43",
        "Convolution gradients": "#4b3c52",
        "Arrays": "#374a5b",
        "Mathematics": "#50403a",
        "Neural network": "#4d473a",
    },
    others=("#404753", "#424d3e", "#4f414b", "#4d473a", "#3a4d4f"),
)

LIGHT = Theme(
    name="light",
    window="#eceef0",
    panel="#f7f8f9",
    field="#ffffff",
    raised="#e3e6e9",
    border="#c3c8ce",
    text="#1f2328",
    dim="#57606a",
    faint="#8c949e",
    accent="#b36a00",
    on_accent="#ffffff",
    error="#c62f24",
    warning="#a06a00",
    good="#1c7f4b",
    running="#1a6fc4",
    canvas="#f1f2f4",
    grid="#e3e5e8",
    block="#ffffff",
    shadow="#c9cdd2",
    unknown="#7b828b",
    dtypes={
        "float16": "#667b0c",
        "bfloat16": "#917100",
        "float32": "#15804a",
        "float64": "#0b7d7a",
        "int8": "#2f79be",
        "int16": "#2d73c4",
        "int32": "#2360cf",
        "int64": "#5a4fd0",
        "uint8": "#b8488f",
        "uint16": "#b0429a",
        "uint32": "#9c35a2",
        "uint64": "#8330a8",
        "bool": "#bb4a22",
    },
    categories={
        "Sources": "#d5dde6",
        "Session": "#e9dfc6",
        "Convolution": "#cfe5d8",
        "Convolution gradients": "#e2d5ea",
        "Arrays": "#cfe0ee",
        "Mathematics": "#eedad3",
        "Neural network": "#e8e0d0",
    },
    others=("#d8dde4", "#dbe4d5", "#e8d9e2", "#e8e0d0", "#d2e4e5"),
)

THEMES: dict[str, Theme] = {one.name: one for one in (DARK, LIGHT)}


def brightness(colour: str) -> float:
    """How bright a colour looks, from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def on(ground: str) -> str:
    """Black or white: the text colour that is legible on a ground."""
    return "#14161a" if brightness(ground) > 0.5 else "#ffffff"
