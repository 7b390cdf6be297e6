"""What is shown of an answer, as rich text."""

from __future__ import annotations

import re
from html import escape

from app.theme import MONOSPACE, theme
from blocks.platforms import Answer

_ADDRESS = re.compile(r"https?://[^\s<]+")


def answer_words(answer: Answer) -> str:
    """What the platform does, what it says and where that is known from."""
    look = theme()
    parts = [f"<p style='margin-top:0'>{escape(answer.words)}</p>"]
    if answer.message:
        families = ", ".join(MONOSPACE)
        parts.append(
            f"<p>It says: <span style='font-family:{families}'>{escape(answer.quoted)}</span></p>"
        )
    if answer.source:
        parts.append(f"<p style='color:{look.dim}'>Known from: {_linked(answer.source)}</p>")
    return "".join(parts)


def _linked(source: str) -> str:
    """A text in which addresses can be followed; a long one is shown by its end."""
    link = theme().running

    def anchor(found: re.Match[str]) -> str:
        address = escape(found.group())
        name = address.removeprefix("https://").removeprefix("github.com/")
        name = f"…/{name.rsplit('/', 1)[-1]}" if len(name) > 40 else name
        return f"<a style='color:{link}' href='{address}'>{name}</a>"

    return _ADDRESS.sub(anchor, source)
