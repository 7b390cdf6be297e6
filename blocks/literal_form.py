"""How a pasted tensor is laid out: its words in row-major order, and its shape."""

from __future__ import annotations

import re
from dataclasses import dataclass

from blocks.declaration.values import shown
from blocks.errors import ValueRefused
from kernels.operands import LARGEST_RANK

LARGEST_LITERAL = 1_000_000
"""Elements that a text may have; more belongs into a file of its own."""

_TOKEN = re.compile(r"[\[({]|[\])}]|[,;]|[^\s,;\[\](){}]+")
_CLOSING = {"[": "]", "(": ")", "{": "}"}
_WRAPPER = re.compile(
    r"(?:<tf\.Tensor:.*?numpy=\s*)?(?:[A-Za-z_]\w*\.)?(?:as)?(?:array|[Tt]ensor)\(\s*"
    r"(?P<body>\[.*\]|[^,()\[\]]+)(?P<more>(?:\s*,\s*\w+=.*)?)\)\s*>?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Form:
    """Words and their shape. `table` is rows and columns where the text had no brackets, as from
    a spreadsheet; `dtype` is what the text says it is, as NumPy's `dtype=float32` does."""

    words: tuple[str, ...]
    shape: tuple[int, ...]
    table: tuple[int, int] | None = None
    dtype: str | None = None

    def place(self, flat: int) -> str:
        """Where a word stands, for a message: `row 2, column 3` or `[0, 1, 2]`."""
        if self.table is not None:
            row, column = divmod(flat, self.table[1])
            return f"row {row + 1}, column {column + 1}"
        index = []
        for size in reversed(self.shape):
            flat, at = divmod(flat, size)
            index.append(at)
        return str(index[::-1])


def form_of(text: str) -> Form:
    """Cut a text into words and find their shape. Raises ValueRefused if it has none."""
    body, dtype, shape = _unwrapped(text.strip().lstrip("\ufeff"))
    if not body:
        raise ValueRefused("there is nothing to read; numbers are needed")
    if body[0] not in _CLOSING:
        words, rows, columns = _table(body)
        lone = tuple(size for size in (rows, columns) if size != 1)
        return Form(words, lone, (rows, columns), dtype)
    words, found = _nested(body)
    if shape is not None and not words and 0 in shape:
        found = shape
    return Form(words, found, None, dtype)


def _unwrapped(text: str) -> tuple[str, str | None, tuple[int, ...] | None]:
    """Without what NumPy, TensorFlow and PyTorch print around a tensor."""
    match = _WRAPPER.fullmatch(text)
    if match is None:
        return text, None, None
    more = match["more"]
    dtype = re.search(r"\bdtype=['\"]?(?:\w+\.)*(\w+)", more)
    shape = re.search(r"\bshape=[(\[]([0-9, ]*)[)\]]", more)
    sizes = None if shape is None else tuple(int(n) for n in re.findall("[0-9]+", shape[1]))
    return match["body"].strip(), dtype[1] if dtype else None, sizes


def _table(text: str) -> tuple[tuple[str, ...], int, int]:
    """Rows a line each; cells between tabs, or else commas, or else semicolons, or else blanks."""
    between = next((one for one in "\t,;" if one in text), None)
    rows = [_cells(line, between) for line in text.splitlines()]
    width = len(rows[0])
    for number, row in enumerate(rows, 1):
        if row in ([], [""]):
            raise ValueRefused(f"row {number} is empty")
        if len(row) != width:
            raise ValueRefused(f"row {number} has {len(row)} cells, row 1 has {width}")
        if "" in row:
            raise ValueRefused(f"row {number}, column {row.index('') + 1} is empty")
    _refuse_too_many(len(rows) * width)
    return tuple(cell for row in rows for cell in row), len(rows), width


def _cells(line: str, between: str | None) -> list[str]:
    if between is None:
        return line.split()
    cells = [cell.strip().strip("\"'") for cell in line.split(between)]
    # enuSpace and many CSV writers end a row with the separator; a spreadsheet's tab means a cell.
    return cells[:-1] if len(cells) > 1 and not cells[-1] and between != "\t" else cells


def _nested(text: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Brackets of one kind or another within each other, items between commas or blanks."""
    brackets = _Brackets()
    for token in _TOKEN.finditer(text):
        brackets.take(token[0])
    return brackets.finish()


class _Brackets:
    """Counts what each bracket holds; all on one level must hold the same number."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._open: list[str] = []
        self._counts: list[int] = []
        self._sizes: list[int | None] = []
        self._leaf: int | None = None
        self._after_comma = True
        self._done = False

    def take(self, token: str) -> None:
        if self._done and token != ";":
            raise ValueRefused(f"{shown(token)} comes after the last bracket; one tensor is needed")
        if token in _CLOSING:
            self._item()
            self._enter(token)
        elif token in _CLOSING.values():
            self._leave(token)
        elif token in ",;":
            self._separate(token)
        else:
            self._item()
            self._word(token)

    def finish(self) -> tuple[tuple[str, ...], tuple[int, ...]]:
        if not self._done:
            raise ValueRefused(f"{_CLOSING[self._open[-1]]} is missing at the end")
        return tuple(self.words), tuple(size or 0 for size in self._sizes[: self._leaf])

    def _item(self) -> None:
        self._after_comma = False
        if self._counts:
            self._counts[-1] += 1

    def _enter(self, bracket: str) -> None:
        if len(self._open) == self._leaf:
            raise ValueRefused(f"{self._place()} is a row where others are numbers")
        if len(self._open) == LARGEST_RANK:
            raise ValueRefused(f"more than {LARGEST_RANK} brackets within each other")
        self._open.append(bracket)
        self._counts.append(0)
        if len(self._open) > len(self._sizes):
            self._sizes.append(None)
        self._after_comma = True

    def _leave(self, bracket: str) -> None:
        if bracket != _CLOSING[self._open[-1]]:
            raise ValueRefused(f"{self._open[-1]} is closed by {bracket}")
        depth = len(self._open)
        self._open.pop()
        count = self._counts.pop()
        if self._leaf is None:
            self._leaf = depth
        first = self._sizes[depth - 1]
        if first is None:
            self._sizes[depth - 1] = count
        elif first != count:
            raise ValueRefused(
                f"{self._place()} has {count} entries, the first of its kind {first}"
            )
        self._after_comma = False
        self._done = not self._open

    def _separate(self, token: str) -> None:
        if self._done:
            return
        if token == ";" and self._open[-1] != "{":
            raise ValueRefused("; stands between brackets; numbers are separated by , or blanks")
        if self._after_comma:
            raise ValueRefused(f"a number is missing before {shown(token)} at {self._place()}")
        self._after_comma = True

    def _word(self, word: str) -> None:
        if self._leaf is None:
            self._leaf = len(self._open)
        if len(self._open) != self._leaf:
            raise ValueRefused(f"{shown(word)} stands alone where others are rows")
        self.words.append(word)
        _refuse_too_many(len(self.words))

    def _place(self) -> str:
        return str([count - 1 for count in self._counts]) if self._counts else "the whole"


def _refuse_too_many(count: int) -> None:
    if count > LARGEST_LITERAL:
        raise ValueRefused(
            f"more than {LARGEST_LITERAL:,} numbers; keep them in a .npy file beside the page "
            "and read it with a ReadNpy block"
        )
