"""Tensors of a shape that the others do not fit: the same numbers in another shape or order, and
where they are written down or drawn by chance, a tensor of the right shape."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import accumulate, permutations
from operator import mul

from blocks.fixing.case import Case, Proposed, sure
from blocks.fixing.wanted import wanted

_TURNED = 4
"""Tensors of up to so many axes are turned; of more there are too many ways."""

Shape = tuple[int, ...]


def propose(case: Case) -> Proposed:
    """The same numbers first, then others."""
    found = list(dict.fromkeys(wanted(case)))
    found.sort(key=lambda one: one[0] != case.problem.port)
    for port, shape in found:
        if port.endswith("_sizes"):
            yield case.numbers(port, shape)
        elif (now := _shape_at(case, port)) is not None:
            yield from _same_numbers(case, port, now, shape)
    for port, shape in found:
        now = _shape_at(case, port)
        # Of the same sizes in another order the numbers are there: they have to be turned.
        if now is not None and sorted(now) != sorted(shape):
            yield from case.make_anew(port, shape)


def _same_numbers(case: Case, port: str, now: Shape, shape: Shape) -> Proposed:
    if now != shape and _is_regrouped(now, shape):
        yield case.reshape(port, shape)
        return
    for perm in _turns(now, shape):
        yield case.transpose(port, perm)


def _is_regrouped(now: Shape, shape: Shape) -> bool:
    """Whether axes are only taken together or apart. Any other Reshape would mix up what belongs to
    which axis, though it would run."""
    if math.prod(now) != math.prod(shape):
        return False
    one, other = (set(accumulate(sizes, mul, initial=1)) for sizes in (now, shape))
    return one <= other or other <= one


def _turns(now: Shape, shape: Shape) -> Iterator[Shape]:
    """The first order of the axes that gives a shape."""
    if sorted(now) != sorted(shape) or len(now) > _TURNED:
        return
    if now == shape:
        return
    for perm in permutations(range(len(now))):
        if tuple(now[axis] for axis in perm) == shape:
            yield perm
            return


def _shape_at(case: Case, port: str) -> Shape | None:
    known = case.inputs.get(port)
    return None if known is None else sure(known.shape)
