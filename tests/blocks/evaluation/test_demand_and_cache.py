"""What a run computes, and what it takes from the cache: told by its events."""

from __future__ import annotations

import numpy as np
import pytest

from blocks.evaluation import Cache, Event, evaluate, execute, plan
from blocks.page import Page
from tests.blocks.evaluation.pages import Events, add, const, diamond


def run(page: Page, cache: Cache | None = None, *fetches: str, **more: bool) -> Events:
    events = Events()
    outcome = evaluate(page, fetches or None, cache=cache, on_event=events.append, **more)
    assert outcome.ok
    return events


def test_only_what_the_fetches_need_is_computed() -> None:
    assert run(diamond(), None, "left").ran == {"one", "two", "left"}


def test_every_block_is_started_once_after_its_sources() -> None:
    order = run(diamond()).of("started")
    assert sorted(order) == ["bottom", "left", "one", "right", "two"]
    assert order.index("bottom") == 4
    assert order.index("left") > max(order.index("one"), order.index("two"))


def test_events_count_up_to_their_total() -> None:
    events = run(diamond())
    assert [one.done for one in events if one.kind == "finished"] == [1, 2, 3, 4, 5]
    assert {one.total for one in events} == {5}


def test_a_second_run_computes_nothing() -> None:
    page, cache = diamond(), Cache()
    run(page, cache)
    again = run(page, cache)
    assert again.ran == set()
    assert again.of("cached") == ["bottom"]  # and nothing above it is even looked at


def test_with_keep_all_every_output_is_there_again() -> None:
    page, cache = diamond(), Cache()
    evaluate(page, cache=cache, keep_all=True)
    outcome = evaluate(page, cache=cache, keep_all=True)
    assert set(outcome.results) == {
        "one.output", "two.output", "left.z", "right.z", "bottom.z",
    }  # fmt: skip
    assert {report.state for report in outcome.blocks.values()} == {"cached"}


def test_an_edit_runs_again_only_what_depends_on_it() -> None:
    page, cache = Page(), Cache()
    for id, value in (("a", 1), ("b", 2), ("c", 3)):
        const(page, id, value)
    add(page, "ab", "a", "b")
    add(page, "abc", "ab", "c")
    run(page, cache, keep_all=True)
    page.set_attr("c", "value", np.array(30, np.float32))
    assert run(page, cache, keep_all=True).ran == {"c", "abc"}


def test_undo_finds_the_old_results() -> None:
    page, cache = diamond(), Cache()
    run(page, cache, keep_all=True)
    page.set_attr("one", "value", np.array([5, 6], np.float32))
    run(page, cache, keep_all=True)
    page.history.undo()
    assert run(page, cache, keep_all=True).ran == set()
    kept = cache.result(plan(page).key("bottom"), "z")
    assert kept is not None
    np.testing.assert_array_equal(kept, [22, 44])


def test_names_and_places_run_nothing_again() -> None:
    page, cache = diamond(), Cache()
    run(page, cache, keep_all=True)
    page.set_attr("left", "name", "sum")
    page.move_blocks({"left": (300, 20)})
    page.set_title("Another")
    assert run(page, cache, keep_all=True).ran == set()


def test_another_block_with_the_same_content_is_served_from_the_cache() -> None:
    page, cache = diamond(), Cache()
    run(page, cache)
    const(page, "uno", [1, 2])
    const(page, "due", [10, 20])
    add(page, "sinistra", "uno", "due")
    assert run(page, cache, "sinistra").ran == set()


def test_twins_on_one_page_are_computed_once() -> None:
    page, cache = Page(), Cache()
    const(page, "a", 1)
    const(page, "b", 1)
    add(page, "sum", "a", "b")
    events = run(page, cache)
    assert events.ran == {"a", "sum"}
    assert events.of("cached") == ["b"]


def test_the_least_recently_used_result_goes_first() -> None:
    page = Page()
    for id in "abc":
        const(page, id, np.full(100, ord(id)))
    cache = Cache(limit_bytes=800)
    for fetch in ("a", "b", "a", "c"):
        run(page, cache, fetch)
    assert len(cache) == 2
    assert cache.total_bytes == 800
    assert run(page, cache, "a").ran == set()
    assert run(page, cache, "b").ran == {"b"}


def test_a_result_larger_than_the_cache_does_not_empty_it() -> None:
    page, cache = Page(), Cache(limit_bytes=500)
    const(page, "small", np.zeros(100))
    const(page, "large", np.zeros(200))
    run(page, cache, "small")
    run(page, cache, "large")
    assert cache.result(plan(page, ["small"]).key("small"), "output") is not None
    assert plan(page, ["large"]).key("large") not in cache


def test_cached_results_stay_though_the_cache_is_emptied_meanwhile() -> None:
    page, cache = diamond(), Cache()
    run(page, cache, "left")
    run(page, cache, "right")
    events = Events()

    def follow(event: Event) -> None:
        events.append(event)
        cache.clear()

    outcome = evaluate(page, cache=cache, on_event=follow)
    assert events.ran == {"bottom"}
    np.testing.assert_array_equal(outcome.results["bottom.z"], [22, 44])


def test_an_empty_cache_is_a_cache() -> None:
    cache = Cache()
    run(diamond(), cache)
    assert len(cache) == 5


def test_a_plan_outlives_edits_of_its_page() -> None:
    page = diamond()
    planned = plan(page)
    page.remove_blocks(["one", "left"])
    outcome = execute(planned)
    np.testing.assert_array_equal(outcome.results["bottom.z"], [22, 44])


@pytest.mark.parametrize("length", [10_000])
def test_a_very_long_chain_runs(length: int) -> None:
    page = Page()
    const(page, "start", [-1, 1])
    last = "start.output"
    with page.edit("A chain"):
        for at in range(length):
            page.add_block("Relu", id=f"b{at}")
            page.connect(last, f"b{at}.features")
            last = f"b{at}.activations"
    cache = Cache()
    outcome = evaluate(page, cache=cache)
    assert len(outcome.blocks) == length + 1
    np.testing.assert_array_equal(outcome.results[last], [0, 1])
    assert evaluate(page, cache=cache).blocks[f"b{length - 1}"].state == "cached"
