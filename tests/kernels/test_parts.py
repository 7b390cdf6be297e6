"""Large tensors are computed part by part; no bit of a result may tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ml_dtypes
import numpy as np
import pytest

import kernels
from kernels import conversion, matrix, parts, sums

RANDOM = np.random.default_rng(7)
SHAPES = [(4096,), (64, 64), (512, 8), (8, 512), (16, 16, 16), (1, 4096), (4096, 1)]
DTYPES = ["float16", "bfloat16", "float32", "float64", "int8", "int32", "int64"]


def numbers(shape: tuple[int, ...], dtype: str) -> Any:
    """Of both signs, with zeros of both signs, infinities and NaN among the floats."""
    values = RANDOM.standard_normal(shape) * 50
    if dtype[0] in "bf":
        values.reshape(-1)[:6] = [0.0, -0.0, np.inf, -np.inf, np.nan, 1e5]
    with np.errstate(all="ignore"):
        return values.astype(ml_dtypes.bfloat16 if dtype == "bfloat16" else dtype)


def same(one: Any, other: Any) -> None:
    assert one.dtype == other.dtype
    assert one.shape == other.shape
    assert np.ascontiguousarray(one).tobytes() == np.ascontiguousarray(other).tobytes()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """What is large begins at a few numbers."""
    monkeypatch.setattr(parts, "LARGE", 100)
    return monkeypatch


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_element_by_element(small: pytest.MonkeyPatch, shape: tuple[int, ...], dtype: str) -> None:
    x, y = numbers(shape, dtype), numbers(shape, dtype)
    calls: list[Callable[[], Any]] = [
        lambda: kernels.add(x, y),
        lambda: kernels.multiply(x, y[..., :1]),
        lambda: kernels.subtract(x[:1], y),
        lambda: kernels.relu(x),
        lambda: kernels.relu(x.T),
        lambda: kernels.transpose(x, list(range(x.ndim))[::-1]),
        lambda: kernels.reshape(x.T, [-1]),
        lambda: kernels.fill(list(shape), x.reshape(-1)[7]),
        *(
            lambda to=to, cut=cut: kernels.cast(x, DstT=to, Truncate=cut)
            for to in [*DTYPES, "bool"]
            for cut in (False, True)
        ),
    ]
    in_parts = [call() for call in calls]
    small.undo()
    for one, call in zip(in_parts, calls, strict=True):
        same(one, call())


def test_what_is_not_large_is_done_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start of the threads takes longer than a sum of so few numbers."""

    def refuse(*_: object) -> None:
        raise AssertionError("done in parts")

    monkeypatch.setattr(parts, "run", refuse)
    x, y = np.ones((2**10, 2**10), np.float32), np.ones(2**10, np.float32)
    for one, other in ((x, x), (x, y), (y, x)):
        assert kernels.add(one, other).sum() == 2 * x.size
    assert kernels.relu(x).sum() == x.size
    with pytest.raises(AssertionError, match="in parts"):
        kernels.add(np.ones(2**20 + 1, np.float32), y[:1])


@pytest.mark.parametrize("shape", [(4096,), (64, 64), (8, 8, 64)], ids=str)
def test_conversions(monkeypatch: pytest.MonkeyPatch, shape: tuple[int, ...]) -> None:
    x = numbers(shape, "float32")
    types = ["bfloat16", "float64", "float32"]
    wanted = [kernels.cast(x.T, DstT=to) for to in types]
    monkeypatch.setattr(conversion, "AT_ONCE", 100)
    monkeypatch.setattr(conversion, "PIECE", 100)
    for one, to in zip(wanted, types, strict=True):
        same(kernels.cast(x.T, DstT=to), one)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64", "int8", "int64"])
def test_ranges(small: pytest.MonkeyPatch, dtype: str) -> None:
    first, last, step = (kernels.cast(np.array(n), DstT=dtype) for n in (-100, 120, 1))
    in_parts = kernels.range(first, last, step)
    assert in_parts.size > 100
    small.undo()
    same(in_parts, kernels.range(first, last, step))


AXES = [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2), (2, 0), ()]
BOXES = [(40, 60, 80), (2, 300, 300), (300, 300, 2), (300, 2, 300), (3, 40_000, 1), (1, 50_001, 3)]


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64", "int8", "int64"])
@pytest.mark.parametrize("axes", AXES, ids=str)
@pytest.mark.parametrize("shape", BOXES, ids=str)
def test_sums(
    monkeypatch: pytest.MonkeyPatch, shape: tuple[int, ...], axes: tuple[int, ...], dtype: str
) -> None:
    x = RANDOM.standard_normal(shape) * 9
    x = x.astype(ml_dtypes.bfloat16 if dtype == "bfloat16" else dtype)
    wanted = [kernels.sum(x, axes), kernels.mean(x, axes, keep_dims=True), kernels.sum(x.T, axes)]
    monkeypatch.setattr(sums, "LARGE", 2**14)
    found = [kernels.sum(x, axes), kernels.mean(x, axes, keep_dims=True), kernels.sum(x.T, axes)]
    for one, other in zip(found, wanted, strict=True):
        same(one, other)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    "shape", [(300, 9000, 200), (64, 9000, 500), (61, 20_000, 33), (512, 3000, 512)], ids=str
)
def test_products_of_long_sums(
    monkeypatch: pytest.MonkeyPatch, shape: tuple[int, int, int], dtype: str
) -> None:
    """Smaller tiles have whole sums."""
    rows, inner, columns = shape
    a = RANDOM.standard_normal((rows, inner)).astype(dtype)
    b = RANDOM.standard_normal((inner, columns)).astype(dtype)
    wanted = kernels.mat_mul(a, b)
    for steps in (2, 3):  # with 1 there would be fewer columns, too
        products = inner * columns * a.itemsize // 4
        monkeypatch.setattr(matrix, "LARGEST_TILE", products * 12 * steps)
        assert len(matrix._in_steps(slice(0, rows), products)) == rows // (12 * steps) + (
            rows % (12 * steps) > 1
        )
        same(kernels.mat_mul(a, b), wanted)
        flat = a.reshape(inner, rows)
        turned = kernels.mat_mul(flat, b, transpose_a=True)
        same(turned, kernels.mat_mul(np.ascontiguousarray(flat.T), b))


@pytest.mark.parametrize("dtype", ["bfloat16", "float32", "float64"])
@pytest.mark.parametrize("transposed", [False, True])
def test_products_of_the_longest_sums(
    monkeypatch: pytest.MonkeyPatch, dtype: str, transposed: bool
) -> None:
    """Their tiles are narrower, too; the number of threads changes no bit."""
    inner = 9000
    a = kernels.cast(RANDOM.standard_normal((30, inner)), DstT=dtype)
    b = kernels.cast(RANDOM.standard_normal((130, inner)), DstT=dtype)
    b = b if transposed else np.ascontiguousarray(b.T)
    wanted = kernels.mat_mul(a, b, transpose_b=transposed)
    monkeypatch.setattr(matrix, "LARGEST_TILE", 2 * inner * 12 * 40)
    assert matrix._narrowed(inner) == 40
    found = kernels.mat_mul(a, b, transpose_b=transposed)
    np.testing.assert_allclose(
        found.astype(np.float64), wanted.astype(np.float64), rtol=1e-2, atol=1e-2
    )
    count = kernels.thread_count()
    kernels.set_thread_count(1)
    try:
        same(kernels.mat_mul(a, b, transpose_b=transposed), found)
    finally:
        kernels.set_thread_count(count)


def test_products_of_large_integers(monkeypatch: pytest.MonkeyPatch) -> None:
    a = RANDOM.integers(-(2**62), 2**62, (70, 90))
    b = RANDOM.integers(-(2**62), 2**62, (90, 30))
    wanted = kernels.mat_mul(a, b)
    monkeypatch.setattr(matrix, "INTEGERS_AT_ONCE", 2**14)
    same(kernels.mat_mul(a, b), wanted)
