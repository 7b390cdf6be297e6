"""The notes of a page as rich text, in columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from app.theme import theme
from blocks.notes import Piece, Said

BLOCK, LESSON, START = "block:", "lesson:", "start:"
"""What the addresses of links begin with."""


def styled(words: str) -> str:
    """Words in the colours of the theme."""
    look = theme()
    return (
        f"<style>a {{ color: {look.accent}; text-decoration: none; }} "
        f".dim {{ color: {look.dim}; }} h4 {{ margin: 0 0 2px 0; }} "
        f"p {{ margin: 0 0 4px 0; }}</style>{words}"
    )


def notes_words(said: Sequence[Said], columns: int) -> str:
    """The texts of frames and groups in so many columns, then the notes of blocks."""
    shapes = [_shape(one) for one in said if not one.is_of_block]
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in _rows(shapes, columns))
    blocks = "<br>".join(_block(one) for one in said if one.is_of_block)
    notes = f"<p class='dim' style='margin-left: 4px'>{blocks}</p>" if blocks else ""
    return f"<table width='100%' cellpadding='4'>{rows}</table>{notes}"


def lesson_words(number: int, titles: Sequence[str]) -> str:
    """Which lesson this is, with links to the next one and to all."""
    parts = [f"Lesson {number + 1} of {len(titles)}"]
    if number + 1 < len(titles):
        parts.append(f"<a href='{LESSON}{number + 1}'>Next: {escape(titles[number + 1])}</a>")
    parts.append(f"<a href='{START}'>All lessons</a>")
    return f"<p class='dim' style='margin: 2px 4px'>{' &nbsp;·&nbsp; '.join(parts)}</p>"


def _rows(cells: Sequence[str], columns: int) -> Iterable[Iterable[str]]:
    width = 100 // columns
    for at in range(0, len(cells), columns):
        row = cells[at : at + columns]
        yield (f"<td width='{width}%' valign='top'>{cell}</td>" for cell in row)


def _shape(said: Said) -> str:
    title = f"<h4>{escape(said.title)}</h4>" if said.title else ""
    return title + "".join(f"<p>{_line(line)}</p>" for line in said.lines)


def _block(said: Said) -> str:
    name = f"<a href='{BLOCK}{escape(said.of)}'>{escape(said.title)}</a>"
    return f"{name}: {' '.join(_line(line) for line in said.lines)}"


def _line(pieces: Iterable[Piece]) -> str:
    return "".join(
        f"<a href='{BLOCK}{escape(one.block)}'>{escape(one.words)}</a>"
        if one.block
        else escape(one.words)
        for one in pieces
    )
