"""A page inside a PNG: in a text chunk of its own, which viewers pass over.

The chunk is `iTXt` with the keyword "blockprop-page", its text compressed. Nothing else of the
picture is looked at, and a picture that claims more than there is, is refused.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from blocks.declaration.known import size_text
from blocks.errors import PageFileError
from blocks.file.disk import LARGEST

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"blockprop-page"
_HEAD = _KEYWORD + b"\0" + b"\1\0" + b"\0" + b"\0"
"""Keyword; compressed, by deflate; no language; no translated keyword."""


def with_page(png: bytes, text: str) -> bytes:
    """A picture with a page's text inside, in the place of one that it may have had."""
    body = _HEAD + zlib.compress(text.encode("utf-8"), 9)
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body
    chunk += struct.pack(">I", zlib.crc32(chunk[4:]))
    kept = [(kind, whole) for kind, data, whole in _chunks(png) if not _is_page(kind, data)]
    # In front of the pixels, so that it is found without reading them.
    first = b"".join(whole for kind, whole in kept if kind == b"IHDR")
    rest = b"".join(whole for kind, whole in kept if kind != b"IHDR")
    return SIGNATURE + first + chunk + rest


def page_in(png: bytes, largest: int = LARGEST) -> bytes | None:
    """The text of the page inside a picture, None if there is none.

    Raises PageFileError if the picture is broken, or the page has more than `largest` bytes.
    """
    for kind, data, whole in _chunks(png):
        if _is_page(kind, data):
            if zlib.crc32(whole[4:-4]) != int.from_bytes(whole[-4:], "big"):
                raise PageFileError("the page inside the picture is damaged: its sum is wrong")
            return _unpacked(data, largest)
    return None


def _is_page(kind: bytes, data: bytes) -> bool:
    return kind == b"iTXt" and data.startswith(_KEYWORD + b"\0")


def _unpacked(data: bytes, largest: int) -> bytes:
    flags = data[len(_KEYWORD) + 1 : len(_KEYWORD) + 3]
    try:
        language = data.index(b"\0", len(_KEYWORD) + 3)
        body = data[data.index(b"\0", language + 1) + 1 :]
    except ValueError:
        raise PageFileError("the page inside the picture is damaged: its chunk is cut") from None
    if flags[:1] == b"\0":
        return body
    if flags != b"\1\0":
        raise PageFileError("the page inside the picture is packed in a way unknown here")
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(body, largest + 1)
    except zlib.error as why:
        raise PageFileError(f"the page inside the picture is damaged: {why}") from None
    if len(text) > largest:
        raise PageFileError(f"the page inside has more than {size_text(largest)}, which it may not")
    if not unpacking.eof:
        raise PageFileError("the page inside the picture is damaged: it ends too early")
    return text


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """The kind, the data and all bytes of each chunk, up to the picture's end."""
    if not png.startswith(SIGNATURE):
        raise PageFileError("this is no PNG")
    at = len(SIGNATURE)
    while at < len(png):
        size, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        end = at + 12 + size
        if end > len(png):
            raise PageFileError(f"the picture ends too early; it seems to be cut off at byte {at}")
        yield kind, png[at + 8 : end - 4], png[at:end]
        if kind == b"IEND":
            return
        at = end
