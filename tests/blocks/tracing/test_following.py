"""From block to block, upstream and downstream, past blocks that compute nothing."""

from __future__ import annotations

import numpy as np
import pytest

from blocks.checking import Check
from blocks.evaluation import evaluate, every_output
from blocks.page import End, Page
from blocks.tracing.errors import TraceRefused
from blocks.tracing.following import Origin, Result, downstream, origin, upstream
from blocks.tracing.text import region_text
from kernels.tracing.region import Region
from tests.blocks.evaluation.pages import add, const, diamond, op_of, put

Z = End("bottom", "z")


def ran(page: Page) -> tuple[Check, Result]:
    outcome = evaluate(page, every_output(page), use_pins=bool(page.pins))
    return Check(page), lambda end: outcome.results.get(str(end))


def ends(found: list[Origin]) -> list[tuple[str, int]]:
    return [(f"{one.end}{list(one.index)}", one.level) for one in found]


def test_terms_are_followed_through_blocks() -> None:
    check, result = ran(diamond())
    found = list(upstream(check, result, Z, (1,), depth=1, limit=5))
    assert ends(found) == [("bottom.z[1]", 0)]
    assert found[0].sources == (End("left", "z"), End("right", "z"))
    found = list(upstream(check, result, Z, (1,), depth=9, limit=5))
    assert ends(found) == [("bottom.z[1]", 0), ("left.z[1]", 1), ("right.z[1]", 1)]
    assert [one.told.value for one in found if one.told] == [44, 22, 22]


def test_each_cell_is_told_once_and_constants_where_they_are_used() -> None:
    page = diamond()
    add(page, "twice", "bottom", "bottom")
    check, result = ran(page)
    found = list(upstream(check, result, End("twice", "z"), (0,), depth=9, limit=5))
    assert [place for place, _ in ends(found)] == [
        "twice.z[0]", "bottom.z[0]", "left.z[0]", "right.z[0]",
    ]  # fmt: skip
    (told,) = upstream(check, result, End("one", "output"), (0,), depth=9, limit=5)
    assert told.told is not None
    assert (told.told.how, told.told.says) == ("made", "written on the page")


def test_the_first_terms_alone_are_followed() -> None:
    page = Page()
    const(page, "x", np.arange(6.0).reshape(2, 3))
    add(page, "y", "x", "x")
    const(page, "axes", [0, 1], "int32")
    page.add_block("Sum", id="sum")
    page.connect("y.z", "sum.input")
    page.connect("axes.output", "sum.reduction_indices")
    check, result = ran(page)
    found = list(upstream(check, result, End("sum", "output"), (), depth=2, limit=4))
    assert [place for place, _ in ends(found)[1:]] == [f"y.z{[0, at]}" for at in range(3)] + [
        "y.z[1, 0]"
    ]


def test_a_bypassed_block_copies_and_a_disabled_one_is_told() -> None:
    page = diamond()
    page.modes.put("left", "bypassed")
    check, result = ran(page)
    one = origin(check, result, End("left", "z"), (1,))
    assert one.told is not None
    assert (one.told.how, one.told.value, one.sources) == ("copy", 2, (End("one", "output"),))
    goals = downstream(check, result, End("one", "output"), (1,))
    assert {str(goal.wire.target): goal.region for goal in goals} == {
        "left.x": Region((range(1, 2),)),
        "right.y": Region((range(1, 2),)),
    }
    two = {
        str(goal.wire.target): goal.region
        for goal in downstream(check, result, End("two", "output"), (1,))
    }
    assert two["left.y"] == Region((range(0),), none=True)
    page.modes.put("left", "disabled")
    check, result = ran(page)
    with pytest.raises(TraceRefused, match=r"left is disabled: it computes nothing"):
        origin(check, result, End("left", "z"), (1,))
    with pytest.raises(TraceRefused, match=r"bottom\.z has no result; run the page"):
        origin(check, result, Z, (1,))
    goals = downstream(check, result, End("one", "output"), (1,))
    assert [goal.why for goal in goals] == ["left is disabled: it computes nothing", ""]


def test_what_is_pinned_or_given_was_not_computed() -> None:
    page = diamond()
    page.pins.put("left.z", np.array([100, 200], np.float32))
    check, result = ran(page)
    one = origin(check, result, End("left", "z"), (1,))
    assert one.told is not None
    assert (one.told.value, one.told.says) == (200, "pinned on the page, not computed")
    found = list(upstream(check, result, Z, (0,), depth=9, limit=5))
    assert [place for place, _ in ends(found)] == ["bottom.z[0]", "right.z[0]"]
    page.modes.put("left", "disabled")
    check, result = ran(page)
    one = origin(check, result, End("left", "z"), (1,))
    assert one.told is not None
    assert one.told.says == "pinned on the page, not computed"
    page.modes.drop("left")
    check, result = ran(page)
    given = origin(check, result, End("right", "z"), (0,), fed={End("right", "z")})
    assert given.told is not None
    assert given.told.says == "given for this run, not computed"
    (goal,) = [
        one
        for one in downstream(check, result, End("one", "output"), (0,))
        if one.wire.target.block == "left"
    ]
    assert goal.region is None
    assert goal.why == "left.z is pinned on the page, not computed"


def test_ops_that_cannot_say_are_told_of_and_do_not_end_the_way() -> None:
    page = Page()
    const(page, "x", [1, 2])
    put(page, "odd", op_of(lambda x: x + 1), "x")
    add(page, "sum", "odd", "x")
    check, result = ran(page)
    found = list(upstream(check, result, End("sum", "z"), (0,), depth=3, limit=5))
    assert found[1].told is None
    assert "does not say where its numbers come from" in found[1].why
    with pytest.raises(TraceRefused):
        origin(check, result, End("odd", "output"), (0,))
    goals = downstream(check, result, End("x", "output"), (0,))
    assert [goal.region is None for goal in goals] == [True, False]


def test_regions_are_written_as_python_does() -> None:
    assert region_text(Region((range(2, 3), range(5), range(0, 7, 3), range(2, 5, 2)))) == (
        "[2, 0:5, 0:7:3, 2:5:2]"
    )
