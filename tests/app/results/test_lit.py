"""Where the cells that a trace lights lie in a plane, and in several slices side by side."""

from __future__ import annotations

from app.results.lit import MOST_BOXES, boxes_of, is_lit, through_lit
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
    assert boxes_of(lit, plane(), None, None, together=True) == [(2, 4, 5, 5)]


def test_small_cells_are_framed_together(dressed: None) -> None:
    from app.results.outlines import NEAR, Outlines

    outlines = Outlines()
    outlines.show_boxes([(2, 4, 1, 1), (2, 8, 1, 1)], [(2, 4, 1, 5)])
    assert outlines.path_at(NEAR).elementCount() == 10
    assert outlines.path_at(NEAR - 1).boundingRect().getRect() == (3.5, 1.5, 5, 1)
    assert outlines.path_at(NEAR - 1).elementCount() == 5


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


def test_a_slice_that_has_lit_cells_is_gone_to() -> None:
    lit = (Region((range(1, 2), range(3, 6), range(4, 6), range(2, 4))),)
    found = through_lit(lit, plane((0, 0, 0, 0)))
    assert found is not None
    assert (found[0].at, found[1]) == ((1, 0, 0, 2), (3, 4))
    stays = plane((1, 9, 9, 3))  # this one has some
    assert through_lit(lit, stays) == (stays, (3, 4))
    assert through_lit((), plane()) is None
    assert through_lit((one_cell((1, 2)),), plane()) is None


def test_a_cell_is_found_where_axes_are_stacked() -> None:
    stacked = Slicing((2, 10, 12, 4), NAMES, (0, 1, 2), (3,), (0, 0, 0, 0))
    for place in ((0, 0), (17, 3), (239, 2)):
        assert stacked.place_of(stacked.index(*place)) == place
