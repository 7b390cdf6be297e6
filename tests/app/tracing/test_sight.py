"""Which plane of a tensor is seen, and how much of it."""

from __future__ import annotations

import pytest

from app.tracing.sight import sight_of
from kernels.tracing.region import Region, one_cell

NHWC = tuple("NHWC")


def lit(*axes: range) -> Region:
    return Region(axes)


@pytest.mark.parametrize(
    ("region", "axes"),
    [
        (lit(range(1), range(3, 6), range(4, 7), range(8)), (1, 2)),  # a window: height and width
        (lit(range(1), range(3, 4), range(4, 5), range(8)), (2, 3)),  # channels alone
        (lit(range(2), range(3, 4), range(4, 5), range(8)), (0, 3)),
        (lit(range(1), range(3, 4), range(4, 5), range(1)), (1, 2)),  # one cell
    ],
)
def test_axes_with_several_lit_cells_are_seen_height_and_width_first(
    region: Region, axes: tuple[int, int]
) -> None:
    at = tuple(one.start for one in region.axes)
    slicing = sight_of((2, 10, 12, 8), NHWC, region, at).slicing
    assert (*slicing.rows, *slicing.columns) == axes


def test_a_plane_has_lit_cells_only_if_it_goes_through_some() -> None:
    region = lit(range(1), range(3, 9, 2), range(4, 7), range(2, 4))
    sight = sight_of((2, 10, 12, 8), NHWC, region, (0, 3, 4, 2))
    assert [row for row in range(10) if sight.has_lit(row, 5)] == [3, 5, 7]
    assert not sight_of((2, 10, 12, 8), NHWC, region, (0, 3, 4, 7)).has_lit(3, 4)
    nothing = Region((range(0),) * 4, none=True)
    assert not sight_of((2, 10, 12, 8), NHWC, nothing, (0, 0, 0, 0)).has_lit(0, 0)


def test_planes_are_counted_and_gone_to() -> None:
    region = lit(range(2), range(3, 6), range(4, 7), range(5, 2, -1))
    sight = sight_of((2, 10, 12, 8), NHWC, region, (1, 3, 4, 5))
    assert (sight.planes, sight.number) == (6, 3)
    assert sight.on_plane(4) == (1, 3, 4, 4)
    assert sight.on_plane(0) == (0, 3, 4, 5)


def test_steps_go_from_lit_cell_to_lit_cell_and_no_further() -> None:
    region = lit(range(1), range(8, 2, -2), range(4, 7), range(1))
    sight = sight_of((1, 10, 12, 1), NHWC, region, (0, 6, 4, 0))
    assert sight.stepped(1, 0) == (0, 8, 4, 0)
    assert sight.stepped(-1, 0) == (0, 4, 4, 0)
    assert sight.stepped(-5, 1) == (0, 4, 5, 0)
    assert sight.stepped(0, -1) == (0, 6, 4, 0)


@pytest.mark.parametrize(
    ("columns", "room", "shown"),
    [
        (range(4, 7), 5, range(3, 8)),
        (range(3), 5, range(5)),  # at the edge
        (range(9, 12), 5, range(7, 12)),
        (range(4, 7), 50, range(12)),
        (range(12), 5, range(3, 8)),  # what does not fit is seen around the cell
    ],
)
def test_the_window_holds_what_is_lit(columns: range, room: int, shown: range) -> None:
    sight = sight_of((1, 10, 12, 1), NHWC, lit(range(1), range(1), columns, range(1)), (0, 0, 5, 0))
    assert sight.window(3, room)[1] == shown


@pytest.mark.parametrize("shape", [(), (1,), (7,), (1, 1)])
def test_small_ranks_have_a_plane_too(shape: tuple[int, ...]) -> None:
    at = tuple(size - 1 for size in shape)
    names = tuple(f"axis {axis}" for axis in range(len(shape)))
    sight = sight_of(shape, names, one_cell(at), at)
    assert sight.has_lit(*sight.place)
    assert sight.index(*sight.place) == at
