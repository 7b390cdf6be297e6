"""The looks of lines in a tool tip."""

from __future__ import annotations

from html import escape

from app.theme import theme


def bold(text: str) -> str:
    """What matters."""
    return f"<b>{escape(text)}</b>"


def dim(text: str) -> str:
    """What explains."""
    return _in_colour(text, theme().dim)


def wrong(text: str) -> str:
    """What is wrong."""
    return _in_colour(text, theme().error)


def _in_colour(text: str, colour: str) -> str:
    return f'<span style="color:{colour}">{escape(text)}</span>'
