"""How planes of pixels lie in memory for depthwise sums: sizes alone, kept from call to call.

A sum with a stride is several of stride 1, of other taps and sources each; all have planes of the
same size, so that their sums can be added line by line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, product
from math import prod

from kernels.convolution.axis import Axis, Box
from kernels.convolution.ways.residues import Residue, residues

LAYOUTS_KEPT = 1024


@dataclass(frozen=True)
class Layout:
    """The planes of one sum of stride 1, over (channels, images, *spatial).

    `read` is copied to `place`, and `outside` is zero. Steps are in values.
    """

    taps: Box  # of the filter
    read: Box
    place: Box
    outside: tuple[Box, ...]
    sizes: tuple[int, ...]  # of a plane
    tap_counts: tuple[int, ...]
    tap_steps: tuple[int, ...]
    last: int  # where in a plane the last target is

    @property
    def plane(self) -> int:
        """How many values a plane has."""
        return prod(self.sizes)


@lru_cache(LAYOUTS_KEPT)
def layouts(axes: tuple[Axis, ...], first: int, stop: int) -> tuple[Layout, ...]:
    """One for each sum of stride 1, for the targets from `first` to `stop` of the first axis."""
    here = (axes[0].some_targets(slice(first, stop)), *axes[1:])
    by_axis = [residues(axis) for axis in here]
    reaches = [
        max(((residue.axis.taps - 1) * residue.axis.dilation for residue in every), default=0)
        for every in by_axis
    ]
    sizes = tuple(axis.targets + reach for axis, reach in zip(here, reaches, strict=True))
    return tuple(_layout(chosen, sizes) for chosen in product(*by_axis))


def _layout(chosen: Sequence[Residue], sizes: tuple[int, ...]) -> Layout:
    axes = [residue.axis for residue in chosen]
    steps = [*accumulate(reversed(sizes[1:]), lambda step, size: step * size, initial=1)][::-1]
    read, place = [], []
    for residue, axis, size in zip(chosen, axes, sizes, strict=True):
        start = min(max(0, axis.start), axis.source)
        stop = max(start, min(axis.start + size, axis.source))
        place.append(slice(start - axis.start, stop - axis.start) if stop > start else slice(0, 0))
        step = residue.sources.step
        first = residue.sources.start + start * step
        read.append(slice(first, first + (stop - start) * step, step))
    return Layout(
        taps=tuple(residue.taps for residue in chosen),
        read=tuple(read),
        place=tuple(place),
        outside=outside(place, sizes),
        sizes=sizes,
        tap_counts=tuple(axis.taps for axis in axes),
        tap_steps=tuple(step * axis.dilation for step, axis in zip(steps, axes, strict=True)),
        last=sum((axis.targets - 1) * step for step, axis in zip(steps, axes, strict=True)),
    )


def outside(place: Sequence[slice], sizes: Sequence[int]) -> tuple[Box, ...]:
    """All of a plane but `place`, in boxes."""
    found: list[Box] = []
    before: Box = ()
    for part, size in zip(place, sizes, strict=True):
        ends = (slice(0, part.start), slice(part.stop, size))
        found += [(*before, end) for end in ends if end.start < end.stop]
        before = (*before, part)
    return tuple(found)
