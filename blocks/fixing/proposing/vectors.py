"""Vectors that name axes or sizes: of reductions, Transpose, Reshape, Fill and random numbers.

The numbers that are possible are worked out from those that came, so that as many as can be stay.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from blocks.declaration.known import Known
from blocks.fixing.case import Case, Proposed, sure
from blocks.fixing.fix import Fix, Through
from blocks.fixing.numbers import Numbers, const_of
from blocks.ops import OPS
from blocks.page import End

Shape = tuple[int, ...]
Offered = Iterator[tuple[Numbers, str]]


def propose(case: Case) -> Proposed:
    """For the vectors of the ops that have one; a scalar is read where it stands for a vector."""
    op = case.block.op
    if op is None or OPS.built_in.get(op.name) is not op:
        return
    port, offered = _VECTORS.get(op.name, ("", None))
    known = case.inputs.get(port)
    if offered is None or known is None:
        yield from _steps(case)
        return
    numbers = _numbers(known)
    others = [one.known for one in case.given.sources if one.wire.target.port != port]
    shape = sure(others[0].shape) if others else None
    if numbers is None:
        if known.size is not None and known.shape is not None and len(known.shape) != 1:
            yield case.reshape(port, (known.size,))
        return
    for found, why in offered(numbers, shape):
        yield case.numbers(port, found, why)


def _numbers(known: Known) -> Shape | None:
    """The numbers, of a tensor of any rank."""
    if known.value is None or known.value.dtype.kind not in "iu" or known.value.size > 32:
        return None
    return tuple(known.value.ravel().tolist())


def _axes(numbers: Shape, shape: Shape | None) -> Offered:
    """Each axis once, and only those that there are."""
    if shape is None:
        return
    rank = len(shape)
    there = [one % rank for one in numbers if -rank <= one < rank]
    from_one = [one - 1 for one in numbers]
    if numbers and all(0 <= one < rank for one in from_one) and len(set(from_one)) == len(numbers):
        yield tuple(from_one), ", counted from 0"
    if there:
        yield tuple(dict.fromkeys(there)), ""
    if rank:
        yield (rank - 1,), ", the last axis"
        yield tuple(range(rank)), ", all axes"
    else:
        yield (), ", for a scalar has no axes"


def _order(numbers: Shape, shape: Shape | None) -> Offered:
    """Each axis of x once."""
    rank = len(numbers) if shape is None else len(shape)
    if sorted(numbers) == list(range(1, rank + 1)):
        yield tuple(one - 1 for one in numbers), ", counted from 0"
    there = list(dict.fromkeys(one % rank for one in numbers if -rank <= one < rank))
    yield tuple(there + [one for one in range(rank) if one not in there]), ""
    if rank > 2:
        yield (0, rank - 1, *range(1, rank - 1)), ", channels last to second"
        yield (0, *range(2, rank), 1), ", channels second to last"
    yield tuple(reversed(range(rank))), ", all axes turned round"


def _shape(numbers: Shape, shape: Shape | None) -> Offered:
    """The shape that came, with one number worked out."""
    if shape is None:
        return
    count = math.prod(shape)
    sizes = [max(one, -1) for one in numbers]
    for at in [place for place, one in enumerate(sizes) if one < 1] or range(len(sizes)):
        rest = [1 if one < 1 else one for one in sizes]
        rest[at] = -1
        found = -math.prod(rest)
        if found and count % found == 0:
            yield tuple(rest), ", -1 worked out"
    at_front = [size for size in sizes if size > 0]
    while at_front:
        product = math.prod(at_front)
        if count % product == 0:
            yield (*at_front, -1), ", -1 worked out"
            break
        at_front.pop()
    yield (-1,), ", all in a row"
    yield shape, ", as it is"


def _sizes(numbers: Shape, shape: Shape | None) -> Offered:
    """No size below 0."""
    if any(one < 0 for one in numbers):
        yield tuple(abs(one) for one in numbers), ""
        yield tuple(max(1, one) for one in numbers), ""
    yield numbers, ", as a vector"


_VECTORS: dict[str, tuple[str, Callable[[Shape, Shape | None], Offered]]] = {
    "Sum": ("reduction_indices", _axes),
    "Mean": ("reduction_indices", _axes),
    "Transpose": ("perm", _order),
    "Reshape": ("shape", _shape),
    "Fill": ("dims", _sizes),
    "RandomNormal": ("shape", _sizes),
    "RandomUniform": ("shape", _sizes),
}


def _steps(case: Case) -> Proposed:
    """A Range that never ends: the other way round, or by another step."""
    if case.block.op_name != "Range" or len(case.given.sources) != 3:
        return
    wrong = [port for port, known in case.inputs.items() if known.size == 1 and known.shape]
    if len(wrong) > 1:
        through = {port: Through("Reshape", others={"shape": ()}) for port in wrong}
        yield Fix(f"Reshape {' and '.join(wrong)} to []", case.block.id, through=through)
    values = [case.inputs[port].value for port in ("start", "limit", "delta")]
    if any(one is None or one.size != 1 for one in values):
        return
    start, limit, delta = (float(one.item()) for one in values if one is not None)
    step = 1 if limit >= start else -1
    if const_of(case.page, End(case.block.id, "delta")) is not None:
        if delta and delta == int(delta):
            yield case.numbers("delta", -int(delta), ", the other way")
        yield case.numbers("delta", step)
    ends = {one.wire.target.port: one.wire.source for one in case.given.sources}
    yield case.swap("start", "limit", ends)
