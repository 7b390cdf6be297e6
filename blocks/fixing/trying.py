"""What the check would find if a fix were made, without making it."""

from __future__ import annotations

from typing import Any

import numpy as np

from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.declaration.infer import FOLDED_ELEMENTS, infer
from blocks.declaration.known import Known
from blocks.declaration.op import Op, Port
from blocks.dtypes import DTYPES
from blocks.errors import ShapeRefused, ValueRefused
from blocks.finding import Finding, Given, Source, look
from blocks.fixing.call import Look
from blocks.fixing.fix import Fix, Through
from blocks.fixing.making import resized
from blocks.fixing.numbers import Numbers
from blocks.ops import OPS
from blocks.page import End, Wire

_AWAY = End("(fix)", "output")
"""Where a wire of a trial comes from: no block has such an id."""


def tried(fix: Fix, given: Given, look_at: Look) -> Finding | None:
    """What the check would find of the block then; None if the fix cannot be made."""
    block, op = given.block, given.block.op
    if op is None:
        return None
    sources = {one.wire.target.port: one for one in given.sources}
    try:
        for name, value in fix.attrs.items():
            block = block.with_attr(name, _read(op.attribute(name), value))
        for port, end in fix.sources.items():
            sources[port] = _source(given, port, look_at(end))
        for port, end in fix.shape_of.items():
            sources[port] = _source(given, port, _led_through(Through("Shape"), look_at(end)))
        for port, shape in fix.anew.items():
            sources[port] = _source(given, port, _anew(sources[port].known, shape))
        for port, through in fix.through.items():
            sources[port] = _source(given, port, _led_through(through, sources[port].known))
        for port, numbers in fix.numbers.items():
            known = _numbers(op, op.input(port), sources.get(port), numbers)
            sources[port] = _source(given, port, known)
    except (ValueRefused, ShapeRefused, KeyError, OverflowError):  # a number its dtype lacks
        return None
    return look(given._replace(block=block, sources=tuple(sources.values())))


def _read(attribute: Attribute | None, value: Any) -> Any:
    if value is REQUIRED:
        return value
    if attribute is None:
        raise ValueRefused("there is no such attribute")
    return attribute.read(list(value) if isinstance(value, tuple) else value)


def _source(given: Given, port: str, known: Known) -> Source:
    return Source(Wire(_AWAY, End(given.block.id, port)), None, known)


def _anew(known: Known, shape: tuple[int, ...]) -> Known:
    """A small tensor's numbers count too: they may be sizes."""
    if known.value is None or known.value.size > FOLDED_ELEMENTS:
        return Known(known.dtype, shape)
    return Known.of(resized(known.value, shape))


def _led_through(through: Through, known: Known) -> Known:
    op = OPS[through.op]
    others = [Known.of(np.array(one, np.int32)) for one in through.others.values()]
    return infer(op, [known, *others], {**op.defaults, **through.attrs})[0]


def _numbers(op: Op, port: Port | None, source: Source | None, numbers: Numbers) -> Known:
    """The numbers in the dtype that they come in already, if the port takes that."""
    if port is None:
        raise ValueRefused("there is no such port")
    allowed = op.allowed(port)
    dtype = source.known.dtype if source is not None else None
    return Known.of(np.array(numbers, DTYPES[dtype if dtype in allowed else allowed[0]]))
