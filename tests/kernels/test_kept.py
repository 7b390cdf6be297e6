"""What is kept, and that it does not grow without end."""

from __future__ import annotations

import numpy as np

from kernels.kept import EACH_BYTES, Kept


def test_the_oldest_go_first_when_all_are_too_many_bytes() -> None:
    made: list[int] = []

    def make(key: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
        made.append(key)
        return np.zeros(key, np.uint8)

    kept = Kept(make, 3 * (EACH_BYTES + 100))
    for key in (100, 99, 98, 99, 100, 97, 99, 98, 97):
        assert kept.of(key).size == key
    assert made == [100, 99, 98, 97]
    kept.of(100)
    kept.of(99)
    assert made == [100, 99, 98, 97, 100, 99]


def test_values_without_bytes_are_not_kept_for_ever() -> None:
    kept = Kept(lambda key: np.zeros(0), 10 * EACH_BYTES)
    values = [kept.of(key) for key in range(20)]
    assert all(kept.of(key) is values[key] for key in range(10, 20))
    assert kept.of(0) is not values[0]


def test_what_is_larger_than_all_that_may_be_kept_is_made_each_time() -> None:
    kept = Kept(lambda key: np.zeros(key), EACH_BYTES)
    assert kept.of(1) is not kept.of(1)
