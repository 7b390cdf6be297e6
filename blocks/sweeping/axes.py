"""An axis of a sweep: what varies, and over which values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from blocks.errors import RequestRefused, ValueRefused
from blocks.page import Page
from blocks.sweeping.targets import Raw, Target, read_target
from blocks.sweeping.value_list import LONGEST, split_values

TOGETHER = "+"
"""Between targets that have the same value in each cell, as `y.padding+dx.padding`."""


@dataclass(frozen=True, slots=True)
class Axis:
    """What varies, one thing or several together, and the values: as they were typed, and for
    each of the targets as the page takes them."""

    targets: tuple[Target, ...]
    labels: tuple[str, ...]
    raws: tuple[tuple[Raw, ...], ...]

    def __str__(self) -> str:
        return TOGETHER.join(map(str, self.targets))

    def __len__(self) -> int:
        return len(self.labels)


def read_axis(page: Page, target: str, values: str) -> Axis:
    """The axis of a target and its values in one text, as `SAME,VALID` or `1..4`.

    One number stands for all spatial axes of strides, dilations and pads, and fills a Const.
    Raises RequestRefused for a target that does not exist and a value that it can never have;
    what fits only to some other attributes is found by running.
    """
    try:
        targets = tuple(read_target(page, one) for one in target.split(TOGETHER))
    except RequestRefused as why:
        raise RequestRefused(f"{target.strip()}: {why}", why.block, why.port) from None
    labels = split_values(values)
    raws = tuple(tuple(_read(page, one, label) for label in labels) for one in targets)
    return Axis(targets, labels, raws)


def _read(page: Page, target: Target, label: str) -> Raw:
    try:
        return target.reader(page)(label)
    except ValueRefused as why:
        message = f"{target}={label}: {why}"
        raise RequestRefused(message, target.block, target.name) from None


def read_axes(page: Page, texts: Iterable[str]) -> tuple[Axis, ...]:
    """The axes of `target=values` texts. Raises RequestRefused, also for a grid that is too
    large."""
    axes = []
    for text in texts:
        target, equals, values = text.partition("=")
        if not (equals and target.strip() and values.strip()):
            raise RequestRefused(f"{text}: it goes like dx.padding=SAME,VALID or H=4..8")
        axes.append(read_axis(page, target, values))
    check_axes(axes)
    return tuple(axes)


def check_axes(axes: Sequence[Axis]) -> None:
    """Raise RequestRefused if axes make no grid: none, one twice, or too many cells."""
    if not axes:
        raise RequestRefused("nothing varies; name at least one attribute or variable with values")
    for at, axis in enumerate(axes):
        before = [target for other in axes[:at] for target in other.targets]
        for target in axis.targets:
            if target in before or axis.targets.count(target) > 1:
                raise RequestRefused(f"{target} varies twice; give all its values at once")
    count = math.prod(map(len, axes))
    if count > LONGEST:
        raise RequestRefused(f"the grid has {count:,} cells; at most {LONGEST:,} are possible")
