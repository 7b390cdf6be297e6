"""Formulas within a tensor: which elements and sizes they give, and tensors of them as typed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from blocks.declaration.values import shown
from blocks.errors import ValueRefused
from blocks.expressions import is_expression, typed_number
from blocks.tensors import write_tensor
from kernels.operands import LARGEST_RANK

Array = np.ndarray[Any, Any]

_WORDS: dict[str, object] = {
    **{one: one for one in ("nan", "inf", "-inf")},
    "true": True,
    "false": False,
}


@dataclass(frozen=True)
class TensorFormulas:
    """The formulas of a tensor: `cells` by flat place; `sizes` is the shape where it has some."""

    cells: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    sizes: tuple[int | str, ...] = ()

    @staticmethod
    def of(raw: object) -> TensorFormulas:
        """Those of a tensor as the page keeps it, `{"dtype", "shape", "data"}`."""
        if not isinstance(raw, dict):
            return TensorFormulas()
        data, shape = raw.get("data"), raw.get("shape")
        cells = {
            at: one
            for at, one in enumerate(data if isinstance(data, list) else ())
            if is_expression(one)
        }
        return TensorFormulas(MappingProxyType(cells)).with_sizes(shape or ())

    def raw(self, array: Array) -> object:
        """What the page takes: the array itself, or its numbers with the formulas among them."""
        if not self.cells and not self.sizes:
            return array
        made = write_tensor(array)
        data = made["data"]
        assert isinstance(data, list)
        for at, one in self.cells.items():
            data[at] = one
        return {**made, "shape": list(self.sizes or array.shape)}

    def with_sizes(self, sizes: Iterable[int | str]) -> TensorFormulas:
        """With another shape; without one of formulas if there are none in it."""
        given = tuple(sizes)
        kept = given if any(is_expression(one) for one in given) else ()
        return TensorFormulas(self.cells, kept)

    def with_cell(self, at: int, formula: str) -> TensorFormulas:
        """With a formula at a place."""
        return TensorFormulas(MappingProxyType({**self.cells, at: formula}), self.sizes)

    def without(self, places: Iterable[int]) -> TensorFormulas:
        """Without those at some places, where there are numbers now."""
        gone = set(places)
        kept = {at: one for at, one in self.cells.items() if at not in gone}
        return TensorFormulas(MappingProxyType(kept), self.sizes)

    def within(self, count: int) -> TensorFormulas:
        """Those of the first so many elements."""
        return self.without(at for at in self.cells if at >= count)


def read_formula_tensor(text: str, dtype: str) -> dict[str, object]:
    """A tensor as typed, with numbers and formulas between brackets and commas: `[H, 2*W, 3]`.

    Gives what the page keeps. Raises ValueRefused if it is not laid out as a tensor.
    """
    nested = _nested(text.replace("{", "[").replace("}", "]"))
    shape, level = [], [nested]
    while any(isinstance(one, list) for one in level):
        lengths = {len(one) if isinstance(one, list) else -1 for one in level}
        if len(lengths) != 1:
            raise ValueRefused("the rows are not of the same length")
        shape.append(lengths.pop())
        level = [inner for one in level for inner in one]
    return {"dtype": dtype, "shape": shape, "data": [_element(one) for one in level]}


def _nested(text: str) -> Any:
    """Lists of words, cut at commas that are in no round bracket."""
    stack: list[list[Any]] = [[]]
    word, depth = "", 0
    for character in text:
        if character == "[":
            if word.strip() or len(stack) > LARGEST_RANK:
                raise ValueRefused(f"{shown(text)} is not laid out as a tensor")
            stack.append([])
        elif character in ",]" and depth == 0:
            if word.strip():
                stack[-1].append(word.strip())
            word = ""
            if character == "]":
                if len(stack) == 1:
                    raise ValueRefused(f"{shown(text)} has a bracket too many")
                closed = stack.pop()
                stack[-1].append(closed)
        else:
            depth += {"(": 1, ")": -1}.get(character, 0)
            word += character
    if len(stack) > 1:
        raise ValueRefused(f"{shown(text)} lacks a bracket at its end")
    if word.strip():
        stack[0].append(word.strip())
    if not stack[0]:
        raise ValueRefused("there is nothing to read; numbers or formulas are needed")
    return stack[0][0] if len(stack[0]) == 1 else stack[0]


def _element(word: str) -> object:
    if word.lower() in _WORDS:
        return _WORDS[word.lower()]
    typed = typed_number(word)
    if isinstance(typed, str) and not is_expression(typed):
        raise ValueRefused(f"{shown(word)} is neither a number nor a formula")
    return typed


def holds_all(raw: object) -> bool:
    """Whether a tensor as the page keeps it has a plain shape and as many elements as it says."""
    if not isinstance(raw, dict):
        return False
    shape, data = raw.get("shape"), raw.get("data")
    return (
        isinstance(data, list)
        and isinstance(shape, list)
        and all(type(one) is int and one >= 0 for one in shape)
        and math.prod(shape) == len(data)
    )
