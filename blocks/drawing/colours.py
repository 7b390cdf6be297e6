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
    """Lines that part one thing from another, and need not be seen."""
    edge: str
    """Lines that must be seen: around what can be typed into or pressed."""
    text: str
    dim: str
    """Text that explains; legible on panel, block and canvas."""
    faint: str
    """Text that may be overlooked: what is disabled, examples in empty fields, zeros."""
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
    frames: Mapping[str, str]
    """Grounds of frames, by the names that a page has for them."""

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
    dim="#b5bac1",
    edge="#6c737e",
    faint="#898f97",
    accent="#f2b84b",
    on_accent="#241a05",
    error="#f47a6f",
    warning="#e5b04a",
    good="#5ec28a",
    running="#5aa9f0",
    canvas="#232427",
    grid="#2c2e32",
    block="#303338",
    shadow="#131416",
    unknown="#979ba3",
    dtypes={
        "float16": "#b4c95a",
        "bfloat16": "#cab845",
        "float32": "#55cc91",
        "float64": "#39afa4",
        "int8": "#a7cafb",
        "int16": "#85baff",
        "int32": "#749dfb",
        "int64": "#8393ff",
        "uint8": "#f3a9cf",
        "uint16": "#d686cc",
        "uint32": "#d27bd1",
        "uint64": "#c284d5",
        "bool": "#ec8a68",
    },
    categories={
        "Sources": "#3d4752",
        "Checks": "#3c4a3a",
        "Session": "#4b4536",
        "Convolution": "#344d43",
        "Convolution gradients": "#4b3c52",
        "Arrays": "#374a5b",
        "Mathematics": "#50403a",
        "Neural network": "#4d473a",
        "Group": "#454850",
    },
    others=("#404753", "#424d3e", "#4f414b", "#4d473a", "#3a4d4f"),
    frames={
        "grey": "#2b2d31",
        "blue": "#253040",
        "green": "#25342c",
        "yellow": "#363124",
        "red": "#3a2929",
        "violet": "#322b3c",
    },
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
    edge="#7d8895",
    faint="#646c76",
    accent="#9b5c00",
    on_accent="#ffffff",
    error="#c12e23",
    warning="#8c5c00",
    good="#1a7545",
    running="#1868b7",
    canvas="#f1f2f4",
    grid="#e3e5e8",
    block="#ffffff",
    shadow="#c9cdd2",
    unknown="#6b727a",
    dtypes={
        "float16": "#4c6400",
        "bfloat16": "#8d6e00",
        "float32": "#1d823d",
        "float64": "#006a65",
        "int8": "#1275c1",
        "int16": "#076ec7",
        "int32": "#2261da",
        "int64": "#5e5be1",
        "uint8": "#b14894",
        "uint16": "#a62f8d",
        "uint32": "#972b97",
        "uint64": "#7d2196",
        "bool": "#c14b3a",
    },
    categories={
        "Sources": "#d5dde6",
        "Checks": "#dce6cd",
        "Session": "#e9dfc6",
        "Convolution": "#cfe5d8",
        "Convolution gradients": "#e2d5ea",
        "Arrays": "#cfe0ee",
        "Mathematics": "#eedad3",
        "Neural network": "#e8e0d0",
        "Group": "#d6d9df",
    },
    others=("#d8dde4", "#dbe4d5", "#e8d9e2", "#e8e0d0", "#d2e4e5"),
    frames={
        "grey": "#e5e7ea",
        "blue": "#dce8f5",
        "green": "#dceee3",
        "yellow": "#f4ecd4",
        "red": "#f6e0dd",
        "violet": "#e9e1f2",
    },
)

THEMES: dict[str, Theme] = {one.name: one for one in (DARK, LIGHT)}


def brightness(colour: str) -> float:
    """How bright a colour looks, from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def on(ground: str) -> str:
    """Black or white: the text colour that is legible on a ground."""
    return "#14161a" if brightness(ground) > 0.5 else "#ffffff"
