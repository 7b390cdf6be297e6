"""Colours tell order, sign, and what is no number."""

from __future__ import annotations

import warnings
from typing import Any

import ml_dtypes
import numpy as np
import pytest

from app.results.colours import ABOVE, BELOW, NAN, STEPS, scale_of
from app.results.picture import channel_axis, picture_of
from app.results.slicing import for_picture
from blocks.viewing.figures import figures_of

INF = float("inf")


def test_the_ends_of_a_scale_are_its_first_and_last_colour() -> None:
    scale = scale_of(2.0, 10.0, False)
    assert scale.steps(np.array([[2.0, 6.0, 10.0]])).tolist() == [[0, 127, STEPS - 1]]


def test_both_signs_put_zero_in_the_middle() -> None:
    scale = scale_of(-1.0, 4.0, True)
    assert (scale.low, scale.high) == (-4.0, 4.0)
    assert scale.steps(np.array([[0.0]]))[0, 0] in (127, 128)


def test_what_is_no_number_has_a_colour_of_its_own() -> None:
    scale = scale_of(0.0, 1.0, False)
    steps = scale.steps(np.array([[float("nan"), INF, -INF, 0.5]], np.float32))
    assert steps.tolist() == [[NAN, ABOVE, BELOW, 127]]
    table = scale.table(dark=True)
    special = {tuple(row) for row in table[[NAN, ABOVE, BELOW]].tolist()}
    assert len(special) == 3
    assert not special & {tuple(row) for row in table[:STEPS].tolist()}


@pytest.mark.parametrize("both_signs", [False, True])
def test_one_sign_gets_lighter_and_both_turn_at_zero(both_signs: bool) -> None:
    table = scale_of(-1.0, 1.0, both_signs).table(dark=True)[:STEPS].astype(float)
    light = table[:, :3] @ [0.299, 0.587, 0.114]
    half = STEPS // 2
    if both_signs:
        assert np.all(np.diff(light[:half]) < 0.5)
        assert np.all(np.diff(light[half:]) > -0.5)
    else:
        assert np.all(np.diff(light) > -0.5)


@pytest.mark.parametrize(
    "array",
    [
        np.array([[-1.7e308, 1.7e308]]),
        np.array([[5, 5]], np.int32),
        np.array([[True, False]]),
        np.array([[1, 2]], ml_dtypes.bfloat16),
        np.array([[65504, -65504]], np.float16),
        np.array([[-(2**63), 2**63 - 1]], np.int64),
        np.array([[0, 2**64 - 1]], np.uint64),
    ],
)
def test_extremes_are_painted_without_a_warning(array: Any) -> None:
    figures = figures_of(array)
    scale = scale_of(figures.minimum, figures.maximum, figures.has_both_signs)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        paint = scale.paint(array, dark=True)
    assert paint.shape == (1, 2, 4)
    assert paint.dtype == np.uint8


def test_channels_become_colours() -> None:
    array = np.zeros((1, 2, 2, 3), np.uint8)
    array[0, 0, 1] = (255, 128, 0)
    slicing = for_picture(array.shape, ("N", "H", "W", "C"))
    channels = channel_axis(slicing)
    assert channels == 3
    picture = picture_of(array, slicing, channels, scale_of(0, 255, False), 1, 1)
    assert picture[0, 1].tolist() == [255, 128, 0, 255]
    assert picture[1, 1].tolist() == [0, 0, 0, 255]


def test_one_channel_is_grey_and_two_are_no_picture() -> None:
    one = for_picture((1, 1, 4, 4), ("N", "C", "H", "W"))
    assert channel_axis(one) == 1
    picture = picture_of(np.ones((1, 1, 4, 4)), one, 1, scale_of(0, 1, False), 2, 2)
    assert picture.shape == (2, 2, 4)
    assert picture[0, 0].tolist() == [255, 255, 255, 255]
    assert channel_axis(for_picture((1, 4, 4, 2), ("N", "H", "W", "C"))) is None


def test_a_pixel_that_is_no_number_is_seen() -> None:
    array = np.zeros((2, 2, 3), np.float32)
    array[0, 0, 1] = float("nan")
    slicing = for_picture(array.shape, ("axis 0", "axis 1", "axis 2"))
    scale = scale_of(0, 1, False)
    picture = picture_of(array, slicing, 2, scale, 1, 1)
    assert picture[0, 0].tolist() == scale.table(dark=True)[NAN].tolist()
