"""Which shapes the tensors of a convolution could have, each with the others as they are."""

from __future__ import annotations

from collections.abc import Iterator

from blocks.fixing.call import Call
from blocks.fixing.case import sure
from blocks.fixing.legal import all_of, legal_filters, nearest
from blocks.geometry.members import FORWARD
from kernels.convolution import rules
from kernels.errors import ArgumentError

Shape = tuple[int, ...]
Wanted = Iterator[tuple[str, Shape]]


def shapes_of_call(call: Call) -> Wanted:
    """Ports and shapes that are worth a trial: of the right rank, then of sizes that fit."""
    if call.attributes is None:
        return
    member, rank = call.member, len(call.attributes.windows) + 2
    shapes = {
        port: shape
        for port in (member.input, member.filter, member.output)
        if port and (shape := sure(call.shape(port))) is not None
    }
    for port, shape in shapes.items():
        if len(shape) != rank:
            yield from _of_rank(port, shape, rank, is_filter=port == member.filter)
    right = {port: shape for port, shape in shapes.items() if len(shape) == rank}
    input, filter, output = (
        right.get(port) for port in (member.input, member.filter, member.output)
    )
    if input is not None:
        yield from _filters(call, input, filter, output)
    if filter is not None:
        yield from _inputs(call, input, filter, output)
    if input is not None and filter is not None:
        yield from _outputs(call, input, filter)


def _of_rank(port: str, shape: Shape, rank: int, *, is_filter: bool) -> Wanted:
    """Axes of size 1 set in where one usually lacks, or taken out."""
    lacking = rank - len(shape)
    if lacking == 1 and not is_filter:
        yield port, (1, *shape)
    if lacking > 0 and is_filter:
        yield port, (*shape, *[1] * lacking)
    if lacking > 0:
        for at in range(len(shape) + 1):
            yield port, (*shape[:at], *[1] * lacking, *shape[at:])
    elif shape.count(1) >= -lacking:
        left = list(shape)
        for _ in range(-lacking):
            left.remove(1)
        yield port, tuple(left)


def _filters(call: Call, input: Shape, filter: Shape | None, output: Shape | None) -> Wanted:
    """The channels that input and output have, and where the filter has none, taps that fit."""
    assert call.attributes is not None
    layout, depthwise = call.attributes.layout, call.member.family.depthwise
    channels = layout.split(input)[2]
    made = layout.split(output)[2] if output is not None else None
    taps = filter[:-2] if filter is not None else _taps(call, input, output)
    if not channels or taps is None or (filter is None and made is None):
        return
    last = filter[-1] if filter is not None else 1
    if made is not None:
        last = max(1, made // channels) if depthwise else made
    yield call.member.filter, (*taps, channels, last)
    if made is not None and filter is not None:
        yield call.member.filter, (*taps, filter[-2], last)


def _taps(call: Call, input: Shape, output: Shape | None) -> Shape | None:
    assert call.attributes is not None
    if output is None:
        return None
    split = call.attributes.layout.split
    sizes = zip(call.attributes.windows, split(input)[1], split(output)[1], strict=True)
    return all_of(nearest(legal_filters(window, n or 0, o or 0), 3) for window, n, o in sizes)


def _inputs(call: Call, input: Shape | None, filter: Shape, output: Shape | None) -> Wanted:
    """The channels that the filter has; with an output, its batch and sizes that give it."""
    assert call.attributes is not None
    layout, windows = call.attributes.layout, call.attributes.windows
    within = filter[-2]
    batch, sizes, channels = layout.split(input) if input is not None else (1, None, within)
    if sizes is not None:
        yield call.member.input, tuple(layout.join(batch, sizes, within))
    if output is None or 0 in filter[:-2]:
        return
    batch, outputs, _ = layout.split(output)
    near = sizes or (0,) * len(windows)
    fitting = all_of(
        nearest(window.legal_inputs(o or 0, k), n or 0)
        for window, n, k, o in zip(windows, near, filter[:-2], outputs, strict=True)
    )
    if fitting is not None:
        yield call.member.input, tuple(layout.join(batch, fitting, channels))
        yield call.member.input, tuple(layout.join(batch, fitting, within))


def _outputs(call: Call, input: Shape, filter: Shape) -> Wanted:
    """What the forward op would make."""
    assert call.attributes is not None
    if call.member.role == FORWARD:
        return
    try:
        found = rules.forward(call.attributes, input, filter).output_shape
    except ArgumentError:
        return
    if (shape := sure(found)) is not None:
        yield call.member.output, shape
