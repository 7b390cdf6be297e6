"""Sums of many terms, made in parts, and never by rounding whole numbers."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks.tracing import totals


@given(
    st.lists(st.integers(0, 5), max_size=4).map(tuple),
    st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=2),
    st.integers(1, 20),
)
@settings(deadline=None)
def test_parts_add_up_to_the_whole(
    grid: tuple[int, ...], kept: list[list[bool]], at_once: int
) -> None:
    random = np.random.default_rng(0)
    cells = [
        random.integers(-9, 9, tuple(size if keep else 1 for size, keep in zip(grid, row)))  # noqa: B905
        for row in kept
    ]
    whole = totals.products(cells, grid)
    assert whole.shape == grid
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(totals, "AT_ONCE", at_once)
        parts = list(totals.parts(cells, grid))
        assert totals.total(cells, grid) == whole.sum()
    assert all(math.prod(sizes) <= at_once for _, sizes in parts)


def test_millions_of_terms_are_never_in_memory_at_once() -> None:
    ones = np.broadcast_to(np.float32(1), (8, 224, 224, 64))
    tracemalloc.start()
    try:
        assert totals.total([ones], ones.shape) == ones.size
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 12 * 2**20


@pytest.mark.parametrize("dtype", ["int64", "uint64", "int8"])
def test_whole_numbers_are_added_exactly(dtype: str) -> None:
    room = np.iinfo(dtype)
    numbers = np.array([room.max, room.max, room.min, 1], dtype)
    assert totals.total([numbers], (4,)) == sum(map(int, numbers))
    squares = totals.products([numbers, numbers], (4,))
    assert [int(one) for one in squares] == [int(one) ** 2 for one in numbers]


@given(st.lists(st.sampled_from([0.0, 1.0, np.nan, np.inf, -np.inf]), min_size=1, max_size=24))
@settings(deadline=None)
def test_terms_that_are_not_finite_are_found_in_parts(values: list[float]) -> None:
    cells = np.array(values, np.float32).reshape(1, -1)
    strange = np.flatnonzero(~np.isfinite(cells))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(totals, "AT_ONCE", 3)
        count, first = totals.not_finite([cells], cells.shape)
    assert count == strange.size
    assert first == (strange[0] if count else 0)
