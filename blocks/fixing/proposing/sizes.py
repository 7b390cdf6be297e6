"""Other sizes: a vector for input_sizes or filter_sizes, or the forward op's own input."""

from __future__ import annotations

from blocks.fixing.case import Case, Proposed
from blocks.fixing.legal import all_of, legal_filters, nearest
from blocks.fixing.vectors import input_vector, legal_inputs
from blocks.geometry.members import FILTER_GRADIENT, FORWARD, INPUT_GRADIENT


def propose(case: Case) -> Proposed:
    """The sizes of the forward op first, then those nearest to what there is."""
    member = case.call.member
    if member.role == INPUT_GRADIENT and member.input == "input_sizes":
        yield from _input_sizes(case)
    if member.role == FILTER_GRADIENT:
        yield from _filter_sizes(case)
    if member.role != FORWARD and member.input == "input" and case.forward is not None:
        yield case.wire("input", case.forward[0], ", as the convolution on this page")


def _input_sizes(case: Case) -> Proposed:
    call = case.call
    if case.forward is not None:
        source, shape = case.forward
        two = call.attributes is not None and len(call.numbers("input_sizes") or ()) == 2
        spatial = call.attributes.layout.split(shape)[1] if call.attributes and two else shape
        yield case.numbers("input_sizes", spatial, f", as {source.block} has")
    legal = legal_inputs(call)
    if legal is None:
        return
    now = _spatial_now(case)
    close = [nearest(one, size) for one, size in zip(legal, now or [0] * len(legal), strict=True)]
    largest = [one[-1] if one else None for one in legal]
    smallest = [one[0] if one else None for one in legal]
    for choice in (close, largest, smallest):
        sizes = all_of(choice)
        numbers = None if sizes is None else input_vector(call, sizes)
        if numbers is not None:
            yield case.numbers("input_sizes", numbers)


def _spatial_now(case: Case) -> tuple[int, ...] | None:
    """Height and width as the vector has them, if it has numbers for them."""
    numbers, call = case.call.numbers("input_sizes"), case.call
    if numbers is None or call.attributes is None:
        return None
    count = len(call.attributes.windows)
    if len(numbers) == count:
        return numbers
    return call.attributes.layout.split(numbers)[1] if len(numbers) == count + 2 else None


def _filter_sizes(case: Case) -> Proposed:
    """Taps that fit along each axis; channels as input and out_backprop have them."""
    call, family = case.call, case.call.member.family
    input, output = call.shape("input"), call.shape("out_backprop")
    if call.attributes is None or input is None or output is None:
        return
    rank = len(call.attributes.windows) + 2
    if not len(input) == len(output) == rank or None in input or None in output:
        return
    split = call.attributes.layout.split
    _, inputs, channels = split(input)
    _, outputs, made = split(output)
    now = call.numbers("filter_sizes")
    old = now if now is not None and len(now) == rank else (1,) * rank
    taps = []
    for window, n, o, k in zip(call.attributes.windows, inputs, outputs, old, strict=False):
        assert n is not None
        assert o is not None
        taps.append(nearest(legal_filters(window, n, o), k))
    found = all_of(taps)
    if found is None or not channels or made is None:
        return
    within = old[-2] if family.grouped and old[-2] and channels % old[-2] == 0 else channels
    last = made // channels if family.depthwise else made
    yield case.numbers("filter_sizes", (*found, within, last))
    yield case.numbers("filter_sizes", (*found, channels, last))
