"""How planes of pixels lie in memory for depthwise sums: from sizes alone, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import prod

from kernels.convolution.axis import Axis, Box

LAYOUTS_KEPT = 1024


@dataclass(frozen=True)
class Layout:
    """Padded planes for sums of stride 1, over (channels, images, *spatial).

    What `read` names in the source is copied to `place`; all else is zero. Steps are in values.
    """

    read: Box
    place: Box
    sizes: tuple[int, ...]  # of a plane
    tap_steps: tuple[int, ...]
    last: int  # where in a plane the last target is

    @property
    def plane(self) -> int:
        """How many values a plane has."""
        return prod(self.sizes)


@lru_cache(LAYOUTS_KEPT)
def layout(axes: tuple[Axis, ...], first: int, stop: int) -> Layout:
    """The layout for the targets from `first` to `stop` of the first axis, and all of the others.

    All axes step by one: so a plane has room for what each tap reads, from target to target.
    """
    here = (axes[0].some_targets(slice(first, stop)), *axes[1:])
    sizes = tuple(axis.span for axis in here)
    steps = [prod(sizes[at + 1 :]) for at in range(len(sizes))]
    read, place = [], []
    for axis in here:
        start = min(max(0, axis.start), axis.source)
        end = max(start, min(axis.start + axis.span, axis.source))
        read.append(slice(start, end))
        at = start - axis.start if end > start else 0
        place.append(slice(at, at + end - start))
    return Layout(
        read=tuple(read),
        place=tuple(place),
        sizes=sizes,
        tap_steps=tuple(step * axis.dilation for step, axis in zip(steps, here, strict=True)),
        last=sum((axis.targets - 1) * step for step, axis in zip(steps, here, strict=True)),
    )
