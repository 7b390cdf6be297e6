"""Tensors and vectors whose axes come in another order than the block takes them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from blocks.editing.data_format import LAYOUT, reordered
from blocks.fixing.call import Call
from blocks.fixing.case import Case, Proposed
from blocks.fixing.fix import Fix, Through
from kernels.convolution.attributes import Family
from kernels.convolution.given import Given
from kernels.convolution.relation import relate
from kernels.errors import ArgumentError

_FILTERS: dict[str, Callable[[int], tuple[int, ...]]] = {
    "with its last two axes swapped": lambda space: (*range(space), space + 1, space),
    "from PyTorch's order (out, in, …)": lambda space: (*range(2, space + 2), 1, 0),
    "from PyTorch's transposed order (in, out, …)": lambda space: (*range(2, space + 2), 0, 1),
}
"""Orders in which filters come from elsewhere, and the axes of those that we take."""


def propose(case: Case) -> Proposed:
    """Nothing unless batch or channels do not agree: sizes in space have other fixes."""
    call = case.call
    if call.attributes is None or _channels_agree(call):
        return
    layout, formats = call.attributes.layout.data_format, call.member.family.formats
    (other,) = (one for one in formats if one != layout)
    yield from _sizes(case, layout, other)
    yield from _format(case, layout, other)
    yield from _filter(case, call.member.family)
    yield from _tensors(case, layout, other)


def _channels_agree(call: Call) -> bool:
    """Whether the fault is with the sizes in space alone."""
    assert call.attributes is not None
    layout, member = call.attributes.layout, call.member
    space = len(call.attributes.windows)
    input, filter, output = (
        call.shape(port) for port in (member.input, member.filter, member.output)
    )
    if any(one is not None and len(one) != space + 2 for one in (input, filter, output)):
        return False
    nothing = (None,) * space

    def plain(shape: tuple[int | None, ...] | None) -> tuple[int | None, ...] | None:
        if shape is None:
            return None
        batch, _, channels = layout.split(shape)
        return layout.join(batch, nothing, channels)

    tensors = (
        Given(member.input, plain(input)),
        Given(member.filter, None if filter is None else (*nothing, *filter[-2:])),
        Given(member.output, plain(output)),
    )
    try:
        relate(call.attributes, *tensors)
    except ArgumentError:
        return False
    return True


def _sizes(case: Case, layout: str, other: str) -> Proposed:
    """input_sizes that are in the other format's order."""
    numbers = case.call.numbers("input_sizes")
    if numbers is not None and (moved := reordered(numbers, other, layout)):
        yield case.numbers("input_sizes", moved)


def _format(case: Case, layout: str, other: str) -> Proposed:
    """The other data_format, with the vectors in its order."""
    attrs: dict[str, object] = {LAYOUT: other}
    assert case.block.op is not None
    for attribute in case.block.op.attributes:
        if attribute.editor in ("window_vector", "paddings"):
            value = case.block.value(attribute.name)
            moved = reordered(value, layout, other)
            if moved and moved != value:
                attrs[attribute.name] = moved
    yield case.set(attrs)


def _filter(case: Case, family: Family) -> Proposed:
    if "filter" not in case.inputs:
        return
    for words, order in _FILTERS.items():
        perm = order(len(family.spatial))
        through = Through("Transpose", others={"perm": perm})
        yield case.lead_through("filter", through, f"Transpose filter {words}")


def _tensors(case: Case, layout: str, other: str) -> Proposed:
    """Tensors that come in the other format's order: one of them, or both."""
    member = case.call.member
    ports = [one for one in (member.input, member.output) if one in case.inputs]
    ports = [one for one in ports if not one.endswith("_sizes")]
    perm = tuple(other.index(letter) for letter in layout)
    for chosen in product((False, True), repeat=len(ports)):
        turned = [port for port, one in zip(ports, chosen, strict=True) if one]
        if turned:
            through = {port: Through("Transpose", others={"perm": perm}) for port in turned}
            words = f"Transpose {' and '.join(turned)} from {other} to {layout}"
            yield Fix(words, case.block.id, through=through)
