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
from blocks.editing.gradients import add_gradients
from blocks.fixing import fixes_of
from blocks.page import Page

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


def lesson(number: int) -> Page:
    return file.load(LESSONS[number - 1])


def problem_of(page: Page, block: str) -> str:
    """The one problem that the page has, of that block."""
    (problem,) = Check(page).problems
    assert problem.block == block
    return problem.message


def take_fix(page: Page, words: str) -> None:
    """The fix that a step says to take is offered, and mends the page."""
    check = Check(page)
    (problem,) = check.problems
    (fix,) = [one for one in fixes_of(check, problem) if one.words == words]
    fix.apply(page)
    assert not Check(page).problems


def shown(page: Page, end: str) -> list[list[float]]:
    return rows_of(blocks.run(page), end)


def put_sizes(page: Page, block: str, *sizes: int) -> None:
    page.set_attr(block, "value", np.array(sizes, np.int32))


def test_steps_of_why_input_sizes() -> None:
    page = lesson(1)
    put_sizes(page, "sizes6", 1, 7, 7, 1)
    assert "Height 5 or 6 would fit" in problem_of(page, "dx6")


def test_steps_of_which_sizes_fit() -> None:
    page = lesson(2)
    for columns in (6, 7, 8):
        put_sizes(page, "sizes", 1, 1, columns, 1)
        assert not Check(page).problems
    put_sizes(page, "sizes", 1, 1, 9, 1)
    assert "from 6 to 8 would fit" in problem_of(page, "dx")
    put_sizes(page, "sizes", 1, 1, 7, 1)
    page.set_attr("dx", "padding", "SAME")
    assert "from 4 to 6 would fit" in problem_of(page, "dx")


def test_steps_of_why_skewed() -> None:
    page = lesson(3)
    page.set_attr("dx", "padding", "EXPLICIT")
    page.set_attr("dx", "explicit_paddings", [0, 0, 1, 0, 1, 0, 0, 0])
    assert shown(page, "dx.output") == [[4, 2], [2, 1]]
    page = lesson(3)
    page.set_attr("dx", "padding", "VALID")
    take_fix(page, "Set input_sizes to [1, 3, 3, 1]")
    assert shown(page, "dx.output") == [[1, 2, 1], [2, 4, 2], [1, 2, 1]]


def test_steps_of_zeros_and_checkerboards() -> None:
    page = lesson(4)
    page.set_attr("holes", "strides", [1, 2, 2, 1])
    take_fix(page, "Set input_sizes to [1, 6, 6, 1]")
    assert shown(page, "holes.output") == np.ones((6, 6)).tolist()


def test_steps_of_output_padding() -> None:
    page = lesson(5)
    put_sizes(page, "sizes8", 1, 9, 9, 1)
    assert "Height 7 or 8 would fit" in problem_of(page, "dx8")


def test_steps_of_dilation() -> None:
    page = lesson(6)
    page.set_attr("dx", "dilations", [1, 3, 3, 1])
    take_fix(page, "Set input_sizes to [1, 11, 11, 1]")
    image = np.array(shown(page, "dx.output"))
    assert image[2:9:3, 2:9:3].ravel().tolist() == list(range(1, 10))
    assert np.count_nonzero(image) == 9


def test_steps_of_nchw() -> None:
    page = lesson(7)
    page.set_attr("dx_nhwc", "data_format", "NCHW")
    page.set_attr("dx_nhwc", "strides", [1, 1, 2, 2])
    assert {one.block for one in Check(page).problems} == {"dx_nhwc"}


def test_steps_of_is_it_the_gradient() -> None:
    page = lesson(8)
    add_gradients(Check(page), ["y"], checked=True)
    checks = [id for id, one in page.blocks.items() if one.op_name == "GradientCheck"]
    assert len(checks) == 2
    results = blocks.run(page, [f"{id}.met" for id in checks])
    assert all(results[f"{id}.met"] for id in checks)
    page = lesson(8)
    page.set_attr("dx", "strides", [1, 1, 1, 1])
    assert "would fit" in problem_of(page, "dx")
