"""Pictures that have a page inside: PNG and SVG, told apart by how they begin."""

from __future__ import annotations

from pathlib import Path

from blocks.errors import PageFileError
from blocks.file import png, svg

ENDINGS = (".png", ".svg")


def has_ending(path: Path) -> bool:
    """Whether a file is named as a picture."""
    return path.suffix.lower() in ENDINGS


def is_picture(data: bytes) -> bool:
    """Whether bytes are those of a picture. A page is never one: it begins with `{`."""
    return data.startswith(png.SIGNATURE) or _looks_like_xml(data)


def page_in(data: bytes, largest: int) -> bytes:
    """The bytes of the page inside a picture, at most `largest`. Raises PageFileError."""
    found = svg.page_in(data) if _looks_like_xml(data) else png.page_in(data, largest)
    if found is None:
        raise PageFileError(
            "there is no page inside this picture; pictures that blockprop writes have one, "
            "unless it is told to leave it out"
        )
    return found


def _looks_like_xml(data: bytes) -> bool:
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
