"""Every attribute has one way in, which gives the one right form or says what is wrong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from blocks.declaration import attribute
from blocks.declaration.attribute import REQUIRED, Attribute
from blocks.errors import ValueRefused

PADDING = attribute.choice("padding", "SAME", "VALID", help="")
DTYPE = attribute.dtype("dtype", "float32", "int32", help="")
KEEP = attribute.flag("keep_dims", False, help="")
SEED = attribute.integer("seed", default=0, help="")
NAME = attribute.text("name", pattern="[a-z]*", says="small letters are right", help="")
STRIDES = attribute.window_vector("strides", 4, help="")
PADS = attribute.paddings("explicit_paddings", 4, help="")
VALUE = attribute.tensor("value", help="")
FILE = attribute.file("file", help="")
RATE = attribute.number("rate", low=0.0, help="")
SCALE = attribute.number("scale", default=0.0, help="")
PAIR = attribute.integers("pair", 2, help="")
AXES = attribute.integers("axes", help="")

A_TENSOR = {"dtype": "int32", "shape": [2], "data": [1, 2]}


@pytest.mark.parametrize(
    ("one", "raw", "canonical"),
    [
        (PADDING, "SAME", "SAME"),
        (DTYPE, "int32", "int32"),
        (DTYPE, "DT_FLOAT", "float32"),
        (KEEP, True, True),
        (KEEP, " False ", False),
        (SEED, -(2**63), -(2**63)),
        (NAME, "abc", "abc"),
        (NAME, "", ""),
        (STRIDES, [1, 2, 3, 1], (1, 2, 3, 1)),
        (STRIDES, (1, 2, 3, 1), (1, 2, 3, 1)),
        (PADS, [], ()),
        (PADS, [0, 0, 1, 2, 3, 4, 0, 0], (0, 0, 1, 2, 3, 4, 0, 0)),
        (FILE, "data/w.npy", "data/w.npy"),
        (RATE, 3, 3.0),
        (RATE, 0.1, 0.1),
        (SCALE, -1e300, -1e300),
        (PAIR, [-1, 2], (-1, 2)),
        (AXES, [], ()),
        (AXES, (3, 0, 1), (3, 0, 1)),
        (FILE, "data\\w.npy", "data/w.npy"),
    ],
)
def test_what_is_right_is_read(one: Attribute, raw: object, canonical: object) -> None:
    read = one.read(raw)
    assert read == canonical
    assert type(read) is type(canonical)
    assert one.same(one.read(one.write(read)), read)


@pytest.mark.parametrize(
    ("one", "raw", "words"),
    [
        (PADDING, "same", "did you mean SAME"),
        (PADDING, 1, "none of SAME, VALID"),
        (PADDING, None, "none of"),
        (DTYPE, "DT_DOUBLE", "none of float32, int32"),
        (DTYPE, " Float32", "did you mean float32"),
        (DTYPE, ["float32"], "none of"),
        (KEEP, 1, "neither true nor false"),
        (KEEP, "yes", "neither true nor false"),
        (SEED, True, "not a whole number"),
        (SEED, 1.0, "not a whole number"),
        (SEED, 2**63, "out of range"),
        pytest.param(SEED, 10**5000, "out of range", id="seed-huge"),
        (RATE, "0.5", "not a number"),
        (RATE, True, "not a number"),
        (RATE, -0.5, "out of range; from 0 up"),
        (RATE, float("nan"), "out of range"),
        (SCALE, float("inf"), "out of range; a finite number"),
        pytest.param(SCALE, 10**5000, "out of range", id="scale-huge"),
        (PAIR, [1], "1 numbers came; 2"),
        (AXES, [1.0], "not a whole number"),
        (AXES, 3, "not a list"),
        (NAME, 5, "not a text"),
        (NAME, "A", "small letters"),
        (NAME, "a\n", "small letters"),
        (STRIDES, [1, 2, 1], "3 numbers came; 4"),
        (STRIDES, [1, 2, 1, 0], "number 4 is 0; from 1"),
        (STRIDES, [1, 2, 1, 2**31], "number 4 is 2147483648; up to 2147483647"),
        (STRIDES, [1, 2, 1, True], "not a whole number"),
        (STRIDES, [1, 2.0, 1, 1], "number 2 is 2.0"),
        (STRIDES, "1,2,1,1", "not a list"),
        (STRIDES, {"0": 1}, "not a list"),
        (PADS, [1, 1], "2 numbers came; 8"),
        (PADS, [0, 0, -1, 0, 0, 0, 0, 0], "from 0 up"),
        (VALUE, [1, 2], "a tensor is"),
        (VALUE, np.array(["a"]), "cannot be kept"),
        (FILE, "", "not the path"),
        (FILE, "a\0b", "not the path"),
        (FILE, 3, "not the path"),
        (FILE, "/etc/passwd", "not relative"),
        (FILE, "C:\\w.npy", "not relative"),
        (FILE, "C:w.npy", "not relative"),
        (FILE, "\\\\server\\share\\w.npy", "not relative"),
        (FILE, "../w.npy", "leaves the page's folder"),
        (FILE, "data\\..\\..\\w.npy", "leaves the page's folder"),
    ],
)
def test_what_is_wrong_is_refused_with_the_reason(one: Attribute, raw: object, words: str) -> None:
    with pytest.raises(ValueRefused, match=words):
        one.read(raw)


@pytest.mark.parametrize(
    ("one", "text", "canonical"),
    [
        (PADDING, "SAME", "SAME"),
        (KEEP, "true", True),
        (SEED, "-7", -7),
        (NAME, "true", "true"),
        (STRIDES, "[1, 2, 2, 1]", (1, 2, 2, 1)),
        (STRIDES, "{1,2,2,1}", (1, 2, 2, 1)),
        (PADS, "[]", ()),
    ],
)
def test_texts_of_the_command_line_are_read(one: Attribute, text: str, canonical: Any) -> None:
    assert one.read_text(text) == canonical


def test_a_text_that_cannot_be_read_is_refused_for_what_it_means() -> None:
    with pytest.raises(ValueRefused, match="3 numbers came"):
        STRIDES.read_text("[1, 2, 2]")
    with pytest.raises(ValueRefused, match="none of"):
        PADDING.read_text("[" * 100_000)


def test_tensors_are_read_only_and_compared_to_the_bit() -> None:
    read = VALUE.read(A_TENSOR)
    assert not read.flags.writeable
    assert VALUE.write(read) == A_TENSOR
    assert VALUE.same(read, VALUE.read(A_TENSOR))
    assert not VALUE.same(read, VALUE.read({**A_TENSOR, "shape": [1, 2]}))
    assert not VALUE.same(read, VALUE.read({**A_TENSOR, "dtype": "int64"}))
    zeros = VALUE.read(np.array([0.0])), VALUE.read(np.array([-0.0]))
    assert not VALUE.same(*zeros)


def test_true_is_not_one() -> None:
    assert not KEEP.same(True, 1)


def test_only_what_has_no_default_is_required() -> None:
    assert PADDING.required
    assert PADDING.default is REQUIRED
    assert not PADS.required


def test_zeros_of_both_signs_are_two_values() -> None:
    assert not SCALE.same(0.0, -0.0)
    assert SCALE.same(-0.0, -0.0)
