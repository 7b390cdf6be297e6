"""A list of values as it is typed: `SAME,VALID`, `[1,2,2,1],[1,3,3,1]`, `1..4`."""

from __future__ import annotations

import re

from blocks.errors import RequestRefused

LONGEST = 10_000
"""So many values an axis may have at most, and so many cells a grid."""

_OPEN, _CLOSE = "([{", ")]}"
_RANGE = re.compile(r"([+-]?[0-9]{1,18})\.\.([+-]?[0-9]{1,18})(?:\.\.([+-]?[0-9]{1,18}))?")


def split_values(text: str) -> tuple[str, ...]:
    """The values of a text, cut at the commas that stand outside of brackets and quotes.

    `a..b` is every whole number from a to b, and `a..b..step` every step-th. Raises RequestRefused.
    """
    values: list[str] = []
    for part in _parts(text):
        if not part:
            raise RequestRefused("a value is missing beside a comma")
        if match := _RANGE.fullmatch(part):
            values += _numbers(part, *(None if one is None else int(one) for one in match.groups()))
        else:
            values.append(part)
        if len(values) > LONGEST:
            raise RequestRefused(f"more than {LONGEST:,} values came")
    return tuple(values)


def _parts(text: str) -> list[str]:
    parts, begin, depth, quoted = [], 0, 0, False
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif letter in _OPEN:
            depth += 1
        elif letter in _CLOSE:
            depth -= 1
        elif letter == "," and depth <= 0:
            parts.append(text[begin:at].strip())
            begin = at + 1
    return [*parts, text[begin:].strip()]


def _numbers(part: str, first: int | None, last: int | None, step: int | None) -> list[str]:
    assert first is not None
    assert last is not None
    step = (1 if last >= first else -1) if step is None else step
    if step == 0 or (last - first) * step < 0:
        raise RequestRefused(f"{part}: the step {step} does not lead from {first} to {last}")
    numbers = range(first, last + (1 if step > 0 else -1), step)
    if len(numbers) > LONGEST:
        raise RequestRefused(f"{part}: {len(numbers):,} values; at most {LONGEST:,} are possible")
    return [str(one) for one in numbers]
