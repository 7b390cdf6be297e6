"""How code is written: calls that fit the line, tuples, permutations of axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from blocks.platforms.convolution import Convolution

WIDTH = 100


def call(function: str, *given: str, **named: Any) -> str:
    """`function(given, name=value)`, an argument a line where one line would be too long.

    Strings among `given` are code; a value by name is written as Python writes it.
    """
    parts = [*given, *(f"{name}={written(value)}" for name, value in named.items())]
    line = f"{function}({', '.join(parts)})"
    if len(line) <= WIDTH - 12:
        return line
    inner = "".join(f"    {part},\n" for part in parts)
    return f"{function}(\n{inner})"


class Code(str):
    """An argument that is code already."""


def written(value: Any) -> str:
    """As Python is written, with double quotes: no name in here holds a quote."""
    if isinstance(value, Code):
        return value
    return repr(value).replace("'", '"')


def unless(default: Mapping[str, Any], **named: Any) -> dict[str, Any]:
    """The arguments that differ from a function's defaults."""
    return {name: value for name, value in named.items() if value != default.get(name)}


def axes_to_first(call: Convolution) -> tuple[int, ...]:
    """The permutation that brings the block's layout to channels first."""
    return (0, call.rank + 1, *range(1, call.rank + 1))


def axes_from_first(call: Convolution) -> tuple[int, ...]:
    """The way back."""
    return (0, *range(2, call.rank + 2), 1)


def filter_to_first(call: Convolution) -> tuple[int, ...]:
    """The permutation from HWIO to OIHW, or from DHWIO to OIDHW."""
    return (call.rank + 1, call.rank, *range(call.rank))


def filter_from_first(call: Convolution) -> tuple[int, ...]:
    """The way back."""
    return (*range(2, call.rank + 2), 1, 0)


def layout_words(call: Convolution) -> tuple[str, str]:
    """The names of the block's layout and of the one with channels first, for comments."""
    spatial = "DHW"[-call.rank :]
    return f"N{spatial}C", f"NC{spatial}"


def filter_words(call: Convolution) -> tuple[str, str]:
    """The names of the filter's layouts."""
    spatial = "DHW"[-call.rank :]
    return f"{spatial}IO", f"OI{spatial}"


def one_or_all(numbers: Sequence[int]) -> int | tuple[int, ...]:
    """A number where all are the same, as frameworks take it."""
    return numbers[0] if len(set(numbers)) == 1 else tuple(numbers)
