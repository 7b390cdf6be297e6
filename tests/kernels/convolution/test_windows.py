"""The arithmetic of one axis, against counting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import shapes
from kernels.convolution.axis import Axis, boxes
from kernels.convolution.phases import phases
from kernels.errors import ArgumentError

SETTINGS = [
    (filter, stride, dilation, padding, pads)
    for filter in range(1, 5)
    for stride in range(1, 5)
    for dilation in range(1, 4)
    for padding, pads in [
        ("SAME", (0, 0)), ("VALID", (0, 0)), ("EXPLICIT", (0, 0)), ("EXPLICIT", (2, 1)),
        ("EXPLICIT", (0, 9)),
    ]
]  # fmt: skip


def counted_outputs(
    size: int, filter: int, stride: int, dilation: int, padding: str, pads: tuple[int, int]
) -> int:
    """How many windows fit, by laying one after the other."""
    if padding == "SAME":
        return len(range(0, size, stride))
    room, count = size + sum(pads), 0
    while count * stride + (filter - 1) * dilation < room:
        count += 1
    return count


def test_legal_sizes_are_all_that_give_the_outputs_and_no_others() -> None:
    for setting in SETTINGS:
        found: dict[int, list[int]] = {}
        for size in range(80):
            found.setdefault(counted_outputs(size, *setting), []).append(size)
        for output in range(6):
            legal = shapes.legal_input_sizes(output, *setting)
            assert list(legal) == found.get(output, []), (output, setting)


def test_padding_leaves_room_for_exactly_the_windows() -> None:
    for filter, stride, dilation, padding, pads in SETTINGS:
        for size in range(1, 20):
            setting = filter, stride, dilation, padding, pads
            before, after = shapes.resolved_padding(size, *setting)
            if padding != "SAME":
                assert (before, after) == pads
                continue
            outputs = counted_outputs(size, *setting)
            needed = (outputs - 1) * stride + (filter - 1) * dilation + 1
            assert before + after == max(0, needed - size)
            assert after - before in (0, 1)


def test_pads_count_for_explicit_alone() -> None:
    assert shapes.legal_input_sizes(3, 3, 2, 1, "SAME", (5, 5)) == range(5, 7)
    assert shapes.resolved_padding(224, 7, 2, 1, "SAME") == (2, 3)


@pytest.mark.parametrize(
    ("given_", "argument"),
    [
        ((-1, 3, 1, 1, "SAME"), "output"),
        ((1, 0, 1, 1, "SAME"), "filter"),
        ((1, 3, 0, 1, "SAME"), "stride"),
        ((1, 3, 1, 0, "SAME"), "dilation"),
        ((1, 3, 1, 1, "FULL"), "padding"),
        ((1, 3, 1, 1, "EXPLICIT", (1,)), "pads"),
        ((1, 3, 1, 1, "EXPLICIT", (1, -1)), "pads"),
        ((1.0, 3, 1, 1, "SAME"), "output"),
    ],
)
def test_wrong_numbers_are_refused(given_: tuple[object, ...], argument: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        shapes.legal_input_sizes(*given_)  # type: ignore[arg-type]
    assert raised.value.argument == argument


def axes() -> st.SearchStrategy[Axis]:
    """Any axis, with reads before, inside and after the source."""
    return st.builds(
        Axis,
        source=st.integers(1, 12),
        taps=st.integers(1, 5),
        targets=st.integers(1, 8),
        stride=st.integers(1, 6),
        dilation=st.integers(1, 6),
        before=st.integers(-15, 15),
    )


@settings(max_examples=500, deadline=None)
@given(axes())
def test_reached_is_what_a_tap_reads_inside(axis: Axis) -> None:
    for tap in range(axis.taps):
        expected = [
            (target, target * axis.stride + tap * axis.dilation - axis.before)
            for target in range(axis.targets)
            if 0 <= target * axis.stride + tap * axis.dilation - axis.before < axis.source
        ]
        reached = axis.reached(tap)
        targets, read = reached or (slice(0), slice(0))
        found = zip(range(axis.targets)[targets], range(axis.source)[read], strict=True)
        assert list(found) == expected


@settings(max_examples=500, deadline=None)
@given(axes())
def test_phases_are_the_transpose_of_an_axis(axis: Axis) -> None:
    """Each (position, tap, output) that the forward op multiplies, once, and no other."""
    forward = {
        (target * axis.stride + tap * axis.dilation - axis.before, tap, target)
        for target in range(axis.targets)
        for tap in range(axis.taps)
    }
    found = [
        (position, tap, output)
        for phase in phases(axis)
        for q, position in enumerate(range(axis.source)[phase.positions])
        for j, tap in enumerate(range(axis.taps)[phase.taps])
        for output in [q * phase.axis.stride + j * phase.axis.dilation - phase.axis.before]
        if 0 <= output < axis.targets
    ]
    assert len(found) == len(set(found))
    assert set(found) == {triple for triple in forward if 0 <= triple[0] < axis.source}


@given(st.lists(st.integers(0, 7), min_size=1, max_size=4), st.integers(1, 40))
def test_boxes_cover_a_block_once_and_keep_the_limit(sizes: list[int], limit: int) -> None:
    seen: list[tuple[int, ...]] = []
    for box in boxes(sizes, limit):
        points = [()]
        for part, size in zip(box, sizes, strict=True):
            points = [(*point, at) for point in points for at in range(size)[part]]
        assert len(points) <= limit
        seen += points
    count = 1
    for size in sizes:
        count *= size
    assert len(seen) == len(set(seen)) == count
