"""What is offered for the tensors of ops outside the family, and where tensors are made anew."""

from __future__ import annotations

import numpy as np

import blocks
from blocks.checking import Check
from blocks.fixing import fixes_of
from blocks.page import Page
from tests.blocks.fixing.making import gradient, page_of, zeros
from tests.blocks.fixing.test_fixes import offered, words


def pair(x: list[int], y: list[int]) -> Page:
    return page_of("Add", {"x": zeros(x), "y": zeros(y)}, {})


def test_an_axis_that_has_to_meet_another_one() -> None:
    assert words(pair([2, 3, 4], [3]))[0] == "Reshape y to [1, 3, 1]"
    assert words(pair([2, 3], [3, 2]))[0] == "Transpose y by [1, 0]"
    assert words(pair([2, 6], [3, 4])) == [
        "Give y the shape [2, 6]",
        "Give x the shape [3, 4]",
    ], "a Reshape would mix the axes up"


def test_matrices() -> None:
    def product(a: list[int], b: list[int], **attrs: object) -> list[str]:
        return words(page_of("MatMul", {"a": zeros(a), "b": zeros(b)}, attrs))

    assert product([2, 3], [4, 3])[0] == "Set transpose_b to True"
    assert product([2, 3], [4, 2])[:2] == [
        "Set transpose_a to True and transpose_b to True",
        "Swap a and b",
    ]
    assert product([3], [3, 4])[0] == "Reshape a to [1, 3]"
    assert product([5, 2, 3], [3, 4])[0] == "Reshape a to [10, 3]"
    assert product([3], [3])[0] == "Reshape a to [1, 3], and reshape b to [3, 1]"
    assert product([2, 3, 4], [5, 4]) == [
        "Reshape a to [6, 4], and set transpose_b to True",
        "Give a the shape [3, 5], 9 of 24 numbers go",
    ]


def test_biases() -> None:
    inputs = {"value": zeros([1, 4, 5, 3]), "bias": zeros([4])}
    assert words(page_of("BiasAdd", inputs, {}))[:2] == [
        "Set data_format to NCHW",
        "Give bias the shape [3], 1 of 4 numbers go",
    ]
    inputs["bias"] = zeros([1, 3])
    assert words(page_of("BiasAdd", inputs, {}))[0] == "Reshape bias to [3]"


def numbered(op: str, port: str, shape: list[int], numbers: list[int]) -> list[str]:
    tensor = {"Reshape": "tensor", "Transpose": "x"}.get(op, "input")
    inputs = {tensor: zeros(shape), port: np.array(numbers, np.int32)}
    return words(page_of(op, inputs, {}))


def test_axes_and_orders_and_shapes() -> None:
    assert numbered("Sum", "reduction_indices", [2, 3], [2])[:2] == [
        "Set reduction_indices to [1], counted from 0",
        "Set reduction_indices to [0, 1], all axes",
    ]
    assert numbered("Mean", "reduction_indices", [2, 3], [1, 7])[0] == (
        "Set reduction_indices to [1]"
    )
    assert numbered("Transpose", "perm", [2, 3, 4], [1, 3, 2])[0] == (
        "Set perm to [0, 2, 1], counted from 0"
    )
    assert numbered("Transpose", "perm", [1, 2, 3, 4], [0, 3])[:2] == [
        "Set perm to [0, 3, 1, 2]",
        "Set perm to [0, 2, 3, 1], channels second to last",
    ]
    assert numbered("Reshape", "shape", [4, 6], [5, 6])[:2] == [
        "Set shape to [-1, 6], -1 worked out",
        "Set shape to [-1], all in a row",
    ]


def test_a_number_in_the_place_of_a_vector() -> None:
    page = page_of("Fill", {"dims": np.array([[2, 3]], np.int32), "value": zeros([])}, {})
    assert words(page)[0] == "Set dims to [2, 3], as a vector"


def test_the_gradient_check_and_what_is_expected() -> None:
    inputs = {"x": zeros([2, 3]), "y": zeros([4]), "gradient": zeros([3, 2])}
    page = page_of("GradientCheck", inputs, {})
    assert words(page, "gradient") == ["Transpose gradient by [1, 0]"], "x is what y comes of"
    inputs = {"input": zeros([2, 3]), "expected": zeros([6])}
    assert words(page_of("Expect", inputs, {}))[0] == "Reshape expected to [2, 3]"


def test_a_tensor_is_made_anew_and_keeps_what_fits() -> None:
    page = gradient([1, 6, 6, 3], [3, 3, 2, 4], [1, 3, 3, 4])
    page.set_attr("filter", "value", np.ones((3, 3, 2, 4), np.float32))
    (fix,) = (one for one in offered(page) if one.anew)
    assert fix.words == "Give filter the shape [3, 3, 3, 4], filled up with 0"
    assert fix.told == {"words": fix.words, "shapes": {"filter": [3, 3, 3, 4]}}
    fix.apply(page)
    value = page.blocks["filter"].value("value")
    assert Check(page).problems == ()
    assert value[:, :, :2].all()
    assert not value[:, :, 2].any()


def test_a_const_that_others_use_is_not_the_one_that_changes() -> None:
    page = gradient([1, 6, 6, 3], [3, 3, 2, 4], [1, 3, 3, 4])
    page.add_block("Relu", id="other")
    page.connect("filter.output", "other.features")
    (fix,) = (one for one in offered(page) if one.anew)
    fix.apply(page)
    assert page.blocks["filter"].value("value").shape == (3, 3, 2, 4)
    assert page.wires_into("it", "filter")[0].source.block != "filter"
    assert Check(page).problems == ()


def test_formulas_and_pins_are_not_written_over() -> None:
    page = gradient([1, 6, 6, 3], [1, 1, 2, 4], [1, 3, 3, 4])
    page.variables.put("C", 2)
    raw = {"dtype": "float32", "shape": [1, 1, "=C", 4], "data": [0] * 8}
    page.set_attr("filter", "value", raw)
    assert not any(one.anew for one in offered(page))
    page = gradient([1, 6, 6, 3], [1, 1, 2, 4], [1, 3, 3, 4])
    page.pins.put("filter.output", zeros([1, 1, 2, 4]))
    assert not any(one.anew for one in offered(page))


def test_random_numbers_get_another_shape() -> None:
    page = gradient([1, 6, 6, 3], [3, 3, 2, 4], [1, 3, 3, 4])
    page.add_block("RandomNormal", id="noise")
    page.add_block("Const", {"value": np.array([3, 3, 2, 4], np.int32)}, id="sizes")
    page.connect("sizes.output", "noise.shape")
    page.connect("noise.output", "it.filter", replace=True)
    (fix,) = (one for one in offered(page) if one.anew)
    assert fix.words == "Give noise the shape [3, 3, 3, 4]"
    fix.apply(page)
    assert page.blocks["sizes"].value("value").tolist() == [3, 3, 3, 4]
    assert Check(page).problems == ()


# ---- from the forward op ------------------------------------------------------------------------


def with_forward(sizes: list[int], out_backprop: list[int]) -> Page:
    page = gradient(sizes, [3, 3, 3, 4], out_backprop)
    page.add_block("Const", {"value": zeros([1, 5, 6, 3])}, id="x")
    page.add_block("Conv2D", {"strides": [1, 2, 2, 1], "padding": "SAME"}, id="conv")
    page.connect("x.output", "conv.input")
    page.connect("filter.output", "conv.filter")
    page.history.clear()
    return page


def test_input_sizes_from_the_forward_ops_input() -> None:
    page = with_forward([1, 7, 7, 3], [1, 3, 3, 4])
    (fix,) = (one for one in offered(page) if one.shape_of)
    assert fix.words == "Take input_sizes from the shape of x.output, the forward op's"
    assert fix.told["shape_of"] == {"input_sizes": "x.output"}
    fix.apply(page)
    assert page.history.can_undo == fix.words
    assert Check(page).problems == ()
    (wire,) = page.wires_into("it", "input_sizes")
    assert page.blocks[wire.source.block].op_name == "Shape"
    assert blocks.run(page)["it.output"].shape == (1, 5, 6, 3)
    page.history.undo()
    assert page.history.can_undo is None


def test_input_sizes_that_lack_a_wire() -> None:
    page = with_forward([1, 7, 7, 3], [1, 3, 3, 4])
    page.remove_blocks(["input_sizes"])
    check = Check(page)
    (problem,) = (one for one in check.problems_of(["it"]) if one.port == "input_sizes")
    assert any(one.shape_of for one in fixes_of(check, problem))


def test_the_forward_ops_output_has_the_shape_of_out_backprop() -> None:
    page = with_forward([1, 5, 6, 3], [1, 4, 4, 4])
    (fix,) = (one for one in offered(page) if one.sources)
    assert fix.words == "Wire out_backprop to conv.output, which has the right shape"
    fix.apply(page)
    assert Check(page).problems == ()


def test_numbers_of_a_dtype_that_is_none_of_axes_or_sizes() -> None:
    inputs = {"tensor": zeros([4, 6]), "shape": np.array([3, 8], np.float32)}
    assert words(page_of("Reshape", inputs, {}))[:2] == [
        "Set shape to [3, 8] as int32",
        "Cast shape to int32",
    ]
    inputs["shape"] = np.array([3.5, 8], np.float32)
    assert words(page_of("Reshape", inputs, {}))[0] == "Cast shape to int32", "3.5 is no size"
