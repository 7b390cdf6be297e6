"""Every cell of a flat view is the element whose index it tells."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.axes import numbered
from app.results.slicing import Slicing, for_picture, for_table

shapes = st.lists(st.integers(1, 4), max_size=5).map(tuple)
FOUR = ("N", "H", "W", "C")


def names_of(shape: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"axis {at}" for at in range(len(shape)))


@given(shapes)
def test_a_small_table_shows_every_element_once_in_reading_order(shape: tuple[int, ...]) -> None:
    slicing = for_table(shape, names_of(shape))
    cells = [
        slicing.index(row, column)
        for row in range(slicing.row_count)
        for column in range(slicing.column_count)
    ]
    assert cells == list(np.ndindex(shape))


@given(shapes, st.data())
def test_a_plane_is_a_view_and_its_cells_are_where_the_index_says(
    shape: tuple[int, ...], data: st.DataObject
) -> None:
    array = np.arange(math.prod(shape)).reshape(shape)
    slicing = for_picture(shape, names_of(shape))
    axes = list(range(len(shape)))
    if len(axes) >= 2:
        down = data.draw(st.sampled_from(axes))
        slicing = slicing.with_rows((down,))
    for axis in slicing.fixed:
        slicing = slicing.with_index(axis, data.draw(st.integers(0, shape[axis] - 1)))
    plane = slicing.plane(array)
    assert plane.shape == (slicing.row_count, slicing.column_count)
    assert np.shares_memory(plane, array)
    for row, column in np.ndindex(plane.shape):
        assert plane[row, column] == array[slicing.index(row, column)]


def test_a_table_names_the_places_of_its_rows() -> None:
    slicing = for_table((2, 2, 2, 2), FOUR)
    assert [slicing.row_name(row) for row in (0, 1, 7)] == [
        "N 0  H 0  W 0",
        "N 0  H 0  W 1",
        "N 1  H 1  W 1",
    ]
    assert slicing.column_name(1) == "1"
    unnamed = for_table((2, 2, 2, 2), numbered(4))
    assert [unnamed.row_name(row) for row in (0, 6)] == ["[0, 0, 0, :]", "[1, 1, 0, :]"]


def test_axes_of_one_take_no_room() -> None:
    slicing = for_table((1, 5, 6, 1), FOUR)
    assert (slicing.rows, slicing.columns) == ((1,), (2,))


def test_large_tensors_are_stepped_through() -> None:
    slicing = for_table((8, 56, 56, 64), FOUR)
    assert (slicing.rows, slicing.columns, slicing.fixed) == ((2,), (3,), (0, 1))


def test_vectors_are_a_row_and_long_ones_a_column() -> None:
    assert for_table((4,), ("axis 0",)).column_count == 4
    assert for_table((400,), ("axis 0",)).row_count == 400


def test_a_picture_has_height_down_and_width_across() -> None:
    slicing = for_picture((2, 3, 8, 9), ("N", "C", "H", "W"))
    assert (slicing.rows, slicing.columns) == ((2,), (3,))
    assert for_picture((8, 9, 3), ("axis 0", "axis 1", "axis 2")).rows == (0,)


def test_the_same_axis_is_never_down_and_across() -> None:
    slicing = for_picture((2, 3, 4, 5), FOUR)
    assert (slicing.rows, slicing.columns) == ((1,), (2,))
    swapped = slicing.with_columns((1,))
    assert (swapped.rows, swapped.columns) == ((2,), (1,))
    again = swapped.with_rows((1,))
    assert (again.rows, again.columns) == ((1,), (2,))


def test_choices_are_kept_for_the_next_tensor_with_these_axes() -> None:
    before = for_picture((2, 3, 4, 5), FOUR).with_index(0, 1).with_index(3, 4)
    same = for_picture((2, 3, 4, 5), FOUR).kept_from(before)
    assert same == before
    smaller = for_picture((1, 3, 4, 2), FOUR).kept_from(before)
    assert smaller.at == (0, 0, 0, 1)
    assert for_picture((4, 5), ("axis 0", "axis 1")).kept_from(before).at == (0, 0)


def test_an_empty_tensor_is_told_as_such() -> None:
    slicing = for_table((0, 3), ("axis 0", "axis 1"))
    assert slicing.is_empty
    assert isinstance(slicing, Slicing)
