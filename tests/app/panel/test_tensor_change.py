"""Shapes, dtypes, fills, loading and the line of a tensor, without a window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from app.panel.tensor_change import (
    CONSTANT,
    COUNT,
    IDENTITY,
    LARGEST_EDITED,
    ZEROS,
    cast,
    filled,
    load_npy,
    read_shape,
    reshaped,
)
from app.panel.tensor_text import read_like, summary, tensor_line
from blocks.declaration.values import same
from blocks.dtypes import DTYPES
from blocks.errors import ValueRefused


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("2, 2, 3", (2, 2, 3)),
        ("[2,2,3]", (2, 2, 3)),
        ("{2,3}", (2, 3)),
        ("(4,)", (4,)),
        ("2 3", (2, 3)),
        ("2x3", (2, 3)),
        ("", ()),
        ("[]", ()),
        ("0, 3", (0, 3)),
    ],
)
def test_shapes_as_typed(text: str, shape: tuple[int, ...]) -> None:
    assert read_shape(text) == shape


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2, -1", "'-1' is no size"),
        ("2, two", "'two' is no size"),
        ("2.5", "'2.5' is no size"),
        ("1000, 1001", "1,001,000 elements"),
        ("1 " * 40, "40 dimensions"),
    ],
)
def test_wrong_shapes(text: str, says: str) -> None:
    with pytest.raises(ValueRefused) as why:
        read_shape(text)
    assert says in str(why.value)


def test_another_shape_keeps_the_numbers_in_order() -> None:
    array = np.arange(1, 7, dtype="i4").reshape(2, 3)
    made, said = reshaped(array, (3, 2))
    assert made.tolist() == [[1, 2], [3, 4], [5, 6]]
    assert said == ""
    made, said = reshaped(array, (2, 2, 2))
    assert made.ravel().tolist() == [1, 2, 3, 4, 5, 6, 0, 0]
    assert said == "6 numbers stayed; 2 zeros came after."
    made, said = reshaped(array, (2, 2))
    assert made.tolist() == [[1, 2], [3, 4]]
    assert said == "The first 4 numbers stayed; the last 2 are gone."
    assert reshaped(array, ())[0] == 1
    assert reshaped(array, (0, 2))[0].shape == (0, 2)


def test_another_dtype() -> None:
    array = np.array([1.5, -2.5, 3], "f4")
    made, said = cast(array, "int32")
    assert made.tolist() == [1, -2, 3]
    assert said == "2 numbers changed to fit int32."
    assert cast(array, "float64")[1] == ""
    assert cast(np.array([np.nan, 1], "f4"), "bfloat16")[1] == ""
    assert cast(np.array([0, 1, 1], "i4"), "bool")[1] == ""


@pytest.mark.parametrize(
    ("array", "dtype", "says"),
    [
        (np.array([[0, np.nan]], "f4"), "int32", "[0, 1] is nan; int32 takes"),
        (np.array([3e9]), "int32", "[0] is 3000000000.0; int32 takes -2147483648 to 2147483647"),
        (np.array(2.0**63), "int64", "it is"),
        (np.array([-1], "i4"), "uint64", "[0] is -1; uint64 takes 0 to"),
        (np.array([2**64 - 1], "u8"), "int64", "[0] is 18446744073709551615"),
        (np.array([300], "i8"), "uint8", "[0] is 300; uint8 takes 0 to 255"),
        (np.array([70000], "f4"), "float16", "[0] is 70000.0 is too large for float16"),
    ],
)
def test_what_no_dtype_can_hold_is_refused(array: np.ndarray, dtype: str, says: str) -> None:
    with pytest.raises(ValueRefused) as why:
        cast(array, dtype)
    assert says in str(why.value)


@given(
    arrays.arrays(np.float64, arrays.array_shapes(max_dims=3, max_side=3)),
    some.sampled_from(list(DTYPES)),
)
def test_a_cast_is_exact_or_said_or_refused(array: np.ndarray, dtype: str) -> None:
    try:
        made, said = cast(array, dtype)
    except ValueRefused:
        return
    assert made.dtype == DTYPES[dtype]
    assert bool(said) != np.array_equal(made.astype(np.float64), array, equal_nan=True)


def test_fills() -> None:
    array = np.zeros((2, 2, 3), "i4")
    assert filled(array, CONSTANT, "7").tolist() == np.full((2, 2, 3), 7).tolist()
    assert filled(array, COUNT, "").ravel().tolist() == list(range(1, 13))
    assert not filled(np.ones(3, "f4"), ZEROS, "").any()
    assert filled(array, IDENTITY, "")[1].tolist() == [[1, 0, 0], [0, 1, 0]]
    assert filled(np.zeros((), "f4"), COUNT, "") == 1
    with pytest.raises(ValueRefused, match="whole numbers"):
        filled(array, CONSTANT, "1.5")
    with pytest.raises(ValueRefused, match="2 came"):
        filled(array, CONSTANT, "1, 2")
    with pytest.raises(ValueRefused, match="two axes"):
        filled(np.zeros(3, "f4"), IDENTITY, "")
    with pytest.raises(ValueRefused, match="int8 ends at 127"):
        filled(np.zeros(128, "i1"), COUNT, "")


def test_loading(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.asfortranarray(np.arange(6, dtype=">f4").reshape(2, 3)))
    assert load_npy(tmp_path / "a.npy").tolist() == [[0, 1, 2], [3, 4, 5]]
    np.save(tmp_path / "objects.npy", np.array([{}], object), allow_pickle=True)
    np.save(tmp_path / "large.npy", np.zeros(LARGEST_EDITED + 1, "i1"))
    (tmp_path / "words.npy").write_text("no numbers")
    for name, says in (
        ("objects", "Python objects"),
        ("large", "ReadNpy"),
        ("words", "no .npy file"),
        ("missing", "there is no"),
    ):
        with pytest.raises(ValueRefused, match=says):
            load_npy(tmp_path / f"{name}.npy")


@given(
    arrays.arrays(
        some.sampled_from([np.float32, np.float64, np.int64, np.uint8, np.bool_]),
        arrays.array_shapes(min_dims=0, max_dims=4, max_side=3),
    )
)
def test_the_line_of_a_tensor_reads_back_to_the_bit(array: np.ndarray) -> None:
    again, said = read_like(tensor_line(array), array)
    assert said == ""
    quiet = array.copy()
    quiet[np.isnan(quiet)] = np.nan if array.dtype.kind == "f" else 0  # a NaN's payload is lost
    assert same(again, quiet)


@pytest.mark.parametrize(
    ("text", "dtype", "said"),
    [
        ("[1, 2]", "float32", ""),
        ("[1.5, 2]", "float32", ""),
        ("[1.5, 2]", "float64", "It is float64 now"),
        ("[1.0f, 2]", "float32", "as the text says"),
        ("array([1, 2], dtype=int8)", "int8", "as the text says"),
        ("[3000000000]", "int64", "It is int64 now"),
    ],
)
def test_the_dtype_stays_where_it_can(text: str, dtype: str, said: str) -> None:
    before = np.zeros(1, "float32" if not said else "int32")
    made, told = read_like(text, before)
    assert made.dtype == dtype
    assert (said in told) if said else not told


def test_summaries() -> None:
    assert summary(np.array([[1, 2], [3, 4]], "f4")) == "float32 [2, 2], 1 to 4"
    assert summary(np.zeros((0, 3), "i4")) == "int32 [0, 3], no elements"
    assert summary(np.array([True, False])) == "bool [2], 1 of 2 true"
    assert summary(np.array([np.nan, np.nan])) == "float64 [2], nan to nan"
    assert summary(np.array(3, "i8")) == "int64 []"
