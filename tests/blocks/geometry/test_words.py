"""Why zeros and checkerboards appear, and what a window reads, in words that are true."""

from __future__ import annotations

import random

import pytest

from blocks.geometry import SpatialAxis, coverage_words
from blocks.geometry.coverage_words import CHECKERBOARD, NOTHING_THERE
from blocks.geometry.words import padding_words, pads_words, positions_words
from kernels.convolution.window import Window
from tests.blocks.geometry.test_axis import random_axis


def axis(
    input: int,
    taps: int,
    stride: int,
    dilation: int = 1,
    padding: str = "VALID",
    name: str = "width",
) -> SpatialAxis:
    window = Window(name, stride, dilation, padding)
    return SpatialAxis(window, input, taps, window.outputs(input, taps))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            axis(5, 2, 3),
            "Stride 3 is larger than the filter's 2 taps: every third column is reached by none.",
        ),
        (
            axis(12, 2, 5, padding="SAME"),
            "Stride 5 is larger than the filter's 2 taps: 3 of every 5 columns are reached by"
            " none.",
        ),
        (
            axis(9, 2, 2, 2, "SAME"),
            "Stride 2 and dilation 2 share the factor 2: every second column is reached by none.",
        ),
        (axis(6, 2, 6), "The last 4 columns come after the last window: reached by none."),
        (
            axis(5, 2, 1, 3),
            "1 column lies between the taps, which dilation 3 sets apart, and is reached by none.",
        ),
        (
            axis(3, 2, 2, 2),
            "1 column lies between the taps, which dilation 2 sets apart, and is reached by none.",
        ),
        (
            axis(7, 3, 2),
            "The filter's 3 taps are no multiple of stride 2: columns are reached by 2 and 1 tap in"
            " turn. 2 or 4 taps would be even.",
        ),
        (
            axis(6, 3, 1, padding="SAME"),
            "Each column in the middle is reached by 3 taps; 1 column near the start and 1 column"
            " near the end by fewer, since fewer windows stand there.",
        ),
        (axis(4, 1, 1), "Each column is reached by 1 tap."),
        (
            axis(2, 3, 1),
            "The filter reaches over 3 columns, the padded input has 2: no window fits.",
        ),
        (axis(0, 3, 1), "The input has no columns."),
    ],
)
def test_each_reason_has_its_words(one: SpatialAxis, words: str) -> None:
    assert coverage_words([one])[0] == words


def test_what_comes_of_both_axes() -> None:
    uneven, even = axis(7, 3, 2), axis(7, 1, 1, name="height")
    assert CHECKERBOARD in coverage_words([axis(7, 3, 2, name="height"), uneven])
    assert "Only columns are uneven: stripes." in coverage_words([even, uneven])
    assert not {CHECKERBOARD, NOTHING_THERE} & set(coverage_words([even, even]))
    same = coverage_words([axis(5, 2, 3, name="height"), axis(5, 2, 3)])
    assert same[0].endswith("every third row is reached by none. The same goes for columns.")
    assert coverage_words([even, axis(5, 2, 3)])[-1] == NOTHING_THERE


@pytest.mark.parametrize("seed", range(300))
def test_words_agree_with_the_counts(seed: int) -> None:
    one = random_axis(random.Random(seed), "width")
    counts, said = one.coverage().tolist(), coverage_words([one])
    if not one.outputs or not one.input:
        return
    assert (NOTHING_THERE in said) == (0 in counts)
    assert ("by none" in said[0]) == (0 in counts)
    if said[0].startswith("Each column is reached"):
        assert len(set(counts)) == 1
    else:
        assert len(set(counts)) > 1 or not any(counts)
    assert said[0]
    assert said[0][0].isupper() or said[0][0].isdigit()


def test_pads_by_their_sides() -> None:
    same = [
        axis(224, 7, 2, padding="SAME", name="height"),
        axis(9, 3, 1, padding="SAME"),
    ]
    assert pads_words(same) == "SAME: top 2, bottom 3, left 1, right 1"
    assert pads_words([axis(9, 3, 1)]) == "VALID: no padding"


def test_padding_in_sentences() -> None:
    uneven = [axis(224, 7, 2, padding="SAME", name="height"), axis(9, 3, 1, padding="SAME")]
    sides = "top 2, bottom 3, left 1, right 1"
    assert padding_words(uneven, False) == f"SAME: {sides}. SAME puts the larger half behind."
    assert padding_words(uneven, True) == f"SAME crops {sides}. SAME puts the larger half behind."
    assert padding_words(uneven[1:], True) == "SAME crops left 1, right 1."
    assert padding_words([axis(9, 3, 1)], False) == "VALID: no padding."
    assert padding_words([axis(9, 3, 1)], True) == "VALID: nothing is cropped."


def test_positions_in_short() -> None:
    assert positions_words(range(3, 4)) == "3"
    assert positions_words(range(-1, 2)) == "-1 to 1"
    assert positions_words(range(2)) == "0, 1"
    assert positions_words(range(0, 6, 2)) == "0, 2, 4"
    assert positions_words(range(0, 40, 2)) == "0, 2, 4, … 38"
