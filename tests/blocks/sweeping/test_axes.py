"""What varies in a sweep, as people type it."""

from __future__ import annotations

import numpy as np
import pytest

from blocks.errors import RequestRefused
from blocks.page import Page
from blocks.sweeping import read_axes, read_axis
from blocks.sweeping.value_list import LONGEST, split_values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("SAME,VALID", ("SAME", "VALID")),
        (" SAME , VALID ", ("SAME", "VALID")),
        ("[1,2,2,1],[1,3,3,1]", ("[1,2,2,1]", "[1,3,3,1]")),
        ("{1,2},[[1,2],[3,4]],(5,6)", ("{1,2}", "[[1,2],[3,4]]", "(5,6)")),
        ('[1,"=max(H,2)"],"a,b"', ('[1,"=max(H,2)"]', '"a,b"')),
        ("2..5", ("2", "3", "4", "5")),
        ("5..2", ("5", "4", "3", "2")),
        ("0..10..5,-1", ("0", "5", "10", "-1")),
        ("1.5", ("1.5",)),
    ],
)
def test_values_are_cut_at_the_outer_commas(text: str, values: tuple[str, ...]) -> None:
    assert split_values(text) == values


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,,2", "a value is missing"),
        ("1,", "a value is missing"),
        ("1..5..-1", "does not lead from 1 to 5"),
        ("1..5..0", "does not lead"),
        ("1..999999999999", "values; at most 10,000"),
        (",".join(["1"] * (LONGEST + 1)), "more than 10,000"),
    ],
)
def test_wrong_lists_say_why(text: str, why: str) -> None:
    with pytest.raises(RequestRefused, match=why):
        split_values(text)


@pytest.fixture
def page() -> Page:
    made = Page()
    made.variables.put("H", 4)
    made.add_block("Const", {"value": np.ones((2, 3), np.float32)}, id="x")
    made.add_block("Conv2D", id="y")
    made.add_block("Conv3D", id="z")
    made.add_block("Conv2DBackpropInput", id="dx")
    return made


def _raws(page: Page, target: str, values: str) -> list[object]:
    (raws,) = read_axis(page, target, values).raws
    return [raw(page) for raw in raws]


def test_one_number_of_a_vector_is_of_its_spatial_axes(page: Page) -> None:
    assert _raws(page, "y.strides", "2,[1,3,1,1]") == [[1, 2, 2, 1], [1, 3, 1, 1]]
    assert _raws(page, "z.dilations", "3") == [[1, 3, 3, 3, 1]]
    assert _raws(page, "y.explicit_paddings", "2") == [[0, 0, 2, 2, 2, 2, 0, 0]]
    assert _raws(page, "y.strides", "=H//2") == [[1, "=H//2", "=H//2", 1]]
    axis = read_axis(page, "y.strides", "2")
    page.set_attr("y", "data_format", "NCHW")
    assert axis.raws[0][0](page) == [1, 1, 2, 2], "where they are when the cell runs"


def test_a_tensor_keeps_its_dtype_and_a_number_fills_it(page: Page) -> None:
    full, other = _raws(page, "x", "2,[1,2,3]")
    assert isinstance(full, np.ndarray)
    assert isinstance(other, np.ndarray)
    np.testing.assert_array_equal(full, np.full((2, 3), 2))
    np.testing.assert_array_equal(other, [1, 2, 3])
    assert full.dtype == other.dtype == np.float32


def test_variables_and_several_together(page: Page) -> None:
    assert _raws(page, "H", "4..6,=2*3") == [4, 5, 6, "=2*3"]
    axis = read_axis(page, "y.padding+dx.padding", "SAME,VALID")
    assert [str(one) for one in axis.targets] == ["y.padding", "dx.padding"]
    assert str(axis) == "y.padding+dx.padding"


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ([], "nothing varies"),
        (["y.padding"], "it goes like"),
        (["y.padding="], "it goes like"),
        (["y.pading=SAME"], "no attribute 'pading'; did you mean padding"),
        (["w.padding=SAME"], "no block 'w'"),
        (["y=SAME"], "y is a block; name one of its attributes"),
        (["Q=1"], "no variable and no block 'Q'"),
        (["y.padding=SAMEE"], "y.padding=SAMEE: 'SAMEE' is none of SAME"),
        (["y.strides=0"], "y.strides=0: number 2 is 0"),
        (["x=[1,b]"], "no number"),
        (["y.padding=SAME", "dx.padding+y.padding=VALID"], "y.padding varies twice"),
        (["y.padding+y.padding=SAME"], "y.padding varies twice"),
        (["H=1..200", "y.strides=1..200"], "40,000 cells; at most 10,000"),
    ],
)
def test_what_cannot_be_is_refused_with_words(page: Page, texts: list[str], why: str) -> None:
    with pytest.raises(RequestRefused, match=why):
        read_axes(page, texts)
