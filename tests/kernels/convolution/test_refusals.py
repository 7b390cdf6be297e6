"""Wrong calls: every one is refused by name, with what came and what would be right."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kernels
from kernels import shapes
from kernels.dtypes import named
from kernels.errors import ArgumentError
from tests.kernels.convolution.test_recorded import FOLDER, kernel_name

WRONG = json.loads((Path(FOLDER) / "conv_errors.json").read_text(encoding="utf-8"))

# Of each wrong call: the argument to blame, what came, and what would be right, as messages say it.
SAID = {
    "e00": ("padding", "'FULL'", "SAME, VALID or EXPLICIT"),
    "e01": ("explicit_paddings", "2 came: (1, 1)", "eight numbers in NHWC order"),
    "e02": ("explicit_paddings", "(1, 0) came", "must be 0 for batch"),
    "e03": ("explicit_paddings", "(-1, 1) came", "0 or more for height"),
    "e04": ("explicit_paddings", "padding is SAME", "must be empty"),
    "e05": ("strides", "2 came: (1, 1)", "four numbers in NHWC order (batch, height, width, chan"),
    "e06": ("strides", "2 came in (2, 1, 1, 1)", "must be 1 for batch"),
    "e07": ("strides", "2 came in (1, 1, 1, 2)", "must be 1 for channels"),
    "e08": ("strides", "0 came", "1 or more for height"),
    "e09": ("strides", "-1 came", "1 or more for height"),
    "e10": ("dilations", "0 came", "1 or more for height"),
    "e11": ("dilations", "2 came in (2, 1, 1, 1)", "must be 1 for batch"),
    "e12": ("dilations", "2 came: (1, 1)", "four numbers in NHWC order"),
    "e13": ("data_format", "'NWHC' came", "NHWC or NCHW"),
    "e14": (
        "input_sizes",
        "3 came: (4, 4, 2)",
        "four numbers in NHWC order (batch, height, width,",
    ),
    "e15": ("input_sizes", "[[1, 4, 4, 2]] came", "four numbers in NHWC order"),
    "e16": ("input_sizes", "-4 came", "0 or more for height"),
    "e17": ("input_sizes", "input_sizes says 2, but out_backprop has 1", "must be the same"),
    "e18": ("input_sizes", "height: input_sizes says 5; with filter 3", "Height 4 would fit."),
    "e19": ("input_sizes", "input_sizes says 3", "filter expects 2 input channels"),
    "e20": ("out_backprop", "out_backprop has 5", "filter has 4 output channels"),
    "e21": ("out_backprop", "shape (1, 4, 16)", "four dimensions (batch, height, width, channels)"),
    "e22": ("filter", "shape (3, 3, 2)", "four dimensions (height, width, in_channels, out_chan"),
    "e23": ("filter", "0 came in (3, 3, 0, 4)", "1 or more for in_channels"),
    "e24": ("filter", "int64 came", "float16, bfloat16, float32, float64 or int32"),
    "e25": ("filter", "complex64 came", "float16, bfloat16, float32, float64 or int32"),
    "e26": ("filter", "int32 came", "float16, bfloat16, float32 or float64"),
    "e27": ("input_sizes", "2 came: (4, 4)", "four numbers in NHWC order"),
    "e28": (
        "out_backprop",
        "out_backprop has 5",
        "2 input channels and multiplier 2, which gives 4",
    ),
    "e29": ("input_sizes", "input_sizes says 3", "filter expects 2 input channels"),
    "e30": ("padding", "'EXPLICIT' came", "SAME or VALID"),
    "e31": ("filter", "int32 came", "float16, bfloat16, float32 or float64"),
    "e32": ("strides", "2 came in (2, 1, 1, 1, 1)", "must be 1 for batch"),
    "e33": ("strides", "4 came: (1, 1, 1, 1)", "five numbers in NDHWC order"),
    "e34": ("input_sizes", "4 came: (1, 4, 4, 2)", "five numbers in NDHWC order"),
    "e35": ("input_sizes", "input_sizes says 4", "filter expects 2 input channels"),
    "e36": ("data_format", "'NHWC' came", "NDHWC or NCDHW"),
}
FORWARD: dict[str, Any] = {"strides": (1, 1, 1, 1), "padding": "SAME"}


def test_the_table_holds_every_wrong_call() -> None:
    assert [wrong["id"] for wrong in WRONG] == sorted(SAID)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong["id"])
def test_wrong_call(wrong: dict[str, Any]) -> None:
    argument, came, right = SAID[wrong["id"]]
    given = {
        name: np.zeros(value["shape"], named(value["dtype"])) if isinstance(value, dict) else value
        for name, value in wrong["call"].items()
    }
    with pytest.raises(ArgumentError) as raised:
        getattr(kernels, kernel_name(wrong["op"]))(**given)
    message = str(raised.value)
    assert raised.value.argument == argument
    assert argument in message
    assert came in message
    assert right in message


def refusal(call: Any, *given: Any, **attributes: Any) -> ArgumentError:
    with pytest.raises(ArgumentError) as raised:
        call(*given, **attributes)
    return raised.value


def test_a_size_that_does_not_fit_says_which_would() -> None:
    """The words of the example that asked for this."""
    rule = shapes.conv2d_backprop_input
    given: Any = ((2, 7, 8, 3), (3, 3, 3, 8), (2, 3, 4, 8))
    error = refusal(rule, *given, strides=(1, 2, 2, 1), padding="SAME")
    assert error.argument == "input_sizes"
    assert str(error) == (
        "height: input_sizes says 7; with filter 3, stride 2 and SAME that gives 4 rows,"
        " but out_backprop has 3. Height 5 or 6 would fit."
    )


def test_every_axis_in_error_is_named() -> None:
    given: Any = ((2, 9, 20, 3), (3, 3, 3, 8), (2, 1, 1, 8))
    error = refusal(
        shapes.conv2d_backprop_input, *given, strides=(1, 3, 2, 1), padding="EXPLICIT",
        dilations=(1, 2, 1, 1), explicit_paddings=(0, 0, 1, 0, 0, 2, 0, 0),
    )  # fmt: skip
    assert str(error) == (
        "height: input_sizes says 9; with filter 3, stride 3, dilation 2 and EXPLICIT pads 1 and 0"
        " that gives 2 rows, but out_backprop has 1. Any height from 4 to 6 would fit."
        " width: input_sizes says 20; with filter 3, stride 2 and EXPLICIT pads 0 and 2 that gives"
        " 10 columns, but out_backprop has 1. Width 1 or 2 would fit."
    )


def test_depth_counts_planes() -> None:
    error = refusal(
        shapes.conv3d_backprop_input_v2, (1, 4, 4, 4, 2), (3, 3, 3, 2, 4), (1, 1, 4, 4, 4),
        strides=(1, 1, 1, 1, 1), padding="SAME",
    )  # fmt: skip
    assert "depth: input_sizes says 4" in str(error)
    assert "gives 4 planes, but out_backprop has 1. Depth 1 would fit." in str(error)


def test_groups_are_spoken_of_only_where_channels_divide() -> None:
    image = np.zeros((1, 4, 4, 9), np.float32)
    uneven = refusal(kernels.conv2d, image, np.zeros((3, 3, 2, 4), np.float32), **FORWARD)
    assert str(uneven) == "filter expects 2 input channels, input has 9"
    even = refusal(kernels.conv2d, image, np.zeros((3, 3, 3, 4), np.float32), **FORWARD)
    assert even.argument == "filter"
    assert "makes 3 groups" in str(even)
    assert "a multiple of 3 would fit" in str(even)


def test_what_cannot_be_is_refused_before_all_is_known() -> None:
    error = refusal(
        shapes.conv2d_backprop_input, None, (1, 1, 3, 8), (2, 1, 5, 8), strides=(1, 1, 1, 1),
        padding="EXPLICIT", explicit_paddings=(0, 0, 5, 5, 0, 0, 0, 0),
    )  # fmt: skip
    assert str(error).startswith("height: no height gives 1 row with filter 1, stride 1")
    error = refusal(
        shapes.conv2d_backprop_filter, (1, 4, 4, 1), None, (1, 5, 4, 1), strides=(1, 1, 1, 1),
        padding="VALID",
    )  # fmt: skip
    assert "at most 4 rows, but out_backprop has 5" in str(error)


def test_tensors_must_share_a_dtype() -> None:
    image, filter = np.zeros((1, 2, 2, 1), np.float32), np.zeros((1, 1, 1, 1), np.float64)
    error = refusal(kernels.conv2d, image, filter, **FORWARD)
    assert (error.argument, "float64 but input is float32" in str(error)) == ("filter", True)
    assert "int32 came" in str(
        refusal(
            kernels.conv2d_backprop_filter,
            image.astype(np.int32),
            (1, 1, 1, 1),
            image.astype(np.int32),
            **FORWARD,
        )
    )


def test_a_result_larger_than_memory_is_refused() -> None:
    filter, back = np.zeros((1, 1, 1, 1), np.float32), np.zeros((1, 1, 1, 1), np.float32)
    error = refusal(
        kernels.conv2d_backprop_input, (1, 2**40, 2**40, 1), filter, back,
        strides=(1, 2**40, 2**40, 1), padding="SAME",
    )  # fmt: skip
    assert error.argument == "input_sizes"
    assert "more than there is memory for" in str(error)


@pytest.mark.parametrize(
    ("strides", "said"),
    [
        ((1, True, 1, 1), "strides[1] must be an integer, the bool True came"),
        (np.ones(4, bool), "strides[0] must be an integer, the bool True came"),
        ((1, 1.0, 1, 1), "strides[1] must be an integer, 1.0 came"),
        ((1, "2", 1, 1), "strides[1] must be an integer, '2' came"),
        ((1, 2**70, 1, 1), "strides[1] must fit in 64 bits, 1180591620717411303424 came"),
        ("1221", "strides needs four numbers in NHWC order"),
        (None, "None came"),
        (2, "(batch, height, width, channels), 2 came"),
        (np.ones((1, 4), int), "in a vector, [[1, 1, 1, 1]] of shape (1, 4) came"),
    ],
)
def test_numbers_are_whole_and_flat(strides: Any, said: str) -> None:
    error = refusal(shapes.conv2d, (1, 4, 4, 1), (1, 1, 1, 1), strides=strides, padding="SAME")
    assert error.argument == "strides"
    assert said in str(error)


@pytest.mark.parametrize("kind", [tuple, list, np.array, lambda n: np.array(n, np.int64)])
def test_vectors_come_as_tuples_lists_or_arrays(kind: Any) -> None:
    found = shapes.conv2d((1, 4, 4, 1), (1, 1, 1, 1), strides=kind((1, 2, 1, 1)), padding="SAME")
    assert found == (1, 2, 4, 1)


def test_an_error_survives_a_pickle() -> None:
    error = pickle.loads(pickle.dumps(ArgumentError("strides", "strides are wrong")))
    assert (error.argument, str(error)) == ("strides", "strides are wrong")
