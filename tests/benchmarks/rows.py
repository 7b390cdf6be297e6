"""The speed table: calls of the size that networks make, the same for every peer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One call. `spatial` and `filter` give height and width, or depth, height and width."""

    name: str
    batch: int
    spatial: tuple[int, ...]
    channels: int
    filters: int
    filter: int
    stride: int = 1
    dilation: int = 1
    depthwise: bool = False

    @property
    def rank(self) -> int:
        """2 for images, 3 for volumes."""
        return len(self.spatial)

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Channels last."""
        return (self.batch, *self.spatial, self.channels)

    @property
    def filter_shape(self) -> tuple[int, ...]:
        """TensorFlow's order: sizes, channels in, channels out (or the depthwise multiplier)."""
        last = self.filters // self.channels if self.depthwise else self.filters
        return (*[self.filter] * self.rank, self.channels, last)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """With SAME padding, as in all rows."""
        return (self.batch, *(-(-n // self.stride) for n in self.spatial), self.filters)

    @property
    def vector(self) -> dict[str, Any]:
        """The attributes as the kernels take them."""
        return {
            "strides": (1, *[self.stride] * self.rank, 1),
            "dilations": (1, *[self.dilation] * self.rank, 1),
            "padding": "SAME",
        }

    @property
    def operations(self) -> int:
        """A multiplication and an addition for each filter tap of each output cell."""
        channels = 1 if self.depthwise else self.channels
        return 2 * prod(self.output_shape) * self.filter**self.rank * channels

    def tensors(self) -> tuple[Array, Array, Array]:
        """Input, filter and out_backprop: the same random float32 numbers every time."""
        return _random(self.input_shape, self.filter_shape, self.output_shape)


@lru_cache(maxsize=1)  # every side of a row asks for the same
def _random(*shapes: tuple[int, ...]) -> tuple[Array, ...]:
    random = np.random.default_rng(20)
    return tuple(random.standard_normal(shape, np.float32) for shape in shapes)


def _images(name: str, batch: int, side: int, into: int, out: int, filter: int, **more: Any) -> Row:
    return Row(name, batch, (side, side), into, out, filter, **more)


def _depthwise(name: str, batch: int, side: int, channels: int, filter: int, stride: int) -> Row:
    return Row(name, batch, (side, side), channels, channels, filter, stride, depthwise=True)


ROWS = (
    _images("8x224x224, 3->64, 7x7, stride 2", 8, 224, 3, 64, 7, stride=2),
    _images("8x56x56, 64->64, 3x3", 8, 56, 64, 64, 3),
    _images("8x28x28, 128->128, 3x3", 8, 28, 128, 128, 3),
    _images("8x14x14, 256->256, 3x3", 8, 14, 256, 256, 3),
    _images("8x7x7, 512->512, 3x3", 8, 7, 512, 512, 3),
    _images("8x56x56, 64->256, 1x1", 8, 56, 64, 256, 1),
    _images("8x56x56, 128->128, 3x3, stride 2", 8, 56, 128, 128, 3, stride=2),
    _images("8x28x28, 512->1024, 1x1, stride 2", 8, 28, 512, 1024, 1, stride=2),
    _images("2x33x33, 256->256, 3x3, dilation 2", 2, 33, 256, 256, 3, dilation=2),
    _images("4x56x56, 256->256, 3x3", 4, 56, 256, 256, 3),
    _images("64x28x28, 1->32, 5x5", 64, 28, 1, 32, 5),
    _depthwise("depthwise 8x112x112x32, 3x3", 8, 112, 32, 3, 1),
    _depthwise("depthwise 8x56x56x144, 3x3, stride 2", 8, 56, 144, 3, 2),
    _depthwise("depthwise 8x14x14x384, 3x3", 8, 14, 384, 3, 1),
    _depthwise("depthwise 4x28x28x384, 7x7", 4, 28, 384, 7, 1),
    Row("1x8x28x28, 128->256, 3x3x3", 1, (8, 28, 28), 128, 256, 3),
    Row("1x16x56x56, 64->128, 3x3x3, stride 2", 1, (16, 56, 56), 64, 128, 3, stride=2),
)
