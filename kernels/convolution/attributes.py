"""The attributes that the whole family shares, checked and taken apart by axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from kernels.arguments import choice, count_word, integers, plain_integers, shown
from kernels.convolution.window import Window
from kernels.errors import ArgumentError

Item = TypeVar("Item")

AXIS_NAMES = {"N": "batch", "D": "depth", "H": "height", "W": "width", "C": "channels"}


@dataclass(frozen=True, eq=False)
class Family:
    """What sets 2-D, 3-D and depthwise convolution apart; the rest of the code is common.

    There are three, compared by identity.
    """

    formats: tuple[str, str]  # channels last, channels first
    paddings: tuple[str, ...]
    spatial: tuple[str, ...]
    grouped: bool = False  # may the input have a multiple of the filter's channels?
    depthwise: bool = False

    @cached_property
    def filter_axes(self) -> tuple[str, ...]:
        last = ("in_channels", "multiplier" if self.depthwise else "out_channels")
        return (*self.spatial, *last)


PLANE = ("height", "width")
CONV2D = Family(("NHWC", "NCHW"), ("SAME", "VALID", "EXPLICIT"), PLANE, grouped=True)
DEPTHWISE = Family(("NHWC", "NCHW"), ("SAME", "VALID", "EXPLICIT"), PLANE, depthwise=True)
CONV3D = Family(("NDHWC", "NCDHW"), ("SAME", "VALID"), ("depth", "height", "width"))


@dataclass(frozen=True)
class Layout:
    """Where a data_format keeps batch, channels and the spatial axes."""

    data_format: str

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """The axes by name, in order: batch, height, width, channels for NHWC."""
        return tuple(AXIS_NAMES[letter] for letter in self.data_format)

    @property
    def channels_last(self) -> bool:
        return self.data_format.endswith("C")

    def join(self, batch: Item, spatial: Sequence[Item], channels: Item) -> tuple[Item, ...]:
        """One item an axis, in this layout's order."""
        if self.channels_last:
            return (batch, *spatial, channels)
        return (batch, channels, *spatial)

    def split(self, items: Sequence[Item]) -> tuple[Item, tuple[Item, ...], Item]:
        """The items of batch, of the spatial axes and of channels."""
        if self.channels_last:
            return items[0], tuple(items[1:-1]), items[-1]
        return items[0], tuple(items[2:]), items[1]


@dataclass(frozen=True, eq=False)
class Attributes:
    """The attributes of one call: the layout and one window for each spatial axis.

    Compared by identity: a quick key for what is known of a call; the same plain attributes come
    as the same object as a rule.
    """

    family: Family
    layout: Layout
    windows: tuple[Window, ...]


def attributes(
    family: Family,
    strides: object,
    padding: object,
    explicit_paddings: object,
    data_format: object,
    dilations: object,
) -> Attributes:
    """Check the attributes; `ArgumentError` names the first that is wrong."""
    numbers = plain_integers(strides), plain_integers(explicit_paddings), plain_integers(dilations)
    if None in numbers or type(padding) is not str or type(data_format) is not str:
        return _checked(family, strides, padding, explicit_paddings, data_format, dilations)
    return _known(family, numbers[0], padding, numbers[1], data_format, numbers[2])


def _checked(
    family: Family,
    strides: object,
    padding: object,
    explicit_paddings: object,
    data_format: object,
    dilations: object,
) -> Attributes:
    """Whatever came, item by item."""
    layout = Layout(choice("data_format", data_format, family.formats))
    mode = choice("padding", padding, family.paddings)
    steps = _per_axis("strides", strides, layout)
    gaps = _per_axis("dilations", dilations, layout)
    pads = _pads(explicit_paddings, mode, layout)
    windows = (
        Window(name, step, gap, mode, pair)
        for name, step, gap, pair in zip(family.spatial, steps, gaps, pads, strict=True)
    )
    return Attributes(family, layout, tuple(windows))


# Checking takes longer than many a small kernel. What is refused is not kept.
_known = lru_cache(maxsize=1024)(_checked)


def _per_axis(argument: str, value: object, layout: Layout) -> tuple[int, ...]:
    """The spatial numbers of strides or dilations; batch and channels must say 1."""
    axes = layout.axes
    wanted = f"{count_word(len(axes))} numbers in {layout.data_format} order ({', '.join(axes)})"
    numbers = integers(argument, value, wanted)
    if len(numbers) != len(axes):
        came = f"{len(numbers)} came: {shown(numbers)}" if numbers else "none came"
        raise ArgumentError(argument, f"{argument} needs {wanted}, {came}")
    for axis, number in zip(axes, numbers, strict=True):
        if axis in ("batch", "channels") and number != 1:
            raise ArgumentError(
                argument,
                f"{argument} must be 1 for {axis}, {number} came in {shown(numbers)}"
                f" ({layout.data_format} order: {', '.join(axes)})",
            )
        if number < 1:
            raise ArgumentError(
                argument,
                f"{argument} must be 1 or more for {axis}, {number} came in {shown(numbers)}",
            )
    return layout.split(numbers)[1]


def _pads(value: object, padding: str, layout: Layout) -> tuple[tuple[int, int], ...]:
    """The pads before and after each spatial axis; zeros unless the padding is EXPLICIT."""
    argument, axes = "explicit_paddings", layout.axes
    count = 2 * len(axes)
    wanted = (
        f"{count_word(count)} numbers in {layout.data_format} order"
        f" (before and after each of {', '.join(axes)})"
    )
    numbers = integers(argument, value, wanted)
    if padding != "EXPLICIT":
        if numbers:
            raise ArgumentError(
                argument,
                f"explicit_paddings must be empty when padding is {padding}, {shown(numbers)} came;"
                " leave it out or choose padding EXPLICIT",
            )
        return ((0, 0),) * (len(axes) - 2)
    if len(numbers) != count:
        came = f"{len(numbers)} came: {shown(numbers)}" if numbers else "none came"
        raise ArgumentError(argument, f"{argument} needs {wanted} when padding is EXPLICIT, {came}")
    pairs = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    for axis, pair in zip(axes, pairs, strict=True):
        if axis in ("batch", "channels") and pair != (0, 0):
            raise ArgumentError(
                argument, f"{argument} must be 0 for {axis}, {shown(pair)} came in {shown(numbers)}"
            )
        if min(pair) < 0:
            raise ArgumentError(
                argument, f"{argument} must be 0 or more for {axis}, {shown(pair)} came"
            )
    return layout.split(pairs)[1]
