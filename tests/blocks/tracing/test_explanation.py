"""One number taken apart: rounding, wrapping, infinities, what cannot be asked, and its cost."""

from __future__ import annotations

import math
import tracemalloc
from typing import Any

import numpy as np
import pytest

from blocks.dtypes import DTYPES
from blocks.ops import OPS
from blocks.tracing import Explanation, explain, reached
from blocks.tracing.errors import TraceRefused
from blocks.tracing.words import account, agreement, what

Array = np.ndarray[Any, Any]

WINDOW = {"strides": (1, 1, 1, 1), "padding": "SAME"}


def told(name: str, inputs: list[Any], index: tuple[int, ...], **attrs: Any) -> Explanation:
    op = OPS[name]
    given = dict(op.defaults) | attrs
    return explain(op, inputs, op.run(inputs, given), given, index)


def total(values: list[Any], dtype: str, op: str = "Sum") -> Explanation:
    return told(op, [np.array(values, DTYPES[dtype]), np.array([0], np.int32)], ())


def test_rounding_is_told_with_its_size() -> None:
    one = total([1, 2**-24, 2**-24], "float32")
    assert (one.value, one.made) == (1.0, 1 + 2**-23)
    assert one.difference == -(2.0**-23)
    assert agreement(one) == "1.2e-07 less: float32 rounds"
    half = total([2048, 1], "float16")
    assert (half.value, half.made) == (2048, 2049)
    assert agreement(half) == "1 less: float16 rounds"


def test_what_makes_a_sum_nan_is_named() -> None:
    image = np.ones((1, 3, 3, 1), np.float32)
    image[0, 1, 2, 0] = np.nan
    filter = np.ones((2, 2, 1, 1), np.float32)
    one = told("Conv2D", [image, filter], (0, 1, 1, 0), strides=(1, 1, 1, 1), padding="VALID")
    remark = "1 of 4 terms is not finite: input [0,1,2,0] is nan"
    assert account(one)[0] == ("sum", "nan", remark)
    filter[0, 0] = np.inf
    image[0, 1, 1, 0] = 0  # and 0 times infinity is none either
    one = told("Conv2D", [image, filter], (0, 1, 1, 0), strides=(1, 1, 1, 1), padding="VALID")
    remark = "2 of 4 terms are not finite: first filter [0,0,0,0] is inf"
    assert account(one)[0].remark == remark
    assert account(total([1, 2], "float32"))[0].remark == ""
    large = total([60000, 60000], "float16")  # the sum is finite, only float16 is not
    assert account(large)[0].remark == ""
    mean = total([1, -np.inf], "float32", "Mean")
    assert account(mean)[0].remark == "1 of 2 terms is not finite: input [1] is -inf"


def test_numbers_that_are_equal_are_the_same() -> None:
    one = total([0.5, 0.25], "float32")
    assert agreement(one) == "the same"
    assert [line.number for line in account(one)] == ["0.75", "0.75"]


def test_whole_numbers_are_exact_and_wrap() -> None:
    small = total([100, 100, 100], "uint8")
    assert (small.value, small.made, small.wraps) == (44, 300, True)
    assert agreement(small) == "uint8 has no room for 300: it wraps around"
    most = 2**63 - 1
    large = total([most, most, most], "int64")
    assert large.made == 3 * most
    assert large.wraps
    assert large.value == (3 * most + 2**63) % 2**64 - 2**63
    huge = total([2**64 - 1, 1], "uint64")
    assert (huge.value, huge.made) == (0, 2**64)
    product = told("Multiply", [np.int64([2**40]), np.int64([2**40])], (0,))
    assert (product.value, product.made, product.values.tolist()) == (0, 2**80, [2**80])


def test_a_mean_of_whole_numbers_is_cut_off() -> None:
    assert total([-3, -4], "int32", "Mean").made == -3
    lines = account(total([3, 4], "int32", "Mean"))
    assert [tuple(line) for line in lines] == [
        ("sum", "7", ""),
        ("/ 2", "3", "the rest is cut off"),
        ("the op gave", "3", "the same"),
    ]


def test_infinities_and_nan_are_no_difference() -> None:
    assert agreement(total([math.inf, 1], "float32")) == "the same"
    assert agreement(total([math.inf, -math.inf], "float32")) == "the same"
    assert agreement(total([], "float32", "Mean")) == "the same"
    over = total([3e38, 3e38], "float32")
    assert over.value == math.inf
    assert agreement(over).startswith("float32 has no room for 6.0000")


def test_a_cell_that_no_tap_reaches_is_a_sum_of_nothing() -> None:
    ones = np.ones((1, 1, 1, 1), np.float32)
    back = np.ones((1, 2, 2, 1), np.float32)
    attrs: dict[str, Any] = {"strides": (1, 2, 2, 1), "padding": "SAME"}
    one = told("Conv2DBackpropInput", [np.int32([1, 3, 3, 1]), ones, back], (0, 1, 0, 0), **attrs)
    assert (one.value, one.count, one.made) == (0, 0, 0)
    assert what(one) == ("a sum of nothing: no cell of out_backprop and filter has a part in it")
    assert one.note == "no window has a tap on this cell, so its gradient is 0"
    assert one.first(10)[1].size == one.values.size == 0


@pytest.mark.parametrize(
    ("name", "index", "note"),
    [
        ("Conv2D", (0, 0, 0, 0), "4 of the window's 9 taps stand on the input, 5 on the zeros "
         "around it"),
        ("Conv2D", (0, 2, 2, 0), "all 9 taps of the window stand on the input"),
        ("Conv2DBackpropInput", (1, 0, 4, 0), "4 of 9 taps stand on this cell, each of another "
         "window"),
        ("Conv2DBackpropInput", (1, 1, 1, 0), "all 9 taps stand on this cell, each of another "
         "window"),
        ("Conv2DBackpropFilter", (1, 1, 0, 0), "this tap stands on the input in all 50 windows"),
        ("Conv2DBackpropFilter", (0, 1, 0, 0), "this tap stands on the input in 40 of 50 windows, "
         "in the others on the zeros around it"),
    ],
)  # fmt: skip
def test_taps_are_counted(name: str, index: tuple[int, ...], note: str) -> None:
    image, filter = np.ones((2, 5, 5, 1)), np.ones((3, 3, 1, 1))
    inputs = {
        "Conv2D": [image, filter],
        "Conv2DBackpropInput": [np.int32(image.shape), filter, image],
        "Conv2DBackpropFilter": [image, np.int32(filter.shape), image],
    }[name]
    one = told(name, inputs, index, **WINDOW)
    assert one.note == note


def test_the_first_terms_are_the_first_of_all() -> None:
    random = np.random.default_rng(0)
    inputs = [random.normal(size=(1, 5, 5, 2)), random.normal(size=(3, 3, 2, 3))]
    one = told("Conv2D", inputs, (0, 0, 3, 1), **WINDOW)
    (images, filters), products = one.first(7)
    assert products.tolist() == one.values[:7].tolist()
    assert (images * filters).tolist() == products.tolist()
    assert images[0] == inputs[0][tuple(one.factors[0].at[0])]


@pytest.mark.parametrize(
    ("index", "words"),
    [
        ((0,), "z has shape [2, 3]: a cell is 2 numbers, 1 number came: [0]"),
        ((2, 0), "z has shape [2, 3]: 2 in [2,0] is outside axis 0; 0 to 1 are possible"),
        ((0, 3), "z has shape [2, 3]: 3 in [0,3] is outside axis 1; 0 to 2 are possible"),
        ((-3, 0), "z has shape [2, 3]: -3 in [-3,0] is outside axis 0; 0 to 1 are possible"),
        ((0, 0.5), "z: a cell is whole numbers, (0, 0.5) came"),
    ],
)
def test_cells_that_do_not_exist_are_refused(index: Any, words: str) -> None:
    x = np.ones((2, 3), np.float32)
    with pytest.raises(TraceRefused) as why:
        told("Add", [x, x], index)
    assert str(why.value) == words
    with pytest.raises(TraceRefused):
        reached(OPS["Add"], [x, x], [x], {}, index, "x")


def test_ports_that_do_not_exist_are_refused() -> None:
    x = np.ones((2, 3), np.float32)
    with pytest.raises(TraceRefused, match=r"Add has no output 'w' \(z\)"):
        explain(OPS["Add"], [x, x], [x], {}, (0, 0), "w")
    with pytest.raises(TraceRefused, match=r"Add has no input 'w' \(x, y\)"):
        reached(OPS["Add"], [x, x], [x], {}, (0, 0), "w")


def test_minus_one_is_the_last() -> None:
    x = np.arange(6.0).reshape(2, 3)
    one = told("Add", [x, x], (-1, -1))
    assert (one.index, one.value) == ((1, 2), 10)


LARGE = (8, 224, 224, 64)


@pytest.mark.parametrize("name", ["Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter"])
def test_large_tensors_are_looked_at_and_not_copied(name: str) -> None:
    """8x224x224x64 of float32 is 98 MiB, and one of the sums has 401,408 terms."""
    image: Array = np.broadcast_to(np.float32(2), LARGE)
    filter: Array = np.broadcast_to(np.float32(3), (3, 3, 64, 64))
    inputs, output = {
        "Conv2D": ([image, filter], image),
        "Conv2DBackpropInput": ([np.int32(LARGE), filter, image], image),
        "Conv2DBackpropFilter": ([image, np.int32(filter.shape), image], filter),
    }[name]
    attrs = dict(OPS[name].defaults) | WINDOW
    index = tuple(size // 2 for size in output.shape)
    tracemalloc.start()
    try:
        one = explain(OPS[name], inputs, [output], attrs, index)
        numbers, products = one.first(10)
        found = one.total
        for port, array in zip(OPS[name].inputs, inputs, strict=True):
            reached(OPS[name], inputs, [output], attrs, (0,) * array.ndim, port.name)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == one.count * products[0] == one.count * float(numbers[0][0] * numbers[1][0])
    assert one.count >= 576
    assert peak < 16 * 2**20
