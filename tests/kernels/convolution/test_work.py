"""No row of the speed table may take clearly more work than it did: a guard without a clock.

Work that grows on purpose is recorded anew: `python -m tests.kernels.convolution.recorded_work`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from kernels import threads
from kernels.threads import Task
from tests.benchmarks.ours import WAYS
from tests.benchmarks.rows import ROWS, Row
from tests.kernels.convolution import recorded_work
from tests.kernels.convolution.work import CountingArray, counted

Array = np.ndarray[Any, Any]

RECORDED = recorded_work.load()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_no_row_takes_more_work_than_recorded(row: Row, way: str) -> None:
    found = recorded_work.measure(row, way).figures()
    exceeded = recorded_work.excess(found, RECORDED[way][row.name])
    assert not exceeded, "; ".join(f"{name}: {both}" for name, both in exceeded.items())


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", [ROWS[1], ROWS[13]], ids=lambda row: row.name)
def test_work_done_twice_is_noticed(monkeypatch: pytest.MonkeyPatch, row: Row, way: str) -> None:
    run = threads.run
    monkeypatch.setattr(threads, "run", lambda tasks: run(_twice(tasks)))
    found = recorded_work.measure(row, way).figures()
    exceeded = recorded_work.excess(found, RECORDED[way][row.name])
    # Depthwise sums are made in place, in few calls: they are all the work there is.
    assert exceeded.keys() >= ({"summed"} if row.depthwise else {"bytes", "calls", "multiply_adds"})


def _twice(tasks: Sequence[Task]) -> list[Task]:
    return [task for task in tasks for _ in range(2)]


def _set(a: Array) -> None:
    np.empty(a.shape, a.dtype)[1:] = a[1:]


def _set_wider(a: Array) -> None:
    np.empty((2, *a.shape), a.dtype)[...] = a


def _add_to(a: Array) -> None:
    a[:2] += a[:2]


COPIES: dict[str, tuple[Callable[[Array], object], int]] = {
    "assignment": (_set, 48),
    "assignment, repeated": (_set_wider, 128),
    "in place": (_add_to, 32),
    "copyto": (lambda a: np.copyto(np.empty(a.shape, a.dtype), a), 64),
    "copy": (lambda a: a.copy(), 64),
    "cast": (lambda a: a.astype(np.float64), 128),
    "reshape that must copy": (lambda a: a.T.reshape(-1), 64),
    "reshape of a broadcast view": (lambda a: np.broadcast_to(a, (2, 4, 4)).reshape(-1), 128),
    "contiguous": (lambda a: np.ascontiguousarray(a.T), 64),
    "gather by number": (lambda a: a[[0, 1, 1]], 48),
    "take": (lambda a: np.take(a, [0, 1, 1], axis=0), 48),
    "concatenate": (lambda a: np.concatenate([a, a]), 128),
    "operator": (lambda a: a + 1, 64),
    "function with a result given": (lambda a: np.multiply(a, 2, out=np.empty(a.shape)), 128),
    "sum": (lambda a: a.sum(), 64),
    "sum along an axis": (lambda a: np.sum(a, axis=0), 64),
    "no copy: views": (lambda a: np.moveaxis(a.reshape(2, 2, 4)[:, :1], 0, 1), 0),
    "no copy: the same dtype": (lambda a: a.astype(a.dtype, copy=False), 0),
}


@pytest.mark.parametrize("name", COPIES)
def test_every_kind_of_copy_is_counted(name: str) -> None:
    copy, expected = COPIES[name]
    with counted() as work:
        copy(np.ones((4, 4), np.float32))
        made = np.ones((4, 4), np.float32)
    assert type(made) is CountingArray
    assert work.bytes == expected


PRODUCTS: dict[str, tuple[Callable[[Array, Array], object], str, int]] = {
    "matmul": (np.matmul, "multiply_adds", 24),
    "operator": (lambda a, b: a @ b, "multiply_adds", 24),
    "stacked": (
        lambda a, b: np.matmul(np.broadcast_to(a, (5, 2, 3)), b, out=np.empty((5, 2, 4))),
        "multiply_adds",
        120,
    ),
    "dot": (np.dot, "multiply_adds", 24),
    "tensordot": (lambda a, b: np.tensordot(a, b, 1), "multiply_adds", 24),
    "einsum in letters": (lambda a, b: np.einsum("ij, jk -> ik", a, b), "summed", 24),
    "einsum in numbers": (lambda a, b: np.einsum(a, [0, 1], b, [1, 2], [0, 2]), "summed", 24),
}


@pytest.mark.parametrize("name", PRODUCTS)
def test_every_kind_of_product_is_counted(name: str) -> None:
    product, counter, expected = PRODUCTS[name]
    with counted() as work:
        product(np.ones((2, 3)), np.ones((3, 4)))
    assert work.figures()[counter] == expected
