"""The search of the palette: words in any order, synonyms, and no word that breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.ops import OPS
from blocks.palette import find

INPUT_GRADIENTS = [
    "Conv2DBackpropInput",
    "Conv2DBackpropInputV2",
    "DepthwiseConv2dNativeBackpropInput",
    "Conv3DBackpropInputV2",
]


def names(text: str) -> list[str]:
    return [op.name for op in find(text)]


def test_nothing_typed_finds_every_op_in_its_order() -> None:
    assert names("") == names("   ") == list(OPS)


@pytest.mark.parametrize("text", ["deconv", "transposed conv", "conv transpose", "conv grad"])
def test_what_people_call_the_input_gradients_finds_them_first(text: str) -> None:
    assert names(text)[:4] == INPUT_GRADIENTS


def test_words_count_in_any_order_and_case() -> None:
    assert set(names("backprop input")) == set(names("INPUT Backprop")) == set(INPUT_GRADIENTS)
    assert names("3d grad") == ["Conv3DBackpropInputV2", "Conv3DBackpropFilterV2"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("conv", "Conv2D"),
        ("add", "Add"),
        ("sum", "Sum"),
        ("minus", "Subtract"),
        ("*", "Multiply"),
        ("npy", "ReadNpy"),
        ("constant", "Const"),
        ("session", "ClientSession"),
        ("tensor written", "Const"),
        ("conv2d_backprop_input_v2", "Conv2DBackpropInputV2"),
    ],
)
def test_the_best_comes_first(text: str, first: str) -> None:
    assert names(text)[0] == first


@pytest.mark.parametrize("name", OPS)
def test_an_op_is_first_by_its_own_name(name: str) -> None:
    assert names(name)[0] == names(name.lower())[0] == name


@pytest.mark.parametrize("text", ["(", "[", "\\", "conv (", "nonsense", "_ _ ("])
def test_what_no_op_has_finds_nothing(text: str) -> None:
    assert names(text) == []


@given(st.text(max_size=12))
def test_no_text_breaks_the_search(text: str) -> None:
    found = names(text)
    assert len(found) == len(set(found))
    assert set(found) <= set(OPS)
