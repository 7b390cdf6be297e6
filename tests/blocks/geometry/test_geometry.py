"""From a page to the geometry of its blocks: for every op of the family, from what is known."""

from __future__ import annotations

import numpy as np
import pytest

from blocks.checking import Check
from blocks.declaration.attribute import REQUIRED
from blocks.declaration.known import Known
from blocks.finding import UNKNOWN
from blocks.geometry import MEMBERS, Geometry, geometry_of
from blocks.geometry.words import window_words
from blocks.ops import OPS
from blocks.page import End, Page

INPUT = {2: (2, 9, 8, 4), 3: (2, 9, 8, 7, 4)}
STRIDES = {2: [1, 2, 3, 1], 3: [1, 2, 3, 1, 1]}
FILTER = {2: (3, 2), 3: (3, 2, 2)}


def tensors(op: str) -> dict[str, np.ndarray]:
    """A tensor for each input port of an op of the family."""
    member = MEMBERS[op]
    rank = len(member.family.spatial)
    filter = np.ones((*FILTER[rank], 4, 5), np.float32)
    forward = next(
        one for one in MEMBERS.values() if one.family is member.family and not one.output
    )
    input = np.ones(INPUT[rank], np.float32)
    (out,) = OPS[forward.op].run([input, filter], attrs(op))
    return {
        "input": input,
        "input_sizes": np.array(input.shape, np.int32),
        "filter": filter,
        "filter_sizes": np.array(filter.shape, np.int32),
        "out_backprop": out,
    }


def attrs(op: str) -> dict[str, object]:
    rank = len(MEMBERS[op].family.spatial)
    return {**OPS[op].defaults, "strides": STRIDES[rank], "padding": "SAME"}


def page_of(op: str, left_out: str = "", **more: np.ndarray) -> Page:
    page = Page("One op")
    given = tensors(op) | more
    wanted = {name: attrs(op)[name] for name in ("strides", "padding")}
    page.add_block(op, wanted, id="x")
    for port in OPS[op].inputs:
        if port.name != left_out:
            page.add_block("Const", {"value": given[port.name]}, id=port.name)
            page.connect(f"{port.name}.output", f"x.{port.name}")
    return page


def look(page: Page) -> Geometry:
    found = geometry_of(page, "x", Check(page).known)
    assert found is not None
    return found


def test_every_op_of_the_family_is_there() -> None:
    family = {op.name for op in OPS.values() if op.category.startswith("Convolution")}
    assert family == set(MEMBERS)


@pytest.mark.parametrize("op", MEMBERS)
def test_every_op_tells_the_same_axes(op: str) -> None:
    found = look(page_of(op))
    assert (found.lacks, found.fault) == ((), "")
    rank = len(found.axes)
    outputs = tensors(op)["out_backprop"].shape[1:-1]
    assert tuple(one.input for one in found.axes) == INPUT[rank][1:-1]
    assert tuple(one.taps for one in found.axes) == FILTER[rank]
    assert tuple(one.outputs for one in found.axes) == outputs
    assert [one.name for one in found.axes] == ["depth", "height", "width"][-rank:]


@pytest.mark.parametrize("op", MEMBERS)
def test_what_is_not_wired_is_named(op: str) -> None:
    for port in (MEMBERS[op].input, MEMBERS[op].filter):
        found = look(page_of(op, left_out=port))
        assert found.lacks[0] == f"{port} is not wired."
        assert not found.axes


def test_what_is_known_only_after_a_run_is_said_to_be() -> None:
    page = page_of("Conv2DBackpropInput")

    def known(end: End) -> Known:
        return UNKNOWN if end.block == "input_sizes" else Check(page).known(end)

    found = geometry_of(page, "x", known)
    assert found is not None
    assert found.lacks == (
        "The value of input_sizes is not known before a run.",
        "An input height of 9 to 10 would fit out_backprop.",
        "An input width of 7 to 9 would fit out_backprop.",
    )


def test_sizes_partly_known() -> None:
    page = page_of("Conv2D")

    def known(end: End) -> Known:
        return (
            Known("float32", (None, 9, None, 4)) if end.block == "input" else Check(page).known(end)
        )

    found = geometry_of(page, "x", known)
    assert found is not None
    assert found.lacks == ("The width of input is not known before a run.",)


def test_sizes_that_contradict_are_shown_with_their_fault() -> None:
    out = np.ones((2, 7, 3, 5), np.float32)
    found = look(page_of("Conv2DBackpropInput", out_backprop=out))
    assert "height: input_sizes says 9" in found.fault
    assert [one.outputs for one in found.axes] == [5, 3]
    wrong = np.ones((3, 2, 3, 5), np.float32)
    assert look(page_of("Conv3D", filter=wrong)).axes == ()


def test_attributes_that_are_wrong_or_missing() -> None:
    page = page_of("Conv2D")
    page.set_attr("x", "padding", "EXPLICIT")
    assert "explicit_paddings" in look(page).fault
    bare = Page("Bare")
    bare.add_block("Conv2D", id="x")
    bare.set_attr("x", "strides", REQUIRED)
    assert look(bare).lacks[0] == "strides is not set."


@pytest.mark.parametrize(("size", "dilation"), [(1 << 29, 1), (1 << 62, 1), (9, 1 << 30)])
def test_sizes_beyond_all_bounds_are_not_shown(size: int, dilation: int) -> None:
    page = page_of("Conv2DBackpropInputV2", left_out="out_backprop")
    page.set_attr("x", "dilations", [1, dilation, 1, 1])
    huge, check = Known("float32", (1, size, 9, 4)), Check(page)
    found = geometry_of(page, "x", lambda end: huge if end.block == "input" else check.known(end))
    assert found is not None
    assert found.lacks == ("Sizes this large are not shown.",)


def test_two_numbers_are_height_and_width() -> None:
    found = look(page_of("Conv2DBackpropInput", input_sizes=np.array([9, 8], np.int32)))
    assert [one.input for one in found.axes] == [9, 8]


def test_other_blocks_have_none() -> None:
    page = page_of("Conv2D")
    assert geometry_of(page, "filter", Check(page).known) is None


def test_a_window_in_words() -> None:
    forward = look(page_of("Conv2D"))
    assert window_words(forward, (0, 1), True) == (
        "output[0, 1] reads rows -1 to 1 and columns 3, 4 of the input."
        " Row -1 lies in the padding: zeros."
    )
    gradient = look(page_of("Conv2DBackpropInput"))
    assert window_words(gradient, (0, 1), False) == (
        "out_backprop[0, 1] is spread over rows -1 to 1 and columns 3, 4 of the gradient."
        " Row -1 lies in the padding: cropped."
    )
    of_filter = look(page_of("Conv2DBackpropFilter"))
    assert window_words(of_filter, (4, 2), False) == (
        "out_backprop[4, 2] meets rows 7 to 9 and columns 6, 7 of the input, one cell for each tap."
        " Row 9 lies in the padding and adds nothing."
    )
