"""From words to steps: an expression read by its grammar, written down for a stack machine.

Reading goes down one level a bracket and a power, up to a limit, and computing the steps goes down
none; so no text, however it is made, exhausts Python's stack.
"""

from __future__ import annotations

from typing import NamedTuple

from blocks.errors import ExpressionError
from blocks.expressions.arithmetic import LARGEST_WHOLE
from blocks.expressions.words import END, FUNCTIONS, NAME, NUMBER, SIGN, Word, words_of

DEEPEST = 50
"""Levels of brackets and powers."""

_SUMS, _PRODUCTS = ("+", "-"), ("*", "/", "//", "%")


class Step(NamedTuple):
    """One step of the machine.

    `kind` is "push" (a number), "look" (a name), "sign" (of one value), "pair" (an operator
    between two) or "call"; `what` the number, name, operator or function; `takes` how many values
    it takes from the stack.
    """

    kind: str
    what: int | float | str
    takes: int


def steps_of(text: str) -> tuple[Step, ...]:
    """The steps that compute an expression; ExpressionError where it is none."""
    reader = _Reader(words_of(text))
    reader.expression()
    reader.end()
    return tuple(reader.steps)


class _Reader:
    """Reads words from left to right; each method reads one rule of the grammar."""

    def __init__(self, words: list[Word]) -> None:
        self.steps: list[Step] = []
        self._words = words
        self._at = 0
        self._depth = 0

    def expression(self) -> None:
        self._deeper(self._word)
        self._term()
        while (word := self._taken(_SUMS)) is not None:
            self._term()
            self.steps.append(Step("pair", word.text, 2))
        self._depth -= 1

    def end(self) -> None:
        if self._word.kind != END:
            raise self._unexpected("an operator or the end")

    def _term(self) -> None:
        self._signed()
        while (word := self._taken(_PRODUCTS)) is not None:
            self._signed()
            self.steps.append(Step("pair", word.text, 2))

    def _signed(self) -> None:
        signs = []
        while (word := self._taken(_SUMS)) is not None:
            signs.append(word)
        self._power()
        self.steps.extend(Step("sign", one.text, 1) for one in reversed(signs))

    def _power(self) -> None:
        self._atom()
        word = self._taken(("**",))
        if word is not None:
            self._deeper(word)
            self._signed()
            self.steps.append(Step("pair", "**", 2))
            self._depth -= 1

    def _atom(self) -> None:
        word = self._word
        if word.kind == NUMBER:
            self._at += 1
            self.steps.append(Step("push", _number(word), 0))
        elif word.kind == NAME:
            self._at += 1
            if self._taken(("(",)) is not None:
                self._call(word)
            else:
                self.steps.append(Step("look", word.text, 0))
        elif self._taken(("(",)) is not None:
            self.expression()
            self._close(word)
        else:
            raise self._unexpected("a number, a name or (")

    def _call(self, name: Word) -> None:
        if name.text not in FUNCTIONS:
            raise ExpressionError(
                f"column {name.column}: there is no function {name.text}; there are "
                f"{', '.join(FUNCTIONS)}",
                name.column,
            )
        opened = self._words[self._at - 1]
        self.expression()
        count = 1
        while self._taken((",",)) is not None:
            self.expression()
            count += 1
        self._close(opened)
        if (count > 1) != (name.text in ("min", "max")):
            wanted = "two values or more" if count == 1 else "one value"
            raise ExpressionError(
                f"column {name.column}: {name.text} takes {wanted}, {count} came", name.column
            )
        self.steps.append(Step("call", name.text, count))

    def _close(self, opened: Word) -> None:
        if self._taken((")",)) is None:
            raise self._unexpected(f"an operator or the ) of the ( in column {opened.column}")

    # ---- words ----------------------------------------------------------------------------

    @property
    def _word(self) -> Word:
        return self._words[self._at]

    def _taken(self, signs: tuple[str, ...]) -> Word | None:
        """The next word, which is then behind us, if it is one of some signs."""
        word = self._word
        if word.kind != SIGN or word.text not in signs:
            return None
        self._at += 1
        return word

    def _deeper(self, word: Word) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError(
                f"column {word.column}: more than {DEEPEST} brackets or powers within each other",
                word.column,
            )

    def _unexpected(self, expected: str) -> ExpressionError:
        word = self._word
        came = "the formula ends" if word.kind == END else f"{word.text} came"
        if len(self._words) == 1:
            came = "the formula is empty"
        return ExpressionError(
            f"column {word.column}: {came}; {expected} was expected", word.column
        )


def _number(word: Word) -> int | float:
    if word.text.isdigit():
        # Python itself reads no more than 4,300 digits, and this is no place for so many.
        number = int(word.text) if len(word.text) < 40 else LARGEST_WHOLE + 1
        if number <= LARGEST_WHOLE:
            return number
    elif (decimal := float(word.text)) != float("inf"):
        return decimal
    raise ExpressionError(f"column {word.column}: {word.text:.40} is too large", word.column)
