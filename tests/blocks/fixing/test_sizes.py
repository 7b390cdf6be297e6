"""Resolved pads, making them explicit, and the picker of legal input sizes."""

from __future__ import annotations

import random

import numpy as np
import pytest

import blocks
from blocks.checking import Check
from blocks.errors import EditRefused
from blocks.fixing.call import Call, call_at
from blocks.fixing.forward import forward_of
from blocks.fixing.padding import can_be_explicit, make_explicit, padding_words
from blocks.fixing.picking import pick, picker_of
from blocks.page import Page
from tests.blocks.fixing.making import gradient, page_of, random_page, zeros


def call(page: Page) -> Call:
    found = call_at(page, "it", Check(page).known)
    assert found is not None
    return found


def conv(n: int, k: int, **attrs: object) -> Page:
    inputs = {"input": zeros([1, n, n - 1, 3]), "filter": zeros([k, k, 3, 4])}
    return page_of("Conv2D", inputs, {"padding": "SAME", **attrs})


def test_the_padding_of_a_well_known_first_layer() -> None:
    page = conv(224, 7, strides=[1, 2, 2, 1])
    assert padding_words(call(page)) == "SAME: top 2, bottom 3, left 3, right 3"
    assert padding_words(call(conv(9, 3, padding="VALID"))) == "VALID: no padding"
    assert padding_words(call(conv(9, 1))) == "SAME: no padding"


def test_pads_are_told_as_far_as_they_are_known() -> None:
    page = Page()
    page.add_block("Conv3D", {"padding": "SAME"}, id="it")
    assert padding_words(call(page)) == (
        "SAME: depth not known yet, height not known yet, width not known yet"
    )
    page.set_attr("it", "padding", "VALID")
    assert padding_words(call(page)) == "VALID: no padding"
    page.set_attr("it", "strides", [1, 1, 1, 1, 2])
    assert padding_words(call(page)) == ""


def test_gradients_tell_the_pads_of_their_forward_op() -> None:
    page = gradient([1, 224, 224, 3], [7, 7, 3, 4], [1, 112, 112, 4])
    assert padding_words(call(page)) == "SAME: top 2, bottom 3, left 2, right 3"
    assert padding_words(call(gradient([224, 223], [7, 7, 3, 4], [1, 112, 112, 4]))) == (
        "SAME: top 2, bottom 3, left 3, right 3"
    )


@pytest.mark.parametrize("seed", range(3))
def test_explicit_pads_change_no_shape(seed: int) -> None:
    chance, made = random.Random(seed), 0
    for _ in range(60):
        page = random_page(chance)
        check = Check(page)
        before = check.finding("it")
        if not can_be_explicit(call(page)) or before.problems:
            continue
        made += 1
        make_explicit(page, "it", check.known)
        check.refresh()
        after = check.finding("it")
        assert after.problems == ()
        assert [one.shape for one in after.outputs.values()] == [
            one.shape for one in before.outputs.values()
        ]
        page.history.undo()
        assert page.history.can_undo is None
    assert made


def test_explicit_pads_change_no_number() -> None:
    page = conv(8, 3, strides=[1, 2, 3, 1], dilations=[1, 2, 1, 1])
    for id, shape in (("input", (1, 8, 7, 3)), ("filter", (3, 3, 3, 4))):
        page.set_attr(id, "value", np.arange(np.prod(shape), dtype=np.float32).reshape(shape))
    same = blocks.run(page)["it.output"]
    make_explicit(page, "it", Check(page).known)
    assert page.blocks["it"].value("padding") == "EXPLICIT"
    assert np.array_equal(blocks.run(page)["it.output"], same)


def test_three_dimensions_cannot_be_explicit() -> None:
    inputs = {"input": zeros([1, 5, 5, 5, 1]), "filter": zeros([3, 3, 3, 1, 1])}
    page = page_of("Conv3D", inputs, {"padding": "SAME"})
    assert not can_be_explicit(call(page))
    make_explicit(page, "it", Check(page).known)
    assert page.history.can_undo is None


# ---- the picker --------------------------------------------------------------------------------


def with_forward(page: Page, shape: list[int], **attrs: object) -> Page:
    """The page with a Conv2D that shares the filter, over two reroute dots."""
    page.add_block("Const", {"value": zeros(shape)}, id="x")
    given = {"strides": [1, 2, 2, 1], "padding": "SAME", **attrs}
    page.add_block("Conv2D", given, id="conv")
    page.add_block("Identity", id="dot")
    page.dots.put("dot", True)
    page.connect("x.output", "conv.input")
    page.connect("filter.output", "dot.input")
    page.connect("dot.output", "conv.filter")
    return page


def test_every_legal_size_with_the_one_of_the_forward_op() -> None:
    page = with_forward(gradient([1, 7, 7, 3], [3, 3, 3, 4], [1, 12, 12, 4]), [1, 23, 24, 3])
    picker = picker_of(page, "it", Check(page).known)
    assert picker is not None
    assert (picker.forward, picker.can_pick) == ("conv", True)
    height, width = picker.choices
    assert (height.axis, height.listed, height.now, height.forward) == ("height", (23, 24), 7, 23)
    assert [height.mark(one) for one in (23, 24)] == ["forward op", "Keras"]
    assert [width.mark(one) for one in (23, 24)] == ["", "forward op"]
    page.set_attr("it", "padding", "VALID")
    picker = picker_of(page, "it", Check(page).known)
    assert picker is not None
    assert picker.choices[0].listed == (25, 26)
    assert picker.choices[0].default == 25
    page.set_attr("it", "padding", "EXPLICIT")
    page.set_attr("it", "explicit_paddings", [0, 0, 1, 0, 0, 0, 0, 0])
    picker = picker_of(page, "it", Check(page).known)
    assert picker is not None
    assert [one.listed for one in picker.choices] == [(24, 25), (25, 26)]
    assert picker.choices[0].default is None


def test_a_forward_op_of_the_other_data_format() -> None:
    page = with_forward(gradient([1, 7, 7, 3], [3, 3, 3, 4], [1, 12, 12, 4]), [1, 3, 23, 24])
    page.set_attr("conv", "data_format", "NCHW")
    picker = picker_of(page, "it", Check(page).known)
    assert picker is not None
    assert [one.forward for one in picker.choices] == [23, 24]


def test_of_several_forward_ops_the_one_that_leads_to_the_gradient() -> None:
    page = with_forward(gradient([1, 7, 7, 3], [3, 3, 3, 4], [1, 12, 12, 4]), [1, 23, 24, 3])
    page.add_block("Conv2D", {"strides": [1, 1, 1, 1], "padding": "VALID"}, id="other")
    page.connect("filter.output", "other.filter")
    assert forward_of(page, "it") == "conv"
    page.connect("other.output", "it.out_backprop", replace=True)
    assert forward_of(page, "it") == "other"
    assert forward_of(page, "conv") is None


def test_picking_is_one_step_and_keeps_batch_and_channels() -> None:
    page = gradient([1, 7, 7, 3], [3, 3, 3, 4], [2, 12, 12, 4])
    known = Check(page).known
    pick(page, "it", (23, 24), known)
    assert page.blocks["input_sizes"].value("value").tolist() == [2, 23, 24, 3]
    assert Check(page).problems == ()
    page.history.undo()
    assert page.history.can_undo is None


def test_picking_without_sizes_adds_a_const() -> None:
    page = gradient([1, 7, 7, 3], [3, 3, 3, 4], [2, 12, 12, 4])
    page.remove_blocks(["input_sizes"])
    pick(page, "it", (23, 24), Check(page).known)
    assert Check(page).problems == ()
    page = gradient([1, 7, 7, 3], [3, 3, 3, 4], [2, 12, 12, 4])
    page.remove_blocks(["input_sizes", "filter"])
    assert picker_of(page, "it", Check(page).known) is None
    with pytest.raises(EditRefused, match="not known yet"):
        pick(page, "it", (23, 24), Check(page).known)


def test_a_huge_stride_lists_a_few_sizes() -> None:
    page = gradient([1, 7, 7, 3], [3, 3, 3, 4], [1, 1, 1, 4], strides=[1, 2**30, 1, 1])
    picker = picker_of(page, "it", Check(page).known)
    assert picker is not None
    assert len(picker.choices[0].listed) == 201
    assert picker.choices[0].listed[-1] == 2**30


@pytest.mark.parametrize("seed", range(3))
def test_every_size_that_is_listed_fits(seed: int) -> None:
    chance, picked = random.Random(seed), 0
    for _ in range(120):
        page = random_page(chance)
        check = Check(page)
        picker = picker_of(page, "it", check.known)
        if picker is None or not picker.can_pick or not all(one.legal for one in picker.choices):
            continue
        sizes = tuple(chance.choice(one.listed) for one in picker.choices)
        try:
            pick(page, "it", sizes, check.known)
        except EditRefused:
            continue
        picked += 1
        check.refresh()
        wrong = check.problems_of(["it"])
        assert not any(word in one.message for one in wrong for word in ("height:", "width:"))
        page.history.undo()
        assert page.history.can_undo is None
    assert picked
