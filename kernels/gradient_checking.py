"""Gradients against central differences of what they are the gradient of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from kernels import cancelling
from kernels.arguments import any_rank, integer, number, shape_text, shown
from kernels.dtypes import FLOATS, name_of
from kernels.errors import ArgumentError

Array = np.ndarray[Any, Any]
Forward = Callable[[Array], Array]
"""What gives y for another x."""

WORK = 1 << 27
"""How many numbers of x and y a check goes through at most, all its steps together."""

_TOGETHER = 1 << 20
"""Up to so many numbers of x and y are worked on in one call."""

_AXES = ((0, 0), (-1, -1), (-1, 1))
"""Axes of x and y along which many may be put together into one: images; filters, whose results
are the channels, last or second."""

_SMALL = 1e-3
"""Below this share of the largest gradient an error counts as one of that share: there a gradient
of 0 is told from 1e-9 by rounding alone."""


def gradient_check(
    x: Array,
    y: Array,
    gradient: Array,
    out_backprop: Array | None = None,
    *,
    forward: Forward,
    delta: float = 1e-5,
    samples: int = 200,
    seed: int = 0,
    tolerance: float = 1e-3,
) -> tuple[Array, ...]:
    """Whether `gradient` is the gradient of Σ out_backprop · y by x.

    Numbers of x are pushed up and down by `delta`, and all blocks from x to y are run again: the
    difference of y by that of x is the numerical gradient. It is compared with the theoretical one,
    that at the port `gradient`. The error of a number is |theoretical − numerical| / the larger of
    the two, or of a thousandth of the largest of all. Without out_backprop it is 1 everywhere.

    If x is large, as many numbers as `samples` says are chosen by chance, fewer where y is large
    too; `tested` says how many, and of how many. All of x counts in `direction_error`: there x is
    pushed along one direction chosen by chance. `met` says that neither error is over `tolerance`,
    or what the dtype of the gradient can hold if that is more. It works in float64 where each op
    between x and y takes it; in narrower dtypes delta is as large as they need. Where a function
    has a kink closer than delta, as Relu has at 0, there is no gradient to compare with.
    """
    x, gradient = any_rank("x", x, FLOATS), any_rank("gradient", gradient, FLOATS)
    y = any_rank("y", y, FLOATS)
    if out_backprop is not None:
        out_backprop = any_rank("out_backprop", out_backprop, FLOATS)
    if not callable(forward):
        raise ArgumentError("forward", f"forward must give y for an x, {shown(forward)} came")
    delta, tolerance = number("delta", delta, 1e-12), number("tolerance", tolerance)
    samples, seed = _from("samples", samples, 1), _from("seed", seed, 0)
    check_shapes(
        x.shape, y.shape, gradient.shape, None if out_backprop is None else out_backprop.shape
    )
    weights = np.ones(y.shape) if out_backprop is None else out_backprop.astype(np.float64)
    call = _call(forward, x, weights, delta)
    chosen = _chosen(x, y, samples, seed)
    theoretical = gradient.reshape(-1)[chosen].astype(np.float64)
    with np.errstate(all="ignore"):
        numerical = _numerical(call, chosen)
        errors = _errors(theoretical, numerical)
        direction = _direction_error(call, gradient, seed)
    worst = int(errors.argmax()) if errors.size else -1
    largest = float(errors[worst]) if errors.size else 0.0
    allowed = max(tolerance, 8 * _epsilon(gradient))
    met = largest <= allowed and direction <= allowed
    indices = (
        np.stack(np.unravel_index(chosen, x.shape), -1) if x.ndim else np.zeros((len(chosen), 0))
    )
    where = indices[worst] if errors.size else np.full(x.ndim, -1)
    return (
        np.array(bool(met)),
        np.array(largest),
        where.astype(np.int64),
        np.array(direction),
        np.array([len(chosen), x.size], np.int64),
        indices.astype(np.int64),
        theoretical,
        numerical,
    )


def tested(x: int, y: int, samples: int) -> int:
    """How many numbers are tested, from the sizes of x and y."""
    return min(x, samples, max(1, WORK // max(1, 2 * (x + y))))


def _from(name: str, value: int, least: int) -> int:
    if (found := integer(name, value)) < least:
        raise ArgumentError(name, f"{name} must be {least} or more, {found} came")
    return found


Sizes = tuple[int | None, ...] | None


def check_shapes(x: Sizes, y: Sizes, gradient: Sizes, out_backprop: Sizes) -> None:
    """Refuse gradients that do not have the shape of what they are by, as far as it is known."""
    for name, one, of, other in (
        ("gradient", gradient, "x", x),
        ("out_backprop", out_backprop, "y", y),
    ):
        if one is None or other is None:
            continue
        if len(one) != len(other) or any(
            a is not None and b is not None and a != b for a, b in zip(one, other, strict=True)
        ):
            raise ArgumentError(
                name,
                f"{name} has shape {shape_text(one)}, {of} {shape_text(other)}; both must be one",
            )


@dataclass(frozen=True, slots=True)
class _Call:
    """What is run again: from an x, its result, and how far x is pushed."""

    forward: Forward
    x: Array
    weights: Array
    delta: float

    def change(self, up: Array, down: Array) -> float:
        """How much Σ weights · y changes from one result to another."""
        return float(((up.astype(np.float64) - down.astype(np.float64)) * self.weights).sum())


def _call(forward: Forward, x: Array, weights: Array, delta: float) -> _Call:
    """In float64 if that is what comes out; else in the dtype that is there."""
    wide = x.astype(np.float64)
    try:
        if forward(wide).dtype == np.float64:
            return _Call(forward, wide, weights, delta)
    except ValueError:
        pass
    step = max(delta, _epsilon(x) ** (1 / 3))
    return _Call(forward, x, weights, step)


def _epsilon(array: Array) -> float:
    """How far the next number after 1 is away."""
    if name_of(array.dtype) == "bfloat16":
        return 2.0**-7
    return float(np.finfo(array.dtype).eps)


def _chosen(x: Array, y: Array, samples: int, seed: int) -> Array:
    count = tested(x.size, y.size, samples)
    if count == x.size:
        return np.arange(x.size)
    return np.sort(np.random.default_rng(seed).choice(x.size, count, replace=False))


def _numerical(call: _Call, chosen: Array) -> Array:
    """The numerical gradient by these numbers of x; many at once where that gives the same."""
    found = np.zeros(len(chosen))
    axes, together = _together(call, len(chosen))
    for start in range(0, len(chosen), together):
        cancelling.look()
        part = chosen[start : start + together]
        pushed = np.repeat(call.x[None], 2 * len(part), 0)
        flat = pushed.reshape(2 * len(part), -1)
        rows = np.arange(len(part))
        flat[rows, part] += call.x.dtype.type(call.delta)
        flat[rows + len(part), part] -= call.x.dtype.type(call.delta)
        apart = flat[rows, part].astype(np.float64) - flat[rows + len(part), part].astype(
            np.float64
        )
        results = _results(call, pushed, axes)
        for row in rows:
            found[start + row] = call.change(results[row], results[row + len(part)]) / apart[row]
    return found


def _together(call: _Call, count: int) -> tuple[tuple[int, int] | None, int]:
    """Along which axes many may be put together, tried with two that differ; and how many."""
    size = call.x.size + call.weights.size
    together = min(count, _TOGETHER // max(1, 2 * size))
    if together < 2 or not call.x.ndim or not call.weights.ndim:
        return None, 1
    noise = np.asarray(np.random.default_rng(1).normal(size=call.x.shape), call.x.dtype)
    pair = np.stack([call.x, call.x + noise])
    alone = _results(call, pair, None)
    for axes in _AXES:
        try:
            found = _results(call, pair, axes)
        except ValueError:
            continue
        close = 64 * _epsilon(call.x)
        if all(np.allclose(one, two, close, close) for one, two in zip(alone, found, strict=True)):
            return axes, together
    return None, 1


def _results(call: _Call, pushed: Array, axes: tuple[int, int] | None) -> list[Array]:
    """y for each of many x, in one call along these axes, or one by one."""
    if axes is None:
        return [call.forward(one) for one in pushed]
    count = len(pushed)
    joined = np.concatenate(list(pushed), axes[0])
    result = call.forward(joined)
    shape = list(call.weights.shape)
    if not -len(shape) <= axes[1] < len(shape):
        raise ValueError("no such axis")
    shape[axes[1]] *= count
    if list(result.shape) != shape:
        raise ValueError("they cannot be put together")
    return np.split(result, count, axes[1])


def _errors(theoretical: Array, numerical: Array) -> Array:
    larger = np.maximum(np.abs(theoretical), np.abs(numerical))
    finite = larger[np.isfinite(larger)]
    floor = _SMALL * float(finite.max(initial=0.0)) or float(np.finfo(np.float64).tiny)
    errors: Array = np.abs(theoretical - numerical) / np.maximum(larger, floor)
    errors[~np.isfinite(errors)] = np.inf
    return errors


def _direction_error(call: _Call, gradient: Array, seed: int) -> float:
    """The relative error along one direction through all of x."""
    if not call.x.size:
        return 0.0
    direction = np.random.default_rng([seed, 1]).choice([-1.0, 1.0], call.x.shape)
    step = (call.delta * direction).astype(call.x.dtype)
    up, down = call.x + step, call.x - step
    apart = up.astype(np.float64) - down.astype(np.float64)
    given = gradient.astype(np.float64)
    wanted = float((given * apart).sum())
    found = call.change(call.forward(up), call.forward(down))
    size = float(np.sqrt(np.square(given * apart).sum()))
    floor = max(_SMALL * size, np.finfo(np.float64).tiny)
    error = abs(wanted - found) / max(abs(wanted), abs(found), floor)
    return error if np.isfinite(error) else float("inf")
