"""What is offered for the faults that people make, and what applying it does to the page."""

from __future__ import annotations

import json

import numpy as np

from blocks import file
from blocks.checking import Check
from blocks.fixing import Fix, fixes_of
from blocks.page import Page
from tests.blocks.fixing.making import gradient, page_of, zeros


def offered(page: Page, port: str | None = None) -> tuple[Fix, ...]:
    """The fixes of the first problem of the block, or of the one about a port."""
    check = Check(page)
    problems = [one for one in check.problems_of(["it"]) if port in (None, one.port)]
    return fixes_of(check, problems[0])


def words(page: Page, port: str | None = None) -> list[str]:
    return [one.words for one in offered(page, port)]


def test_sizes_that_no_stride_gives() -> None:
    assert words(gradient([1, 7, 7, 3], [3, 3, 3, 4], [1, 3, 3, 4])) == [
        "Set input_sizes to [1, 6, 6, 3]",
        "Set input_sizes to [1, 5, 5, 3]",
        "Set strides to [1, 3, 3, 1]",
        "Set padding to VALID",
        "Set padding to EXPLICIT and explicit_paddings to [0, 0, 0, 1, 0, 1, 0, 0]",
        "Give out_backprop the shape [1, 4, 4, 4], filled up with 0",
    ]


def test_the_axis_that_fits_keeps_its_size() -> None:
    assert words(gradient([1, 6, 9, 3], [3, 3, 3, 4], [1, 3, 3, 4]))[:2] == [
        "Set input_sizes to [1, 6, 6, 3]",
        "Set input_sizes to [1, 5, 5, 3]",
    ]
    assert words(gradient([1, 5, 9, 3], [3, 3, 3, 4], [1, 3, 3, 4]))[0] == (
        "Set input_sizes to [1, 5, 6, 3]"
    )


def test_height_and_width_alone_stay_so() -> None:
    assert words(gradient([7, 7], [3, 3, 3, 4], [1, 3, 3, 4]))[0] == "Set input_sizes to [6, 6]"


def test_the_size_of_the_forward_op_comes_first() -> None:
    page = gradient([1, 7, 7, 3], [3, 3, 3, 4], [1, 3, 3, 4])
    page.add_block("Const", {"value": zeros([1, 5, 6, 3])}, id="x")
    page.add_block("Conv2D", {"strides": [1, 2, 2, 1], "padding": "SAME"}, id="conv")
    page.connect("x.output", "conv.input")
    page.connect("filter.output", "conv.filter")
    assert words(page)[0] == "Set input_sizes to [1, 5, 6, 3], as x has"


def test_dilations_are_offered_where_they_count() -> None:
    page = gradient([1, 9, 9, 3], [3, 3, 3, 4], [1, 5, 5, 4], padding="VALID", strides=[1, 1, 1, 1])
    assert "Set dilations to [1, 2, 2, 1]" in words(page)


def test_batch_and_channels() -> None:
    assert words(gradient([2, 6, 6, 3], [3, 3, 3, 4], [1, 3, 3, 4]))[0] == (
        "Set input_sizes to [1, 6, 6, 3]"
    )
    assert words(gradient([1, 6, 6, 9], [3, 3, 4, 4], [1, 3, 3, 4]))[0] == (
        "Set input_sizes to [1, 6, 6, 4]"
    )


def test_a_multiple_of_the_channels_is_groups_and_no_fault() -> None:
    page = gradient([1, 8, 8, 6], [3, 3, 3, 4], [1, 3, 3, 4])
    assert words(page)[0] == "Set input_sizes to [1, 6, 6, 6]"


def test_filters_that_came_with_channels_swapped() -> None:
    page = gradient([1, 6, 6, 3], [3, 3, 4, 3], [1, 3, 3, 4])
    assert words(page) == ["Transpose filter with its last two axes swapped"]


def test_pytorchs_filters() -> None:
    page = gradient([1, 6, 6, 3], [4, 3, 2, 2], [1, 3, 3, 4])
    fixes = offered(page)
    (fix,) = (one for one in fixes if "(out, in, …)" in one.words)
    fix.apply(page)
    assert Check(page).problems == ()
    (transpose,) = (id for id, one in page.blocks.items() if one.op_name == "Transpose")
    perm = page.wires_into(transpose, "perm")[0].source.block
    assert page.blocks[perm].value("value").tolist() == [2, 3, 1, 0]


def test_the_other_data_format() -> None:
    page = gradient([1, 3, 6, 6], [2, 2, 3, 4], [1, 4, 3, 3])
    (fix,) = (one for one in offered(page) if "data_format" in one.words)
    assert fix.words == "Set data_format to NCHW and strides to [1, 1, 2, 2]"
    fix.apply(page)
    assert Check(page).problems == ()


def test_a_tensor_in_the_other_format() -> None:
    page = gradient([1, 6, 6, 3], [2, 2, 3, 4], [1, 4, 3, 3])
    assert words(page) == ["Transpose out_backprop from NCHW to NHWC"]


def test_strides_in_the_other_order() -> None:
    page = gradient([1, 6, 6, 3], [2, 2, 3, 4], [1, 3, 3, 4], strides=[1, 1, 2, 2])
    assert words(page)[0] == "Set strides to [1, 2, 2, 1]"


def test_explicit_without_pads() -> None:
    page = gradient([1, 6, 6, 3], [3, 3, 3, 4], [1, 3, 3, 4], padding="EXPLICIT")
    assert words(page) == [
        "Set explicit_paddings to [0, 0, 0, 1, 0, 1, 0, 0], as SAME has",
        "Set padding to SAME and clear explicit_paddings",
        "Set explicit_paddings to [0, 0, 0, 0, 0, 0, 0, 0], as VALID has",
        "Set padding to VALID and clear explicit_paddings",
    ]


def test_sizes_of_another_dtype() -> None:
    page = page_of(
        "Conv2DBackpropInput",
        {
            "input_sizes": np.array([1, 6, 6, 3], np.int64),
            "filter": zeros([3, 3, 3, 4]),
            "out_backprop": zeros([1, 3, 3, 4]),
        },
        {"strides": [1, 2, 2, 1], "padding": "SAME"},
    )
    fixes = offered(page)
    assert [one.words for one in fixes] == [
        "Set input_sizes to [1, 6, 6, 3] as int32",
        "Cast input_sizes to int32",
    ]
    fixes[0].apply(page)
    assert page.blocks["input_sizes"].value("value").dtype == np.int32
    assert Check(page).problems == ()


def test_two_dtypes() -> None:
    page = gradient([1, 6, 6, 3], [3, 3, 3, 4], [1, 3, 3, 4])
    page.set_attr("filter", "value", zeros([3, 3, 3, 4], "float64"))
    assert words(page) == ["Cast out_backprop to float64", "Cast filter to float32"]


def test_sizes_that_are_not_wired() -> None:
    page = gradient([1, 6, 6, 3], [3, 3, 3, 4], [1, 3, 3, 4])
    page.remove_blocks(["input_sizes"])
    fixes = offered(page)
    assert [one.words for one in fixes] == [
        "Set input_sizes to [1, 5, 5, 3]",
        "Set input_sizes to [1, 6, 6, 3]",
    ]
    fixes[0].apply(page)
    assert Check(page).problems == ()


def test_filter_sizes() -> None:
    page = page_of(
        "Conv2DBackpropFilter",
        {
            "input": zeros([1, 9, 9, 3]),
            "filter_sizes": np.array([3, 3, 2, 5], np.int32),
            "out_backprop": zeros([1, 5, 5, 4]),
        },
        {"strides": [1, 1, 1, 1], "padding": "VALID"},
    )
    assert words(page)[0] == "Set filter_sizes to [5, 5, 3, 4]"


def test_a_const_that_others_use_stays_as_it_is() -> None:
    page = gradient([1, 7, 7, 3], [3, 3, 3, 4], [1, 3, 3, 4])
    page.add_block("Identity", id="other")
    page.connect("input_sizes.output", "other.input")
    offered(page)[0].apply(page)
    assert page.blocks["input_sizes"].value("value").tolist() == [1, 7, 7, 3]
    assert page.wires_into("other")[0].source.block == "input_sizes"
    assert Check(page).problems == ()
    assert page.history.can_undo == "Set input_sizes to [1, 6, 6, 3]"
    page.history.undo()
    assert page.wires_into("it", "input_sizes")[0].source.block == "input_sizes"


def test_formulas_stay_where_their_numbers_do() -> None:
    page = gradient([1, 7, 7, 3], [3, 3, 3, 4], [1, 3, 3, 4])
    page.variables.put("C", 3)
    raw = {"dtype": "int32", "shape": [4], "data": [1, 7, "=2*C+1", "=C"]}
    page.set_attr("input_sizes", "value", raw)
    page.set_attr("it", "strides", [1, "=C-1", 2, 1])
    offered(page)[0].apply(page)
    kept = page.blocks["input_sizes"].formulas["value"]
    assert isinstance(kept, dict)
    assert kept["data"] == [1, 6, 6, "=C"]
    page.history.undo()
    (fix,) = (one for one in offered(page) if one.attrs.keys() == {"strides"})
    fix.apply(page)
    assert page.blocks["it"].formulas == {}
    page.history.undo()
    assert page.blocks["it"].formulas["strides"] == [1, "=C-1", 2, 1]


def test_words_that_keras_and_pytorch_have() -> None:
    text = file.dumps(page_of("Conv2D", {}, {}))
    for name, came, meant in (
        ("padding", '"same"', "Set padding to SAME"),
        ("strides", "2", "Set strides to [1, 2, 2, 1]"),
        ("strides", "[2, 3]", "Set strides to [1, 2, 3, 1]"),
        ("data_format", '"channels_first"', "Set data_format to NCHW"),
        ("dilations", "[0, 2, 2, 1]", "Set dilations to [1, 2, 2, 1]"),
        (
            "explicit_paddings",
            "[[0, 0], [1, 2], [3, 4], [0, 0]]",
            "Set explicit_paddings to [0, 0, 1, 2, 3, 4, 0, 0]",
        ),
    ):
        made = _with_attr(text, name, came)
        assert words(file.loads(made), name)[0] == meant


def _with_attr(text: str, name: str, value: str) -> str:
    page = json.loads(text)
    page["blocks"][0]["attrs"] = {"strides": [1, 1, 1, 1], "padding": "SAME"}
    if name == "explicit_paddings":
        page["blocks"][0]["attrs"]["padding"] = "EXPLICIT"
    page["blocks"][0]["attrs"][name] = json.loads(value)
    return json.dumps(page)


def test_a_right_block_and_one_that_is_gone_offer_nothing() -> None:
    page = gradient([1, 7, 7, 3], [3, 3, 3, 4], [1, 3, 3, 4])
    check = Check(page)
    (problem,) = check.problems
    fixes_of(check, problem)[0].apply(page)
    check.refresh()
    assert fixes_of(check, problem) == ()
    page.remove_blocks(["it"])
    check.refresh()
    assert fixes_of(check, problem) == ()
