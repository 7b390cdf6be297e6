"""Flags and formats that say how a tensor is read: MatMul's transposes, BiasAdd's data_format."""

from __future__ import annotations

from itertools import product

from blocks.fixing.call import member_of
from blocks.fixing.case import Case, Proposed


def propose(case: Case) -> Proposed:
    """Every other setting of them, those that change least first."""
    op = case.block.op
    if op is None or member_of(op) is not None:
        return  # the family's formats have other attributes that follow them
    names = [one for one in op.attributes if one.name in _READ]
    now = [case.block.value(one.name) for one in names]
    settings = list(product(*(_READ[one.name] for one in names)))
    for one in sorted(settings, key=lambda one: sum(a != b for a, b in zip(one, now, strict=True))):
        changed = {
            attribute.name: value
            for attribute, value, old in zip(names, one, now, strict=True)
            if value != old
        }
        if changed:
            yield case.set(changed)
    if op.name == "MatMul" and len(case.given.sources) == 2:
        ends = {one.wire.target.port: one.wire.source for one in case.given.sources}
        yield case.swap("a", "b", ends)


_READ: dict[str, tuple[object, ...]] = {
    "transpose_a": (False, True),
    "transpose_b": (False, True),
    "data_format": ("NHWC", "NCHW"),
}
