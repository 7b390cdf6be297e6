"""Every cell of every slice has a place of its own, and the place leads back to it."""

from __future__ import annotations

import pytest

from blocks.viewing.tiles import MOST, Tiles, tiles_of


@pytest.mark.parametrize("size", [(1, 1), (2, 5), (7, 3), (30, 4)])
@pytest.mark.parametrize("count", [1, 2, 5, 12])
@pytest.mark.parametrize("step", [1, 3])
def test_places_lead_back_to_their_cells(size: tuple[int, int], count: int, step: int) -> None:
    tiles = Tiles(count, *size, step, first=4)
    seen = set()
    for tile, (top, left) in enumerate(tiles.corners()):
        assert tiles.corner(tile) == (top, left)
        for row in range(size[0]):
            for column in range(size[1]):
                place = top + row, left + column
                assert tiles.cell_at(*place) == (tile, row, column)
                assert place not in seen
                seen.add(place)
    high, wide = tiles.size
    free = [
        (row, column)
        for row in range(-1, high + 2)
        for column in range(-1, wide + 2)
        if (row, column) not in seen
    ]
    assert all(tiles.cell_at(*place) is None for place in free)
    assert all(row < high and column < wide for row, column in seen)


def test_more_slices_than_can_be_shown_begin_where_it_is_said() -> None:
    tiles = tiles_of(1000, 300, 4, 4, 2048)
    assert (tiles.count, tiles.first) == (MOST, 300)
    assert tiles_of(1000, 990, 4, 4, 2048).first == 1000 - MOST


def test_large_slices_are_thinned_to_what_is_drawn() -> None:
    tiles = tiles_of(64, 0, 500, 500, 2048)
    assert tiles.step > 1
    assert max(tiles.size) / tiles.step <= 2048 * 1.1
    assert tiles.high % tiles.step == tiles.wide % tiles.step == 0


def test_square_slices_make_about_a_square() -> None:
    tiles = tiles_of(16, 0, 10, 10, 2048)
    high, wide = tiles.size
    assert 0.5 < high / wide < 2


def test_steps_lead_from_slice_to_slice_and_no_farther_than_the_last() -> None:
    tiles = Tiles(5, 2, 3)
    assert tiles.across == 2
    assert tiles.stepped(0, 0, 0, 0, 1) == (0, 0, 1)
    assert tiles.stepped(0, 1, 2, 0, 1) == (1, 1, 0)
    assert tiles.stepped(1, 1, 2, 0, 1) == (1, 1, 2), "the right edge"
    assert tiles.stepped(1, 1, 0, 0, -1) == (0, 1, 2)
    assert tiles.stepped(0, 1, 1, 1, 0) == (2, 0, 1)
    assert tiles.stepped(3, 1, 1, 1, 0) == (3, 1, 1), "there is no sixth slice"
    assert tiles.stepped(2, 0, 1, -1, 0) == (0, 1, 1)
    assert tiles.stepped(9, 7, 7, 0, 0) == (4, 1, 2), "what lies outside comes back in"
