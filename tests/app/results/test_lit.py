"""Where the cells that a trace lights lie in a plane, and in several slices side by side."""

from __future__ import annotations

from app.results.lit import MOST_BOXES, boxes_of, is_lit
from app.results.slicing import Slicing
from blocks.viewing.tiles import Tiles
from kernels.tracing.region import Region, nowhere, one_cell

NAMES = tuple("NHWC")


def plane(at: tuple[int, ...] = (0, 0, 0, 0)) -> Slicing:
    return Slicing((2, 10, 12, 4), NAMES, (1,), (2,), at)


def test_cells_side_by_side_are_framed_together() -> None:
    lit = (Region((range(1), range(3, 6), range(4, 6), range(4))),)
    assert boxes_of(lit, plane(), None, None) == [(3, 4, 3, 2)]
    assert boxes_of(lit, plane((1, 0, 0, 0)), None, None) == []  # another plane
    turned = Slicing((2, 10, 12, 4), NAMES, (2,), (1,), (0, 0, 0, 0))
    assert boxes_of(lit, turned, None, None) == [(4, 3, 2, 3)]


def test_cells_apart_are_framed_one_by_one_downwards_too() -> None:
    lit = (Region((range(1), range(6, 1, -2), range(4, 9, 4), range(1))),)
    expected = [(row, column, 1, 1) for row in (6, 4, 2) for column in (4, 8)]
    assert boxes_of(lit, plane(), None, None) == expected


def test_very_many_cells_apart_have_one_frame() -> None:
    large = Slicing((200, 300), ("a", "b"), (0,), (1,), (0, 0))
    lit = (Region((range(0, 200, 2), range(1, 300, 2))),)
    assert MOST_BOXES < 100 * 150
    assert boxes_of(lit, large, None, None) == [(0, 1, 199, 299)]


def test_each_slice_has_its_own() -> None:
    tiles = Tiles(3, 10, 12, 1, 1)
    lit = (Region((range(1), range(3, 6), range(4, 6), range(2, 3))),)
    top, left = tiles.corner(1)
    assert boxes_of(lit, plane(), 3, tiles) == [(top + 3, left + 4, 3, 2)]


def test_nothing_and_what_does_not_fit() -> None:
    assert boxes_of((nowhere(4),), plane(), None, None) == []
    assert boxes_of((one_cell((1, 2)),), plane(), None, None) == []
    scalar = Slicing((), (), (), (), ())
    assert boxes_of((one_cell(()),), scalar, None, None) == [(0, 0, 1, 1)]
    assert is_lit((one_cell((1, 2)), one_cell((3, 4))), (3, 4))
    assert not is_lit((one_cell((1, 2)),), (2, 1))
