"""The phases of an input gradient along one axis: positions that the same taps reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kernels.convolution.axis import Axis

PHASES_KEPT = 1024  # of axes


@dataclass(frozen=True)
class Phase:
    """The input positions of one residue on one axis, and the taps that reach them."""

    positions: slice
    taps: slice  # of the filter, last first
    axis: Axis  # reads out_backprop, writes these positions

    def some(self, part: slice) -> Phase:
        """The phase for some of its positions alone, perhaps none."""
        part = slice(part.start, max(part.start, min(part.stop, self.axis.targets)))
        start, step = self.positions.start, self.positions.step
        positions = slice(start + part.start * step, start + (part.stop - 1) * step + 1, step)
        if part.start == part.stop:
            positions = slice(0, 0)
        return replace(self, positions=positions, axis=self.axis.some_targets(part))


@lru_cache(PHASES_KEPT)
def phases(forward: Axis) -> tuple[Phase, ...]:
    """The phases of an axis that any tap reaches; what no tap reaches has the gradient 0."""
    by_residue: dict[int, list[int]] = {}
    for tap in range(forward.taps):
        residue = (tap * forward.dilation - forward.before) % forward.stride
        by_residue.setdefault(residue, []).append(tap)
    return tuple(
        _phase(forward, residue, taps)
        for residue, taps in sorted(by_residue.items())
        if residue < forward.source
    )


def whole(found: Sequence[Phase]) -> Axis:
    """The axis without steps whose windows hold those of all these phases of one axis."""
    axes = [phase.axis for phase in found]
    start = min(axis.start for axis in axes)
    stop = max(axis.start + (axis.taps - 1) * axis.dilation + 1 for axis in axes)
    targets = max(axis.targets for axis in axes)
    return Axis(axes[0].source, stop - start, targets, stride=1, dilation=1, before=-start)


def leaves_out(forward: Axis) -> bool:
    """Are there positions that no tap reaches?"""
    return len(phases(forward)) < min(forward.stride, forward.source)


def _phase(forward: Axis, residue: int, taps: Sequence[int]) -> Phase:
    # Position residue + q s meets tap t at output q + (residue + before - t d) / s, a whole number.
    # From the last tap to the first that output grows by the same step each time.
    first, last = taps[0], taps[-1]
    between = taps[1] - first if len(taps) > 1 else 1
    count = (forward.source - residue - 1) // forward.stride + 1
    before = (last * forward.dilation - residue - forward.before) // forward.stride
    dilation = between * forward.dilation // forward.stride if len(taps) > 1 else 1
    return Phase(
        positions=slice(residue, forward.source, min(forward.stride, forward.source)),
        taps=slice(last, first - 1 if first else None, -between),
        axis=Axis(forward.targets, len(taps), count, 1, dilation, before),
    )
