"""A strided sum along one axis as several of stride 1, to be added up.

With stride s, target o and tap t meet at the source o s + t d - before: taps of one residue by s
read sources of one residue, and counted by s they step by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

from kernels.convolution.axis import Axis


@dataclass(frozen=True)
class Residue:
    """Every s-th source, the taps that read there, and how they meet: an axis of stride 1."""

    sources: slice
    taps: slice
    axis: Axis


def residues(axis: Axis) -> list[Residue]:
    """The residues of an axis that hold sources and taps."""
    step = axis.stride // gcd(axis.stride, axis.dilation)
    every = (_residue(axis, first, step) for first in range(min(step, axis.taps)))
    return [residue for residue in every if residue.axis.source > 0]


def _residue(axis: Axis, first: int, step: int) -> Residue:
    ahead, start = divmod(first * axis.dilation - axis.before, axis.stride)
    taps = range(first, axis.taps, step)
    dilation = step * axis.dilation // axis.stride if len(taps) > 1 else 1
    return Residue(
        sources=slice(start, axis.source, min(axis.stride, axis.source)),
        taps=slice(first, axis.taps, min(step, axis.taps)),
        axis=Axis(
            source=len(range(start, axis.source, axis.stride)),
            taps=len(taps),
            targets=axis.targets,
            stride=1,
            dilation=dilation,
            before=-ahead,
        ),
    )
