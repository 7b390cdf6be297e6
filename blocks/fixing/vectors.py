"""The legal input sizes of a gradient, as its other inputs leave them."""

from __future__ import annotations

from blocks.fixing.call import Call
from blocks.geometry.members import INPUT_GRADIENT


def legal_inputs(call: Call) -> tuple[range, ...] | None:
    """Every legal size along each spatial axis; None while they cannot be known.

    A range is as long as the stride is large, and empty where no input would fit.
    """
    if call.attributes is None or call.member.role != INPUT_GRADIENT:
        return None
    filter, output = call.shape(call.member.filter), call.shape(call.member.output)
    rank = len(call.attributes.windows) + 2
    if filter is None or output is None or not len(filter) == len(output) == rank:
        return None
    legal = []
    outputs = call.attributes.layout.split(output)[1]
    for window, k, o in zip(call.attributes.windows, filter[:-2], outputs, strict=True):
        if o is None or not k:
            return None
        legal.append(window.legal_inputs(o, k))
    return tuple(legal)


def input_vector(call: Call, spatial: tuple[int, ...]) -> tuple[int, ...] | None:
    """The whole vector for these sizes along the spatial axes: height and width alone if it is so
    now, else with the batch and the channels that fit. None while those cannot be known."""
    if call.attributes is None:
        return None
    now = call.numbers("input_sizes") or ()
    if len(now) == len(spatial):
        return spatial
    layout, family = call.attributes.layout, call.member.family
    old = layout.split(now) if len(now) == len(spatial) + 2 else None
    filter, output = call.shape(call.member.filter), call.shape(call.member.output)
    batch = layout.split(output)[0] if output else None
    channels = filter[-2] if filter else None
    if family.grouped and old is not None and channels and old[2] and old[2] % channels == 0:
        groups, made = old[2] // channels, filter[-1] if filter else None
        channels = old[2] if made is None or made % groups == 0 else channels
    if batch is None and old is not None:
        batch = old[0]
    if channels is None and old is not None:
        channels = old[2]
    if batch is None or channels is None:
        return None
    return layout.join(batch, spatial, channels)
