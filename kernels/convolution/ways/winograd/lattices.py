"""A dilated sum along one axis, cut into plain ones.

With dilation d and stride 1, target o and tap t meet at the source o + t d - before: targets of one
residue by d read sources of one residue, and counted in both the dilation is 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from kernels.convolution.axis import Axis


@dataclass(frozen=True)
class Lattice:
    """Every d-th source and target, and how they meet: an axis of stride 1 and dilation 1."""

    sources: slice
    targets: slice
    axis: Axis


def lattices(axis: Axis) -> tuple[Lattice, ...]:
    """The lattices of an axis of stride 1; the first has the most targets."""
    return tuple(_lattice(axis, first) for first in range(min(axis.dilation, axis.targets)))


def _lattice(axis: Axis, first: int) -> Lattice:
    step = axis.dilation
    ahead, start = divmod(first - axis.before, step)
    sources, targets = range(start, axis.source, step), range(first, axis.targets, step)
    return Lattice(
        sources=slice(start, axis.source, min(step, axis.source)),
        targets=slice(first, axis.targets, min(step, axis.targets)),
        axis=Axis(len(sources), axis.taps, len(targets), stride=1, dilation=1, before=-ahead),
    )
