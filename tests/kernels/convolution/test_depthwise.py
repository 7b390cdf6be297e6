"""The parts of the depthwise way: each is used, and right however small its pieces are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernels.convolution import choice
from kernels.convolution.axis import Axis
from kernels.convolution.ways.depthwise import (
    channel_products,
    channelwise,
    depthwise,
    lines,
    planes,
    regions,
    shares,
    strips,
)
from kernels.convolution.ways.depthwise.shares import Work, shared_out
from tests.kernels.convolution.calls import Call, calls, slow_forward
from tests.kernels.convolution.test_relations import back_of

CALL = Call("depthwise", 3, (9, 8), 4, (3, 3), 4, 1, (1, 1), (1, 1), "SAME", ((0, 0),) * 2)
PLANAR = Call("depthwise", 3, (9, 8), 4, (3, 3), 4, 1, (1, 1), (1, 1), "SAME", ((0, 0),) * 2, False)


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces, strips, tiles and shares of a few values, and no call too small to be read in
    place."""
    monkeypatch.setattr(channelwise, "WEIGHTS_BYTES", 8 * 36 * 3)
    monkeypatch.setattr(channelwise, "SHORT_LINE", 1)
    monkeypatch.setattr(channel_products, "SUMMED_LINE", 12)
    monkeypatch.setattr(strips, "STRIP_BYTES", 512)
    monkeypatch.setattr(strips, "REGION_NANOSECONDS", 0)
    monkeypatch.setattr(shares, "WORTH_A_SHARE", 50)
    monkeypatch.setattr(planes, "LINE", 40)
    monkeypatch.setattr(planes, "SHORTEST_SUM", 1)
    monkeypatch.setattr(planes, "TILE", 80)
    monkeypatch.setattr(planes, "MANY", 100)
    regions.pieces.cache_clear()


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the steps below were taken since."""
    found: Counter[str] = Counter()

    def count(module: Any, name: str) -> None:
        step: Callable[..., Any] = getattr(module, name)

        def counted(*given: Any, **named: Any) -> Any:
            found[name] += 1
            return step(*given, **named)

        monkeypatch.setattr(module, name, counted)

    count(lines, "sums")
    count(lines, "add_products")
    count(planes, "_sum")
    count(planes, "_scalar_products")
    for module in (channelwise, channel_products):
        count(module, "copied")
    return found


def check(call: Call) -> None:
    """All three ops against the slow answer; the gradients by the products that they share."""
    image, filter = call.tensors()
    with choice.forced("depthwise"):
        output = call.forward(image, filter)
        np.testing.assert_array_equal(output, slow_forward(call, image, filter))
        back = back_of(output)
        product = float((output * back).sum())
        assert float((image * call.input_gradient(filter, back)).sum()) == product
        assert float((filter * call.filter_gradient(image, back)).sum()) == product


@pytest.mark.usefixtures("tiny")
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(calls(families=("depthwise",)), st.booleans())
def test_tiny_pieces_make_the_same_sums(call: Call, in_place: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strips, "REGION_NANOSECONDS", 0 if in_place else 2**60)
        check(call)


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("stride", [1, 2])
def test_what_lies_in_lines_is_summed_in_place_in_several_pieces(
    stride: int, used: Counter[str]
) -> None:
    check(replace(CALL, strides=(stride, stride)))
    # Nine regions at least, cut further; forward and input gradient.
    assert used["sums"] > 2 * 9
    assert used["add_products"] >= 9
    assert used["copied"] == used["_sum"] == used["_scalar_products"] == 0


@pytest.mark.usefixtures("tiny")
def test_where_regions_cost_too_much_several_strips_are_copied(
    used: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strips, "REGION_NANOSECONDS", 2**60)
    check(CALL)
    assert used["copied"] > 3 * 2
    assert used["sums"] > used["copied"] / 2


@pytest.mark.usefixtures("tiny")
def test_channels_first_are_summed_in_several_planes(used: Counter[str]) -> None:
    check(PLANAR)
    assert used["_sum"] > 2 * 2
    assert used["_scalar_products"] > 2
    assert used["sums"] == used["add_products"] == used["copied"] == 0


def test_the_gradient_by_a_large_filter_is_made_of_scalar_products(used: Counter[str]) -> None:
    assert depthwise.MANY_TAPS <= 25
    check(replace(CALL, inputs=(20, 16), filters=(5, 5)))
    assert used["_scalar_products"] > 0


@pytest.mark.parametrize("where", ["image", "back"])
def test_an_infinity_meets_no_zero_of_a_plane(where: str, used: Counter[str]) -> None:
    """It would make a NaN; so such a tile is summed again from strips."""
    image, filter = PLANAR.tensors()
    image, back = np.abs(image) + 1, np.abs(back_of(PLANAR.forward(image, filter))) + 1
    {"image": image, "back": back}[where][1, 2, 0, 0] = np.inf
    with choice.forced("depthwise"):
        found = PLANAR.filter_gradient(image, back)
    assert used["copied"] > 0
    assert np.isposinf(found[:, :, 2]).any()
    assert not np.isnan(found).any()


@pytest.mark.usefixtures("tiny")
def test_an_infinite_weight_meets_no_zero_of_a_plane(used: Counter[str]) -> None:
    image, filter = PLANAR.tensors()
    image, filter = np.abs(image) + 1, np.abs(filter) + 1
    filter[0, 0, 2, 0] = np.inf
    with choice.forced("depthwise"):
        found = PLANAR.forward(image, filter)
    assert used["_sum"] == 0
    assert np.isposinf(found[:, 2, 1:, 1:]).all()
    assert np.isfinite(found[:, 2, 0]).all()


def test_each_target_is_in_one_piece_with_all_taps_that_reach_it() -> None:
    axes = (Axis(9, 3, 5, 2, 1, 1), Axis(7, 3, 9, 1, 2, 3))
    count = np.zeros((2, 5, 9), int)
    taps = np.zeros((2, 5, 9), int)
    for piece in regions.pieces(2, axes, regions.Cut(values=1, targets=4, longest=3, long=True)):
        count[piece.write] += 1
        taps[piece.write] += piece.products // max(1, count[piece.write].size)
    reach = [
        [
            sum(
                0 <= at * axis.stride + tap * axis.dilation - axis.before < axis.source
                for tap in range(axis.taps)
            )
            for at in range(axis.targets)
        ]
        for axis in axes
    ]
    assert (count == 1).all()
    np.testing.assert_array_equal(taps, np.broadcast_to(np.multiply.outer(*reach), taps.shape))


def test_shares_hold_all_works_and_nearly_the_same_number_of_products() -> None:
    works = [Work(products, lambda scratch: None) for products in range(1, 101)]
    found = shared_out(works, 8)
    assert sorted(work.products for share in found for work in share) == list(range(1, 101))
    loads = [sum(work.products for work in share) for share in found]
    assert max(loads) - min(loads) <= 100
