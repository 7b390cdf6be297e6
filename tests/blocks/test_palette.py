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


@pytest.mark.parametrize(
    "text",
    ["deconv", "transposed conv", "conv transpose", "transpose conv", "conv grad", "grad conv"],
)
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


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ConvTranspose2d", "Conv2DBackpropInput"),
        ("torch.nn.ConvTranspose2d", "Conv2DBackpropInput"),
        ("tf.nn.conv2d_transpose", "Conv2DBackpropInput"),
        ("Conv3DTranspose", "Conv3DBackpropInputV2"),
        ("DepthwiseConv2D", "DepthwiseConv2dNative"),
        ("F.relu", "Relu"),
        ("permute", "Transpose"),
        ("Linear", "MatMul"),
        ("GlobalAveragePooling2D", "Mean"),
        ("randn", "RandomNormal"),
        ("unsqueeze", "Reshape"),
        ("astype", "Cast"),
        ("Sub", "Subtract"),
        ("AddV2", "Add"),
    ],
)
def test_what_other_libraries_call_it_finds_it(text: str, first: str) -> None:
    assert names(text)[0] == first


@pytest.mark.parametrize("text", ["c2bi", "c2dbi"])
def test_initials_find_an_op(text: str) -> None:
    assert names(text)[0] == "Conv2DBackpropInput"


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [("trasnpose conv", "transpose conv"), ("convultion", "convolution"), ("realu", "relu")],
)
def test_a_word_mistyped_finds_what_was_meant(mistyped: str, meant: str) -> None:
    assert names(mistyped) == names(meant) != []


def test_no_short_word_is_mended() -> None:
    assert names("men") == [], "short words are like too many others"


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
