"""Attributes that are missing, that cannot be read, or that are in another order than they say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.editing.data_format import LAYOUT, reordered
from blocks.errors import ValueRefused
from blocks.fixing.call import member_of
from blocks.fixing.case import Case, Proposed
from blocks.fixing.padding import explicit_pads
from blocks.page import Unread

_CHANNELS = {"channels_last": 0, "channels_first": 1}
"""Keras' words for the two formats."""


def propose(case: Case) -> Proposed:
    """For the attribute that the problem is about: what was meant, then what it is at first."""
    op, name = case.block.op, case.problem.port
    attribute = op.attribute(name) if op is not None and name is not None else None
    if attribute is None:
        return
    value = case.block.value(attribute.name)
    if isinstance(value, Unread):
        yield from _read_differently(case, attribute, value.raw)
    if value is REQUIRED or isinstance(value, Unread):
        yield from _at_first(case, attribute)
    elif member_of(op) is not None:
        yield from _in_order(case, attribute, value)
        yield from _with_padding(case, attribute.name)


def _at_first(case: Case, attribute: Attribute) -> Proposed:
    """What a new block has, or every word that there is to choose from. Tensors, files and texts
    are no settings: another one in their place would be another page."""
    if attribute.editor in ("tensor", "file", "text"):
        return
    if attribute.required:
        for value in attribute.options or (attribute.initial,):
            yield case.set({attribute.name: value})
        return
    default = attribute.default
    words = (
        f"Set {attribute.name} back to {list(default) if isinstance(default, tuple) else default}"
    )
    yield replace(case.set({attribute.name: REQUIRED}), words=words)


def _read_differently(case: Case, attribute: Attribute, raw: object) -> Proposed:
    """What the raw value of a file was meant to be: other letters' case, fewer numbers."""
    for meant in _meant(case, attribute, raw):
        try:
            value = attribute.read(meant)
        except ValueRefused:
            continue
        yield case.set({attribute.name: value})


def _meant(case: Case, attribute: Attribute, raw: object) -> list[object]:
    if isinstance(raw, str):
        word = raw.strip()
        found: list[object] = [one for one in attribute.options if one.lower() == word.lower()]
        if attribute.name == LAYOUT and word in _CHANNELS:
            found.append(attribute.options[_CHANNELS[word]])
        return found
    if attribute.editor == "window_vector":
        return _vectors(case, attribute, raw)
    if attribute.editor == "paddings" and isinstance(raw, list):
        return _pads(case, attribute, raw)
    return []


def _vectors(case: Case, attribute: Attribute, raw: object) -> list[object]:
    """One number for all axes in space, or one for each, as other libraries take them; and each
    number that is out of range as 1."""
    rank = int(attribute.settings["rank"])
    numbers = [raw] if isinstance(raw, int) and not isinstance(raw, bool) else raw
    if not isinstance(numbers, list) or not all(type(one) is int for one in numbers):
        return []
    if len(numbers) == 1:
        numbers = numbers * (rank - 2)
    if len(numbers) == rank - 2:
        return [_joined(case, 1, numbers)]
    return [[max(1, one) for one in numbers]]


def _pads(case: Case, attribute: Attribute, raw: list[Any]) -> list[object]:
    """Pairs, as NumPy and JAX take them, and pads of the axes in space alone."""
    rank = int(attribute.settings["rank"])
    flat = [one for pair in raw for one in (pair if isinstance(pair, list) else [pair])]
    if len(flat) == 2 * (rank - 2):
        pairs = [list(one) for one in zip(flat[::2], flat[1::2], strict=True)]
        return [[one for pair in _joined(case, [0, 0], pairs) for one in pair]]
    return [flat] if len(flat) == 2 * rank else []


def _joined(case: Case, neutral: Any, items: list[Any]) -> list[Any]:
    layout = case.block.value(LAYOUT)
    if isinstance(layout, str) and layout.endswith("C"):
        return [neutral, *items, neutral]
    return [neutral, neutral, *items]


def _in_order(case: Case, attribute: Attribute, value: Any) -> Proposed:
    """A vector with numbers for batch or channels: in the other format's order, or without."""
    layout = case.block.value(LAYOUT)
    if attribute.editor not in ("window_vector", "paddings") or not isinstance(layout, str):
        return
    each, neutral = len(value) // len(layout), 1 if attribute.editor == "window_vector" else 0
    kept = tuple(neutral if layout[at // each] in "NC" else one for at, one in enumerate(value))
    if kept == value:
        return
    (other,) = (one for one in case.call.member.family.formats if one != layout)
    if moved := reordered(value, other, layout):
        yield case.set({attribute.name: moved})
    yield case.set({LAYOUT: other})
    yield case.set({attribute.name: kept})


def _with_padding(case: Case, name: str) -> Proposed:
    """explicit_paddings and padding, where one is of no use without the other."""
    if name != "explicit_paddings":
        return
    if case.block.value("padding") != "EXPLICIT":
        yield case.set({"padding": "EXPLICIT"})
        yield case.set({name: ()})
        return
    for padding in ("SAME", "VALID"):
        as_is = case.otherwise({"padding": padding, name: ()})
        if (pads := explicit_pads(as_is)) is not None and not case.block.value(name):
            yield case.set({name: pads}, f", as {padding} has")
    for padding in ("SAME", "VALID"):
        yield case.set({"padding": padding, name: ()})
