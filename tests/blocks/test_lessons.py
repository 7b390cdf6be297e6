"""The lessons run, and show the numbers that they speak of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import blocks
from blocks import file
from blocks.checking import Check

LESSONS = sorted((Path(__file__).parents[2] / "assets" / "lessons").glob("*.page.json"))
Results = Any


def rows_of(results: Results, end: str) -> list[list[float]]:
    """The one channel of the one image."""
    made: list[list[float]] = results[end][0, :, :, 0].tolist()
    return made


def _input_sizes(results: Results) -> None:
    assert results["y5.output"].shape == results["y6.output"].shape == (1, 3, 3, 1)
    assert [results[end].shape[1] for end in ("dx5.output", "dx6.output")] == [5, 6]


def _which_sizes(results: Results) -> None:
    assert rows_of(results, "y6.output") == rows_of(results, "y8.output") == [[6, 15]]
    assert rows_of(results, "dx.output") == [[6, 6, 6, 15, 15, 15, 0]]


def _skewed(results: Results) -> None:
    assert rows_of(results, "y.output") == [[4, 2], [2, 1]]
    assert rows_of(results, "dx.output") == [[1, 2], [2, 4]]


def _checkerboards(results: Results) -> None:
    for end, expected in (
        ("holes", [1, 1, 0, 1, 1, 0, 1, 1]),
        ("checkers", [1, 1, 2, 1, 2, 1, 2, 1, 1]),
        ("even", [1, 1, 2, 2, 2, 2, 2, 2, 1, 1]),
    ):
        assert rows_of(results, f"{end}.output") == np.outer(expected, expected).tolist()


def _output_padding(results: Results) -> None:
    seven, eight = results["dx7.output"], results["dx8.output"]
    assert (seven.shape[1], eight.shape[1]) == (7, 8)
    np.testing.assert_array_equal(seven, eight[:, :7, :7])
    assert eight[:, 7].all(), "real sums, no zeros"


def _dilation(results: Results) -> None:
    image = np.array(rows_of(results, "dx.output"))
    assert image[2:7:2, 2:7:2].ravel().tolist() == list(range(1, 10))
    assert np.count_nonzero(image) == 9


def _nothing_between(results: Results) -> None:
    assert not results["difference.z"].any()


SHOWN: dict[str, Callable[[Results], None]] = {
    "1_why_input_sizes": _input_sizes,
    "2_which_sizes_fit": _which_sizes,
    "3_why_skewed": _skewed,
    "4_zeros_and_checkerboards": _checkerboards,
    "5_output_padding": _output_padding,
    "6_dilation": _dilation,
    "7_nchw": _nothing_between,
    "8_is_it_the_gradient": _nothing_between,
}


def name_of(path: Path) -> str:
    return path.name.removesuffix(".page.json")


def test_every_lesson_is_tested() -> None:
    assert [name_of(path) for path in LESSONS] == list(SHOWN)


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_a_lesson_shows_what_it_says(path: Path) -> None:
    SHOWN[name_of(path)](blocks.run(blocks.load(path)))


@pytest.mark.parametrize("path", LESSONS, ids=name_of)
def test_a_lesson_asks_answers_and_gives_something_to_try(path: Path) -> None:
    page = file.load(path)
    assert page.title.endswith("?")
    question, tries = page.frames.values()
    assert question.title == page.title
    assert tries.title == "Try"
    assert question.text
    assert tries.text
    assert not Check(page).problems
    assert file.dumps(page) == path.read_text(encoding="utf-8")
