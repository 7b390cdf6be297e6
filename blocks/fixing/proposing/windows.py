"""Other padding, strides, dilations and pads with which the sizes along the axes fit."""

from __future__ import annotations

from blocks.fixing.case import Case, Proposed
from blocks.fixing.legal import (
    all_of,
    legal_dilations,
    legal_pads,
    legal_strides,
    nearest,
    with_padding,
)


def propose(case: Case) -> Proposed:
    """What is nearest to what the block has, one attribute alone before several together."""
    axes = case.axes
    if not axes or all(one.fits for one in axes):
        return
    strides = all_of(
        one.window.stride if one.fits else nearest(legal_strides(*one), one.window.stride)
        for one in axes
    )
    if strides is not None:
        yield case.set_windows({"strides": strides})
    yield from _paddings(case)
    yield from _pads(case)
    dilations = all_of(
        one.window.dilation if one.fits else nearest(legal_dilations(*one), one.window.dilation)
        for one in axes
    )
    if dilations is not None:
        yield case.set_windows({"dilations": dilations})


def _paddings(case: Case) -> Proposed:
    """SAME or VALID in the place of the padding there is, with other strides where they need."""
    now = case.axes[0].window.padding
    for padding in ("SAME", "VALID"):
        if padding == now:
            continue
        strides = []
        for window, n, k, o in case.axes:
            other = with_padding(window, padding)
            fits = other.outputs(n, k) == o
            step = nearest(legal_strides(other, n, k, o), window.stride)
            strides.append(window.stride if fits else step)
        if (found := all_of(strides)) is not None:
            # Pads count for EXPLICIT alone, and are refused beside others.
            yield case.set_windows({"padding": padding, "explicit_paddings": (), "strides": found})


def _pads(case: Case) -> Proposed:
    if "EXPLICIT" not in case.call.member.family.paddings:
        return
    pads = [legal_pads(*one) for one in case.axes]
    found = tuple(one for one in pads if one is not None)
    if len(found) == len(pads):
        yield case.set_windows({"padding": "EXPLICIT", "explicit_paddings": found})
