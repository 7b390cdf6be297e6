"""What a run may be asked for, what it is fed, and that nothing of it can be changed by anyone."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest

import blocks
from blocks.errors import RequestRefused
from blocks.evaluation import Cache, default_fetches, evaluate, every_output
from blocks.page import Block, End, Page
from tests.blocks.evaluation.pages import add, const, diamond, op_of, put


def names(page: Page) -> list[str]:
    return [str(end) for end in default_fetches(page)]


def with_session(fetch: tuple[str, ...] = (), run: tuple[str, ...] = ()) -> Page:
    page = diamond()
    page.add_block("ClientSession", id="session")
    for port, sources in (("fetch_outputs", fetch), ("run_outputs", run)):
        for source in sources:
            page.connect(source, f"session.{port}")
    return page


def test_without_a_session_every_unused_output_is_fetched() -> None:
    assert names(diamond()) == ["bottom.z"]


def test_a_session_says_what_is_fetched_in_the_order_of_its_wires() -> None:
    assert names(with_session(("right.z", "one.output"))) == ["right.z", "one.output"]


def test_a_session_that_nothing_is_wired_to_asks_for_nothing() -> None:
    assert names(with_session()) == ["bottom.z"]


def test_run_outputs_are_computed_but_not_given() -> None:
    page = with_session(("left.z",), ("bottom.z",))
    outcome = evaluate(page)
    assert list(outcome.results) == ["left.z"]
    assert outcome.blocks["bottom"].state == "done"


def test_a_session_with_run_outputs_alone_gives_nothing() -> None:
    outcome = evaluate(with_session((), ("left.z",)))
    assert not outcome.results
    assert set(outcome.blocks) == {"one", "two", "left"}


def test_a_block_alone_means_all_its_outputs_and_a_session_what_is_wired_to_it() -> None:
    page = with_session(("right.z",))
    assert list(blocks.run(page, ["left", "session", End("one", "output"), "left.z"])) == [
        "left.z",
        "right.z",
        "one.output",
    ]


def test_every_output_is_every_output() -> None:
    ends = [str(end) for end in every_output(with_session())]
    assert ends == ["one.output", "two.output", "left.z", "right.z", "bottom.z"]


@pytest.mark.parametrize(
    ("fetch", "says"),
    [
        ("botom", "fetch botom: there is no block 'botom'; did you mean bottom?"),
        ("LEFT.z", "there is no block 'LEFT'; did you mean left?"),
        ("left.output", "fetch left.output: Add has no output 'output'; z would be possible"),
        ("nowhere", "there is no block 'nowhere'; one, two, left, right, bottom would be possible"),
        ("left.z.z", "Add has no output 'z.z'"),
        ("", "there is no block ''"),
    ],
)
def test_an_unknown_fetch_names_what_is_near(fetch: str, says: str) -> None:
    with pytest.raises(RequestRefused) as caught:
        blocks.run(diamond(), [fetch])
    assert says in str(caught.value)


def test_an_empty_page_gives_nothing() -> None:
    assert blocks.run(Page()) == {}


# ---- feeds -----------------------------------------------------------------------------------


def test_a_feed_stands_in_for_an_output_and_all_before_it() -> None:
    outcome = evaluate(diamond(), feeds={"left": np.float32([100, 200])})
    np.testing.assert_array_equal(outcome.results["bottom.z"], [111, 222])
    assert "left" not in outcome.blocks


def test_a_feed_can_be_fetched() -> None:
    fed = np.float32([100, 200])
    results = blocks.run(diamond(), ["left"], feeds={"left.z": fed})
    np.testing.assert_array_equal(results["left.z"], fed)


def test_a_feed_stands_in_for_an_op_that_is_not_known() -> None:
    page = Page()
    page.put_block(Block("odd", "Oddity", None), (0, 0))
    page.add_block("Relu", id="relu")
    page.connect("odd.strange", "relu.features")
    results = blocks.run(page, feeds={"odd.strange": np.float32([-1, 1])})
    assert results["relu.activations"].tolist() == [0, 1]


def test_one_output_may_be_fed_while_another_is_computed() -> None:
    def halves(x: Any) -> Any:
        return x[:1], x[1:]

    page = Page()
    const(page, "a", [1, 2])
    put(page, "h", op_of(halves, lambda x: ((1,), (1,)), ("first", "second")), "a")
    fed = {"h.first": np.float32([7])}
    results = blocks.run(page, ["h.first", "h.second"], feeds=fed)
    assert {name: one.tolist() for name, one in results.items()} == {
        "h.first": [7],
        "h.second": [2],
    }
    assert "h" not in evaluate(page, ["h.first"], feeds=fed).blocks


def test_a_feed_of_the_wrong_shape_is_found_by_the_check() -> None:
    outcome = evaluate(diamond(), feeds={"left": np.zeros(3, np.float32)})
    assert [one.block for one in outcome.problems] == ["bottom"]


def test_a_feed_of_the_wrong_dtype_is_found_by_the_check() -> None:
    outcome = evaluate(diamond(), feeds={"left": np.zeros(2)})
    assert "float64" in outcome.problems[0].message


@pytest.mark.parametrize(
    ("feeds", "says"),
    [
        ({"lift": np.zeros(2)}, "feed lift: there is no block 'lift'; did you mean left?"),
        ({"left.x": np.zeros(2)}, "Add has no output 'x'; z would be possible"),
        ({"left": np.zeros(2, complex)}, "feed left.z: dtype complex128 came; float16, bfloat16"),
        ({"left": ["a"]}, "dtype <U1 came"),
        ({"left": [None]}, "dtype object came"),
        ({"left": np.ma.masked_array([1.0], [True])}, "a masked array came; fill it first"),
        ({"left": np.zeros(2), "left.z": np.zeros(2)}, "left.z is fed twice"),
    ],
)
def test_a_feed_that_cannot_be_is_refused(feeds: dict[str, Any], says: str) -> None:
    with pytest.raises(RequestRefused) as caught:
        blocks.run(diamond(), feeds=feeds)
    assert says in str(caught.value)


def test_a_fed_array_belongs_to_its_owner() -> None:
    mine = np.float32([100, 200])
    view = mine[:]
    view.flags.writeable = False  # which does not keep anyone from writing to `mine`
    for fed in (mine, view):
        results = blocks.run(diamond(), ["left", "bottom"], feeds={"left": fed})
        mine[0] = -1
        assert results["left.z"].tolist() == [100, 200]
        assert mine.flags.writeable
        mine[0] = 100


def test_a_read_only_array_is_not_copied() -> None:
    mine = np.float32([100, 200])
    mine.flags.writeable = False
    assert blocks.run(diamond(), ["left"], feeds={"left": mine})["left.z"] is mine


def test_bytes_in_the_other_order_are_turned_round() -> None:
    fed = np.array([100, 200], ">f4")
    result = blocks.run(diamond(), ["left"], feeds={"left": fed})["left.z"]
    assert result.dtype == np.float32
    assert result.dtype.isnative
    assert result.tolist() == [100, 200]


def test_bfloat16_and_plain_numbers_can_be_fed() -> None:
    page = Page()
    const(page, "a", [1, 2], "bfloat16")
    page.add_block("Cast", {"DstT": "float32"}, id="cast")
    page.connect("a.output", "cast.x")
    fed = np.array([1.5, 3], ml_dtypes.bfloat16)
    assert blocks.run(page, feeds={"a": fed})["cast.y"].tolist() == [1.5, 3]
    assert blocks.run(page, feeds={"a": [2.5, 3.5]})["cast.y"].dtype == np.float32


# ---- read-only -------------------------------------------------------------------------------


def test_results_cannot_be_written_to() -> None:
    page = diamond()
    for cache in (None, Cache()):
        for _ in range(2):
            outcome = evaluate(page, cache=cache, keep_all=True)
            for name, array in outcome.results.items():
                assert not array.flags.writeable, name
                with pytest.raises(ValueError, match="read-only"):
                    array[0] = 0


def test_a_kernel_gets_nothing_that_it_could_change() -> None:
    def greedy(x: Any) -> Any:
        x += 1
        return x

    page = Page()
    const(page, "a", [1, 2])
    put(page, "greedy", op_of(greedy), "a")
    add(page, "sum", "a", "a")
    outcome = evaluate(page)
    assert outcome.blocks["greedy"].state == "failed"
    assert outcome.results["sum.z"].tolist() == [2, 4]
