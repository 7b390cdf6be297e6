"""A page inside an SVG: as text in an element of the picture's metadata.

What is read may come from anywhere: entities, of which a few lines can make gigabytes or read a
file, are refused, and nothing outside the text is ever looked at.
"""

from __future__ import annotations

import base64
import binascii
import re
from xml.parsers import expat
from xml.sax.saxutils import escape

from blocks.errors import PageFileError

_SPACE = "urn:blockprop:page"
_ELEMENT = f"{_SPACE} page"

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML has no way to say. JSON may have the last two in its texts."""


def metadata(text: str) -> str:
    """A page's text as markup for the metadata of an SVG, from which it comes back to the byte."""
    opened = f'blockprop:page xmlns:blockprop="{_SPACE}"'
    if _NOT_IN_XML.search(text):
        packed = base64.b64encode(text.encode("utf-8")).decode()
        return f'<{opened} encoding="base64">{packed}</blockprop:page>'
    # A reader of XML makes every end of a line "\n", unless it is named.
    return f"<{opened}>{escape(text, {chr(13): '&#13;'})}</blockprop:page>"


def page_in(svg: bytes) -> bytes | None:
    """The text of the page inside a picture, None if there is none.

    Raises PageFileError if the picture is no XML, or defines entities.
    """
    found = _Found()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.EntityDeclHandler = found.refuse
    try:
        parser.Parse(svg, True)
    except expat.ExpatError as why:
        said = expat.ErrorString(why.code)
        raise PageFileError(
            f"this is no SVG that can be read: {said}", f"line {why.lineno}"
        ) from None
    return found.page


class _Found:
    """What the parser has come across."""

    def __init__(self) -> None:
        self.page: bytes | None = None
        self._parts: list[str] | None = None
        self._encoding = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._parts is not None:
            raise PageFileError("the page inside the picture is damaged: there is an element in it")
        if name == _ELEMENT:
            if self.page is not None:
                raise PageFileError("there is more than one page inside the picture")
            self._parts = []
            self._encoding = attributes.get("encoding", "")

    def end(self, name: str) -> None:
        if self._parts is not None:
            self.page = self._decoded("".join(self._parts))
            self._parts = None

    def text(self, data: str) -> None:
        if self._parts is not None:
            self._parts.append(data)

    def refuse(self, *_: object) -> None:
        raise PageFileError("the picture defines entities, which are not read")

    def _decoded(self, text: str) -> bytes:
        if self._encoding == "base64":
            try:
                return base64.b64decode("".join(text.split()), validate=True)
            except binascii.Error as why:
                raise PageFileError(f"the page inside the picture is damaged: {why}") from None
        if self._encoding:
            raise PageFileError("the page inside the picture is packed in a way unknown here")
        return text.encode("utf-8")
