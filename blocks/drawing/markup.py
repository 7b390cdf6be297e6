"""Elements of an SVG as text. Whatever a page says is written so that it stays text."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

# What XML cannot hold at all, and what no font draws.
_ILLEGIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def element(tag: str, *inner: str, **attributes: object) -> str:
    """An element around text that is markup already. `text_anchor=` becomes `text-anchor=`."""
    said = "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(_plain(value))}"
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{said}>{''.join(inner)}</{tag}>" if inner else f"<{tag}{said}/>"


def words(text: str) -> str:
    """A text that a page brings, as markup."""
    return escape(_ILLEGIBLE.sub("\ufffd", text.replace("\n", " ").replace("\t", " ")))


def number(value: float) -> str:
    """A number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def _plain(value: object) -> str:
    return number(value) if isinstance(value, int | float) else str(value)
