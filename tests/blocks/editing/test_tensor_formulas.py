"""Tensors of which formulas give some elements or sizes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.editing.tensor_formulas import TensorFormulas, holds_all, read_formula_tensor
from blocks.errors import ValueRefused


@pytest.mark.parametrize(
    ("text", "shape", "data"),
    [
        ("H", [], ["=H"]),
        ("[H, 2*W, 3]", [3], ["=H", "=2*W", 3]),
        ("H, 2, 3", [3], ["=H", 2, 3]),
        ("[[1, min(H, 2)], [=W, -4]]", [2, 2], [1, "=min(H, 2)", "=W", -4]),
        ("{{1},{(H+1)*2}}", [2, 1], [1, "=(H+1)*2"]),
        ("[nan, -inf, true, 0.5, H]", [5], ["nan", "-inf", True, 0.5, "=H"]),
    ],
)
def test_what_is_typed(text: str, shape: list[int], data: list[object]) -> None:
    made = read_formula_tensor(text, "int32")
    assert made == {"dtype": "int32", "shape": shape, "data": data}


@pytest.mark.parametrize(
    "text", ["", "[", "[1, [2]]", "[[1], [2, 3]]", "]", "[1]]", "a[1]", "[1 2 H]", "[" * 40]
)
def test_what_is_no_tensor(text: str) -> None:
    with pytest.raises(ValueRefused):
        read_formula_tensor(text, "int32")


@given(st.text("[]{}(),H12+ =", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        made = read_formula_tensor(text, "int32")
    except ValueRefused:
        return
    assert holds_all(made)


def test_what_the_page_takes() -> None:
    array = np.array([[1, 56], [3, 4]], np.int32)
    none = TensorFormulas()
    assert none.raw(array) is array
    one = none.with_cell(1, "=H")
    raw = one.raw(array)
    assert raw == {"dtype": "int32", "shape": [2, 2], "data": [1, "=H", 3, 4]}
    assert TensorFormulas.of(raw) == one
    assert one.without([1]).raw(array) is array
    assert one.within(1) == none
    sized = none.with_sizes(("=N", 2))
    assert TensorFormulas.of(sized.raw(array)) == sized
    assert sized.with_sizes((2, 2)) == none
    assert TensorFormulas.of("SAME") == TensorFormulas.of(None) == none
