"""Pasted tensors: every form people bring, and every way in which one can be wrong."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from blocks.errors import ValueRefused
from blocks.literal import read_literal
from blocks.literal_form import LARGEST_LITERAL

SQUARE = [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("text", "dtype", "value"),
    [
        ("[[1, 2], [3, 4]]", "int32", SQUARE),
        ("((1, 2), (3, 4),)", "int32", SQUARE),
        ("{{1,2},{3,4}}", "int32", SQUARE),
        ("{{1.0f,2},{3,4}};", "float32", SQUARE),
        ("{{1.0,2},{3,4}}", "float64", SQUARE),
        ("{1;2;3}", "int32", [1, 2, 3]),
        ("1.000000;2.000000;", "float64", [1, 2]),
        ("[[1. 2.]\n [3. 4.]]", "float64", SQUARE),
        ("array([[1., 2.],\n       [3., 4.]], dtype=float32)", "float32", SQUARE),
        ("np.array([[1, 2], [3, 4]], dtype=np.int64)", "int64", SQUARE),
        ("array([], shape=(0, 3), dtype=float16)", "float16", np.zeros((0, 3))),
        ("tf.Tensor(\n[[1 2]\n [3 4]], shape=(2, 2), dtype=int32)", "int32", SQUARE),
        (
            "<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>",
            "float32",
            [1, 2],
        ),
        ("tensor([[1., 2.], [3., 4.]], dtype=torch.float64)", "float64", SQUARE),
        ("tf.Tensor(3.5, shape=(), dtype=float32)", "float32", 3.5),
        ("1\t2\n3\t4\n", "int32", SQUARE),
        ("1\t2\r\n3\t4\r\n", "int32", SQUARE),
        ("1,2\n3,4", "int32", SQUARE),
        ('"1","2"\n"3","4"', "int32", SQUARE),
        ("1;2\n3;4", "int32", SQUARE),
        ("1 2\n3 4", "int32", SQUARE),
        ("1\n2\n3", "int32", [1, 2, 3]),
        ("1\t2\t3", "int32", [1, 2, 3]),
        ("7", "int32", 7),
        ("-1e3", "float64", -1000),
        ("\u22125", "int32", -5),
        ("3000000000", "int64", 3000000000),
        ("[true, False]", "bool", [True, False]),
        ("[]", "float32", []),
        ("[[], []]", "float32", np.zeros((2, 0))),
        ("[nan, inf, -inf]", "float64", [np.nan, np.inf, -np.inf]),
    ],
)
def test_forms(text: str, dtype: str, value: object) -> None:
    found = read_literal(text)
    assert found.dtype == dtype
    np.testing.assert_array_equal(found, np.array(value, dtype))
    assert found.shape == np.shape(value)


@pytest.mark.parametrize(
    ("text", "dtype", "says"),
    [
        ("", None, "nothing to read"),
        ("[[1, 2], [3]]", None, "[1] has 1 entries, the first of its kind 2"),
        ("[1, [2]]", None, "[1] is a row where others are numbers"),
        ("[[1], 2]", None, "'2' stands alone"),
        ("[[1, 2]", None, "] is missing at the end"),
        ("[1, 2}", None, "[ is closed by }"),
        ("[1, 2], [3]", None, "after the last bracket"),
        ("[1,,2]", None, "a number is missing before ',' at [0]"),
        ("[1; 2]", None, "separated by , or blanks"),
        ("[1, two]", None, "[1]: 'two' is no number"),
        ("[[0. 0. ... 0. 0.]]", None, "shortened when it was printed"),
        ("1\t2\n3", None, "row 2 has 1 cells, row 1 has 2"),
        ("1\t\n3\t4", None, "row 1, column 2 is empty"),
        ("1\n\n3", None, "row 2 is empty"),
        ("1,5\t2", None, "row 1, column 1: '1,5' is no number; a point is needed: 1.5"),
        ("height,width\n1,2", None, "row 1, column 1: 'height' is no number"),
        ("__import__('os').getcwd()", None, "is no number"),
        ("[1_000]", None, "'1_000' is no number"),
        ("[1, 2.5]", "int32", "[1]: '2.5' is not right; int32 takes whole numbers"),
        ("3000000000", "int32", "from -2147483648 to 2147483647"),
        ("nan", "int64", "'nan' is not right"),
        ("-1", "uint8", "from 0 to 255"),
        ("2", "bool", "bool takes true and false, or 1 and 0"),
        ("[1, 70000]", "float16", "[1]: '70000' is too large for float16"),
        ("1" * 390, "float64", "is too large for float64"),
        ("[1e999]", None, "too large for float64"),
        ("array([1], dtype=complex64)", None, "dtype 'complex64' is none of"),
        ("[" * 100_000, None, "brackets within each other"),
        ("1 " * (LARGEST_LITERAL + 1), None, "ReadNpy"),
    ],
)
def test_wrong_texts_say_where_and_why(text: str, dtype: str | None, says: str) -> None:
    with pytest.raises(ValueRefused) as why:
        read_literal(text, dtype)
    assert says in str(why.value)


def test_extremes_are_exact() -> None:
    text = f"[{-(2**63)}, {2**63 - 1}]"
    assert read_literal(text).tolist() == [-(2**63), 2**63 - 1]
    assert np.signbit(read_literal("-0.0", "float32"))
    assert read_literal("18446744073709551615", "uint64") == 2**64 - 1


@given(
    arrays.arrays(
        some.sampled_from([np.float64, np.int64, np.bool_]),
        arrays.array_shapes(min_dims=1, max_dims=4, max_side=4),
    )
)
def test_what_numpy_and_python_write_comes_back(array: np.ndarray) -> None:
    with np.printoptions(floatmode="unique"):
        for text in (repr(array), str(array), str(array.tolist())):
            np.testing.assert_array_equal(read_literal(text, array.dtype.name), array)


@given(arrays.arrays(np.float32, arrays.array_shapes(max_dims=2, max_side=5)))
def test_spreadsheets_come_back(array: np.ndarray) -> None:
    table = np.atleast_2d(array)
    text = "\n".join("\t".join(repr(float(one)) for one in row) for row in table)
    found = read_literal(text, "float32")
    np.testing.assert_array_equal(found, table.reshape(found.shape))


@given(some.text(alphabet="[]{}(),; \n\t-.0123456789efantrudy=", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ValueRefused):
        assert read_literal(text).size <= len(text)


def test_the_sign_of_zero_is_kept() -> None:
    made = read_literal("[-0, 0, -0.0, 1]", "float32")
    assert np.signbit(made).tolist() == [True, False, True, False]
    assert read_literal("-0").dtype == np.int32
