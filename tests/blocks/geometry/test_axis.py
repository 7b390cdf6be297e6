"""Axes against the kernels and against counting: coverage is the gradient of ones by a filter of
ones."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

import kernels
from blocks.geometry import Held, Plane, SpatialAxis
from blocks.geometry.axis import LARGEST
from blocks.geometry.plane import INSIDE, REACHED, SPANNED, TAPPED
from kernels.convolution.window import Window

CASES = 300


def random_axis(chance: random.Random, name: str, *, explicit: bool = True) -> SpatialAxis:
    mode = chance.choice(["SAME", "VALID", "EXPLICIT"] if explicit else ["SAME", "VALID"])
    pads = (chance.randint(0, 4), chance.randint(0, 4)) if mode == "EXPLICIT" else (0, 0)
    window = Window(name, chance.randint(1, 5), chance.randint(1, 4), mode, pads)
    input, taps = chance.randint(0, 12), chance.randint(1, 5)
    return SpatialAxis(window, input, taps, window.outputs(input, taps))


def counted(axis: SpatialAxis) -> Counter[int]:
    """How many taps reach each position, one by one."""
    return Counter(at for target in range(axis.outputs) for at in axis.positions(target))


@pytest.mark.parametrize("seed", range(CASES))
def test_coverage_counts_the_taps(seed: int) -> None:
    axis = random_axis(random.Random(seed), "width")
    counts = counted(axis)
    assert axis.coverage().tolist() == [counts[at] for at in range(axis.input)]
    wide = range(axis.padded.start - 2, axis.padded.stop + 3)
    assert axis.coverage(wide).tolist() == [counts[at] for at in wide]
    assert axis.read_until == max(counts, default=axis.padded.start - 1) + 1
    assert all(at in axis.padded for at in counts)
    inside = [
        sum(0 <= at < axis.input for at in axis.positions(target)) for target in range(axis.outputs)
    ]
    assert axis.inside().tolist() == inside


def kernel_coverage(axes: list[SpatialAxis]) -> np.ndarray:
    """The gradient of ones by a filter of ones."""
    shape = [axis.input for axis in axes]
    filter = np.ones([*(axis.taps for axis in axes), 1, 1], np.float32)
    out = np.ones([1, *(axis.outputs for axis in axes), 1], np.float32)
    mode = axes[0].window.padding
    explicit = {}
    if mode == "EXPLICIT":
        pads = [pad for axis in axes for pad in axis.window.pads]
        explicit = {"explicit_paddings": [0, 0, *pads, 0, 0]}
    gradient = kernels.conv2d_backprop_input if len(axes) == 2 else kernels.conv3d_backprop_input_v2
    return gradient(
        np.array([1, *shape, 1], np.int32),
        filter,
        out,
        strides=[1, *(axis.stride for axis in axes), 1],
        dilations=[1, *(axis.dilation for axis in axes), 1],
        padding=mode,
        **explicit,
    )[0, ..., 0]


def of_one_mode(chance: random.Random, names: tuple[str, ...]) -> list[SpatialAxis]:
    while True:
        axes = [random_axis(chance, name, explicit=len(names) == 2) for name in names]
        if len({axis.window.padding for axis in axes}) == 1:
            return axes


@pytest.mark.parametrize("seed", range(60))
def test_the_kernels_say_the_same_of_planes(seed: int) -> None:
    rows, columns = axes = of_one_mode(random.Random(seed), ("height", "width"))
    found = Plane(rows, columns).coverage(range(rows.input), range(columns.input))
    np.testing.assert_array_equal(found, kernel_coverage(axes))


@pytest.mark.parametrize("seed", range(40))
def test_the_kernels_say_the_same_of_volumes(seed: int) -> None:
    depth, rows, columns = axes = of_one_mode(random.Random(seed), ("depth", "height", "width"))
    wanted = kernel_coverage(axes)
    for position in range(depth.input):
        plane = Plane(rows, columns, Held(depth, position, 0))
        found = plane.coverage(range(rows.input), range(columns.input))
        np.testing.assert_array_equal(found, wanted[position])


@pytest.mark.parametrize("seed", range(60))
def test_the_forward_kernel_reads_so_many_cells(seed: int) -> None:
    rows, columns = of_one_mode(random.Random(seed), ("height", "width"))
    explicit = {}
    if rows.window.padding == "EXPLICIT":
        explicit = {"explicit_paddings": [0, 0, *rows.window.pads, *columns.window.pads, 0, 0]}
    wanted = kernels.conv2d(
        np.ones([1, rows.input, columns.input, 1], np.float32),
        np.ones([rows.taps, columns.taps, 1, 1], np.float32),
        strides=[1, rows.stride, columns.stride, 1],
        dilations=[1, rows.dilation, columns.dilation, 1],
        padding=rows.window.padding,
        **explicit,
    )[0, ..., 0]
    found = Plane(rows, columns).inside(range(rows.outputs), range(columns.outputs))
    np.testing.assert_array_equal(found, wanted)


@pytest.mark.parametrize("seed", range(60))
def test_cells_are_what_each_axis_says(seed: int) -> None:
    chance = random.Random(seed)
    rows, columns, depth = (random_axis(chance, name) for name in ("height", "width", "depth"))
    if not (rows.outputs and columns.outputs and depth.outputs):
        return
    at = chance.randrange(rows.outputs), chance.randrange(columns.outputs)
    held = Held(depth, chance.choice(depth.padded), chance.randrange(depth.outputs))
    plane = Plane(rows, columns, held)
    found = plane.cells(rows.padded, columns.padded, at)
    targets = ((rows, at[0]), (columns, at[1]), (depth, held.target))
    for row, line in zip(rows.padded, found, strict=True):
        for column, cell in zip(columns.padded, line, strict=True):
            place = list(zip(targets, (row, column, held.position), strict=True))
            said = [
                (INSIDE, all(0 <= p < axis.input for (axis, _), p in place)),
                (REACHED, all(counted(axis)[p] for (axis, _), p in place)),
                (TAPPED, all(p in axis.positions(target) for (axis, target), p in place)),
                (SPANNED, all(_within(axis.positions(target), p) for (axis, target), p in place)),
            ]
            assert cell == sum(bit for bit, is_so in said if is_so)
    assert not (plane.cells(rows.padded, columns.padded, None) & (SPANNED | TAPPED)).any()


def _within(taps: range, position: int) -> bool:
    return taps[0] <= position <= taps[-1]


def test_the_window_over_a_position_is_the_nearest() -> None:
    for seed in range(CASES):
        axis = random_axis(random.Random(seed), "width")
        for at in axis.padded if axis.outputs else ():
            chosen = axis.target_over(at)
            middle = [sum(axis.positions(one)) / axis.taps for one in range(axis.outputs)]
            assert abs(middle[chosen] - at) == min(abs(one - at) for one in middle)


def test_huge_axes_take_no_time() -> None:
    window = Window("width", 3, 2, "SAME")
    axis = SpatialAxis(window, LARGEST, 1 << 20, window.outputs(LARGEST, 1 << 20))
    part = range(LARGEST // 2, LARGEST // 2 + 6)
    assert axis.coverage(part).sum() == 2 * (1 << 20)
    small = SpatialAxis(window, 40, 7, window.outputs(40, 7))
    assert small.coverage(range(20, 26)).sum() == 2 * 7
