"""Why taps reach the cells of an input unevenly, in words: where zeros and checkerboards come from.

What is said is looked for in the counts themselves; the sizes only tell why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from math import gcd

import numpy as np

from blocks.geometry.axis import Counts, SpatialAxis
from blocks.geometry.words import counted, taps_words

LOOKED_AT = 1 << 18
"""Of a longer axis so many positions are looked at."""

_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh"}

CHECKERBOARD = (
    "A cell is reached by its row's taps times its column's: uneven both ways, that is a "
    "checkerboard."
)
NOTHING_THERE = (
    "Where no tap reaches, the gradient by the input is 0, and the convolution never reads the "
    "input."
)


def coverage_words(axes: Sequence[SpatialAxis]) -> list[str]:
    """How evenly the taps of all windows reach the input: a few sentences for each axis, then what
    comes of them together."""
    found = [_Coverage(axis) for axis in axes]
    said = _each(found)
    if not all(axis.input and axis.outputs for axis in axes):
        return said
    uneven = [one.axis.noun for one in found if one.is_uneven]
    if len(uneven) > 1:
        said.append(CHECKERBOARD)
    elif uneven:
        said.append(f"Only {uneven[0]}s are uneven: stripes.")
    if any(one.tail or len(one.unreached) for one in found):
        said.append(NOTHING_THERE)
    return said


def _each(found: Sequence[_Coverage]) -> list[str]:
    """What there is to say of each axis; of axes that are the same once."""
    alike: dict[object, list[_Coverage]] = {}
    for one in found:
        axis = one.axis
        alike.setdefault((replace(axis, window=replace(axis.window, name=""))), []).append(one)
    said = []
    for first, *others in alike.values():
        words = " ".join(first.sentences())
        if others:
            words += f" The same goes for {' and '.join(f'{one.axis.noun}s' for one in others)}."
        said.append(words)
    return said


class _Coverage:
    """How evenly taps reach along one axis.

    Of `stride` cells in a row those are reached whose place is a tap's times the dilation; with a
    common factor of the two the places repeat after `every` taps.
    """

    def __init__(self, axis: SpatialAxis) -> None:
        self.axis = axis
        self.counts = axis.coverage(range(min(axis.input, LOOKED_AT)))
        self.common = gcd(axis.stride, axis.dilation)
        self.every = axis.stride // self.common
        self.tail = min(axis.input, max(0, axis.input - axis.read_until))
        """How many cells come after the last tap of the last window."""

    @cached_property
    def unreached(self) -> Counts:
        """The positions before the tail that no tap reaches."""
        return np.flatnonzero(self.counts[: max(0, self.axis.read_until)] == 0)

    @cached_property
    def skipped(self) -> int:
        """How many of those lie where no window at all would put a tap, if there are several."""
        if self.axis.outputs < 2:
            return 0
        at = self.unreached + self.axis.pads[0]
        turn = pow(self.axis.dilation // self.common, -1, self.every) if self.every > 1 else 0
        tap = at // self.common % self.every * turn % self.every
        return int(((at % self.common != 0) | (tap >= self.axis.taps)).sum())

    @cached_property
    def middle(self) -> Counts:
        """The counts of the cells over which all windows stand that could."""
        axis = self.axis
        first = max(0, axis.reach - 1 - axis.pads[0])
        last = min(axis.input - 1, (axis.outputs - 1) * axis.stride - axis.pads[0])
        return self.counts[first : last + 1] if last >= first else self.counts[:0]

    @property
    def is_uneven(self) -> bool:
        """Whether cells in the middle are reached by some taps and by more in turn, beside those
        that are reached by none."""
        reached = self.middle[self.middle > 0]
        return bool(len(reached)) and bool((reached != reached[0]).any())

    # ---- words ------------------------------------------------------------------------------

    def sentences(self) -> list[str]:
        """What there is to say, the most telling first."""
        axis = self.axis
        if not axis.input:
            return [f"The input has no {axis.noun}s."]
        if not axis.outputs:
            return [
                f"The filter reaches over {counted(axis, axis.reach)}, the padded input has "
                f"{len(axis.padded)}: no window fits."
            ]
        if not self.counts.any() and axis.input <= LOOKED_AT:
            return [f"No tap of any window falls on a {axis.noun} of the input: reached by none."]
        if (self.counts == self.counts[0]).all():
            return [f"Each {axis.noun} is reached by {taps_words(int(self.counts[0]))}."]
        parts = (self._skips(), self._gaps(), self._ends(), self._turns(), self._edges())
        return [one for one in parts if one] or [self._range()]

    def _range(self) -> str:
        """Where nothing else can be said: the filter is wide beside the input."""
        least, most = int(self.counts.min()), int(self.counts.max())
        taps = self.axis.taps
        meet = f"; nowhere do all {taps} taps meet" if most < taps // self.every else ""
        return f"{self.axis.noun.capitalize()}s are reached by {least} to {most} taps{meet}."

    def _skips(self) -> str:
        """Cells at which no window puts a tap."""
        axis, stride, taps = self.axis, self.axis.stride, self.axis.taps
        if not self.skipped:
            return ""
        if self.common == 1:
            why = f"Stride {stride} is larger than the filter's {taps_words(taps)}"
        elif taps >= self.every:
            why = f"Stride {stride} and dilation {axis.dilation} share the factor {self.common}"
        else:
            why = f"Stride {stride}, dilation {axis.dilation} and {taps_words(taps)}"
        missed = stride - min(taps, self.every)
        if missed == 1:
            ordinal = _ORDINALS.get(stride, f"{stride}th")
            return f"{why}: every {ordinal} {axis.noun} is reached by none."
        return f"{why}: {missed} of every {stride} {axis.noun}s are reached by none."

    def _gaps(self) -> str:
        """Cells between the taps of a window that another window could reach, and none does."""
        axis, many = self.axis, len(self.unreached) - self.skipped
        if not many:
            return ""
        lie, are = ("lies", "is") if many == 1 else ("lie", "are")
        why = f"between the taps, which dilation {axis.dilation} sets apart"
        if axis.dilation == 1:
            why = "where no window stands"
        return f"{counted(axis, many)} {lie} {why}, and {are} reached by none.".capitalize()

    def _ends(self) -> str:
        """Cells after the last window."""
        axis, tail = self.axis, self.tail
        if not tail:
            return ""
        if tail == 1:
            return f"The last {axis.noun} comes after the last window: reached by none."
        return f"The last {tail} {axis.noun}s come after the last window: reached by none."

    def _turns(self) -> str:
        """Cells in the middle that are reached by more taps and by fewer in turn."""
        axis, taps = self.axis, self.axis.taps
        if not self.is_uneven:
            return ""
        few, many = taps // self.every, -(-taps // self.every)
        turns = f"{axis.noun}s are reached by {many} and {taps_words(few)} in turn"
        if self.common > 1:
            return f"{turns.capitalize()}."
        return (
            f"The filter's {taps} taps are no multiple of stride {axis.stride}: {turns}. "
            f"{few * self.every} or {many * self.every} taps would be even."
        )

    def _edges(self) -> str:
        """Cells near the edges over which fewer windows stand."""
        axis = self.axis
        reached = self.middle[self.middle > 0]
        if not len(reached) or axis.input > LOOKED_AT:
            return ""
        few = np.flatnonzero((self.counts < reached.min()) & (self.counts > 0))
        if not len(few):
            return ""
        first = int((few < axis.input / 2).sum())
        sides = [(first, "start"), (len(few) - first, "end")]
        where = [f"{counted(axis, many)} near the {side}" for many, side in sides if many]
        places = " and ".join(where)
        if self.is_uneven or self.skipped:
            return f"Fewer reach {places}, where fewer windows stand."
        usual = taps_words(int(reached[0]))
        return (
            f"Each {axis.noun} in the middle is reached by {usual}; {places} by fewer, since fewer "
            "windows stand there."
        )
