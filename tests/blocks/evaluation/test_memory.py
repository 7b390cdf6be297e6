"""Memory: what is refused before it is allocated, and what is freed after its last use."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blocks.errors import RequestRefused
from blocks.evaluation import Cache, evaluate, plan
from blocks.evaluation.memory import (
    Ledger,
    _container_limits,
    default_limit,
    memory_of_machine,
    read_size,
)
from blocks.page import Page
from tests.blocks.evaluation.pages import Events, add, const, op_of, put, unknown_shape

MEBI = 1024**2


def filled(page: Page, id: str, *dims: int) -> None:
    """A Fill block of a shape."""
    const(page, f"{id}_dims", dims, "int64")
    const(page, f"{id}_value", 1)
    page.add_block("Fill", id=id)
    page.connect(f"{id}_dims.output", f"{id}.dims")
    page.connect(f"{id}_value.output", f"{id}.value")


def test_terabytes_are_refused_while_planning() -> None:
    page = Page()
    filled(page, "huge", 2**20, 2**20)
    (problem,) = plan(page).problems
    assert (problem.block, problem.port) == ("huge", "output")
    assert "float32 [1048576, 1048576] takes 4 TiB" in problem.message
    assert "memory limit" in problem.message
    assert "--memory-limit" in problem.message


def test_what_is_refused_is_never_allocated() -> None:
    page = Page()
    filled(page, "large", 16 * MEBI)
    tracemalloc.start()
    try:
        outcome = evaluate(page, memory_limit=8 * MEBI)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert outcome.blocks["large"].state == "failed"
    assert peak < MEBI
    assert "takes 64 MiB, more than the memory limit of 8 MiB" in outcome.problems[0].message


def test_a_size_that_only_the_run_knows_is_refused_too() -> None:
    page = Page()
    const(page, "dims", [3 * MEBI], "int64")
    put(page, "hidden", INT64_IDENTITY, "dims")
    const(page, "value", 1)
    page.add_block("Fill", id="fill")
    page.connect("hidden.output", "fill.dims")
    page.connect("value.output", "fill.value")
    planned = plan(page, memory_limit=4 * MEBI)
    assert planned.problems == ()
    outcome = evaluate(page, memory_limit=4 * MEBI)
    assert "float32 [3145728] takes 12 MiB" in outcome.problems[0].message
    assert evaluate(page, memory_limit=40 * MEBI).ok


def identity(x: Any) -> Any:
    return x


def double(x: Any) -> Any:
    return x * 2


IDENTITY = op_of(identity)
INT64_IDENTITY = op_of(identity, unknown_shape)
object.__setattr__(INT64_IDENTITY, "types", {"T": ("int64",)})
DOUBLE = op_of(double)


def test_together_too_much_is_refused_with_what_is_held() -> None:
    page = Page()
    filled(page, "one", MEBI)
    filled(page, "two", MEBI)
    add(page, "sum", "one", "two")
    assert evaluate(page, memory_limit=13 * MEBI).ok
    outcome = evaluate(page, memory_limit=10 * MEBI)
    (problem,) = outcome.problems
    assert problem.block == "sum"
    assert "4 MiB more is needed while the run holds 8 MiB" in problem.message


def test_what_was_freed_is_not_counted() -> None:
    page = Page()
    filled(page, "start", MEBI)
    last = "start"
    for at in range(5):
        put(page, f"b{at}", DOUBLE, last)
        last = f"b{at}"
    limit = 9 * MEBI  # two tensors at a time, of six in all
    assert evaluate(page, memory_limit=limit).ok
    kept = evaluate(page, memory_limit=limit, keep_all=True)
    assert [one.block for one in kept.problems] == ["b1"]


def test_a_view_of_held_memory_is_counted_once() -> None:
    ledger = Ledger()
    owner = np.zeros(100)
    views = [owner[1:], owner.reshape(10, 10), owner]
    for view in views:
        ledger.add(view)
    assert ledger.bytes == 800
    for view in views:
        assert ledger.bytes == 800
        ledger.remove(view)
    assert ledger.bytes == 0


def test_a_mapped_file_takes_no_memory(tmp_path: Path) -> None:
    np.save(tmp_path / "data.npy", np.arange(float(MEBI)))
    page = Page(folder=tmp_path)
    page.add_block("ReadNpy", {"file": "data.npy"}, id="data")
    const(page, "axis", 0, "int32")
    page.add_block("Sum", id="sum")
    page.connect("data.output", "sum.input")
    page.connect("axis.output", "sum.reduction_indices")
    outcome = evaluate(page, ["data", "sum"], memory_limit=MEBI)
    assert outcome.problems == ()
    assert outcome.results["data.output"].nbytes == 8 * MEBI


def test_results_are_freed_after_their_last_use() -> None:
    page = Page()
    const(page, "start", np.ones(10))
    alive: list[weakref.ref[Any]] = []
    most = []

    def watched(x: Any) -> Any:
        result = x + 1
        alive.append(weakref.ref(result))
        most.append(sum(one() is not None for one in alive))
        return result

    last = "start"
    for at in range(20):
        put(page, f"b{at}", op_of(watched), last)
        last = f"b{at}"
    events = Events()
    outcome = evaluate(page, on_event=events.append)
    assert max(most) <= 2
    gc.collect()
    assert sum(one() is not None for one in alive) == 1
    assert events.of("freed") == ["start", *(f"b{at}" for at in range(19))]
    assert list(outcome.results) == ["b19.output"]


def test_many_branches_are_run_one_after_another() -> None:
    page = Page()
    for branch in range(10):
        filled(page, f"f{branch}", MEBI)
        put(page, f"g{branch}", DOUBLE, f"f{branch}")
        page.add_block("Sum", {"keep_dims": False}, id=f"s{branch}")
        const(page, f"axis{branch}", 0, "int32")
        page.connect(f"g{branch}.output", f"s{branch}.input")
        page.connect(f"axis{branch}.output", f"s{branch}.reduction_indices")
    assert evaluate(page, memory_limit=9 * MEBI).ok


def test_fetches_are_kept() -> None:
    page = Page()
    const(page, "a", [1, 2])
    add(page, "b", "a", "a")
    add(page, "c", "b", "b")
    events = Events()
    outcome = evaluate(page, ["c", "a"], on_event=events.append)
    assert list(outcome.results) == ["c.z", "a.output"]
    assert events.of("freed") == ["b"]


def test_outputs_that_nobody_asked_for_are_freed_at_once() -> None:
    def halves(x: Any) -> Any:
        return x[:1], x[1:]

    page = Page()
    const(page, "a", [1, 2])
    put(page, "h", op_of(halves, lambda x: ((1,), (1,)), ("first", "second")), "a")
    events = Events()
    outcome = evaluate(page, ["h.second"], on_event=events.append)
    assert list(outcome.results) == ["h.second"]
    assert sorted(events.of("freed")) == ["a", "h"]


def test_a_cache_holds_no_more_than_its_limit() -> None:
    page = Page()
    const(page, "start", np.ones(1000))
    last = "start"
    for at in range(50):
        put(page, f"b{at}", DOUBLE, last)
        last = f"b{at}"
    cache = Cache(limit_bytes=40_000)
    evaluate(page, cache=cache)
    assert cache.total_bytes <= 40_000
    assert len(cache) == 10


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("4096", 4096),
        ("2GiB", 2 * 1024**3),
        ("2gib", 2 * 1024**3),
        ("500 MB", 500_000_000),
        ("1.5g", 3 * 1024**3 // 2),
        ("10k", 10_240),
        ("3TiB", 3 * 1024**4),
        ("7 b", 7),
    ],
)
def test_sizes_are_read(text: str, size: int) -> None:
    assert read_size(text) == size


@pytest.mark.parametrize("text", ["", "GiB", "-1", "2GiBs", "1e9", "1 000", "ib", "2ib", "two"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(RequestRefused, match="is no size; 2GiB"):
        read_size(text)


def test_the_default_is_half_of_what_there_is() -> None:
    assert 256 * MEBI < memory_of_machine() < 1024**5
    assert default_limit() == memory_of_machine() // 2


def test_a_containers_limit_counts(tmp_path: Path) -> None:
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory.max").write_text("max\n")
    assert _container_limits(tmp_path) == []
    (tmp_path / "memory.max").write_text("1073741824\n")
    (tmp_path / "memory" / "memory.limit_in_bytes").write_text("2147483648\n")
    assert _container_limits(tmp_path) == [1073741824, 2147483648]
