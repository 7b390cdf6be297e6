"""Matrices that compute several outputs of a short correlation with few multiplications.

F(m, r) makes m neighbouring outputs of a correlation with r taps from n = m + r - 1 inputs, with n
multiplications instead of m times r:

    outputs = output @ ((filter @ taps) * (input @ inputs))

It is Toom and Cook's multiplication of polynomials, transposed: both factors are evaluated at n
points, the products are interpolated. Winograd (Arithmetic Complexity of Computations, 1980) showed
that n is the least possible; Lavin and Gray (Fast Algorithms for Convolutional Neural Networks,
2016) brought it to convolutions. Which points are chosen decides how rounding errors grow, as
Barabasz, Anderson, Soodhalter and Gregg show (Error Analysis and Improving the Accuracy of Winograd
Convolution for Deep Neural Networks, 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def _points(*texts: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(text) for text in texts)


FINITE_POINTS = (
    _points("0"),
    _points("0", "1"),
    _points("0", "1", "-1"),
    _points("0", "3/4", "-3/4", "7/4"),
    _points("0", "3/4", "-3/4", "3/2", "-3/2"),
)
"""The points for n = 2, 3, ..., and infinity beside them. Of the small fractions tried, these had
the smallest errors in float32: F(4, 3) has 2e-6 of the largest value, a sixth of what the points
0, 1, -1, 2, -2 of the papers give, because no power of a point grows far."""

LARGEST = len(FINITE_POINTS) + 1  # n


@dataclass(frozen=True)
class Transforms:
    """The three matrices of F(m, r), in float64."""

    input: Array  # (n, n)
    filter: Array  # (n, r)
    output: Array  # (m, n)


@lru_cache(maxsize=64)
def transforms(outputs: int, taps: int) -> Transforms:
    """The matrices of F(outputs, taps), from exact fractions."""
    points = FINITE_POINTS[outputs + taps - 3]
    scales = [prod((a - b for b in points if b != a), start=Fraction(1)) for a in points]
    factors = [_with_roots([b for b in points if b != a]) for a in points]
    powers = [[a**k for k in range(max(outputs, taps))] for a in points]
    evaluated = [
        [power / scale for power in row[:taps]] for row, scale in zip(powers, scales, strict=True)
    ]
    return Transforms(
        input=_matrix([*([*factor, Fraction(0)] for factor in factors), _with_roots(points)]),
        filter=_matrix([*evaluated, _unit(taps)]),
        output=_matrix([*(row[:outputs] for row in powers), _unit(outputs)]).T,
    )


def _unit(length: int) -> list[Fraction]:
    """What infinity gives: the highest power alone."""
    return [Fraction(at == length - 1) for at in range(length)]


def _with_roots(roots: Sequence[Fraction]) -> list[Fraction]:
    """The coefficients of the polynomial with these roots, lowest power first."""
    found = [Fraction(1)]
    for root in roots:
        shifted = [Fraction(0), *found, Fraction(0)]
        found = [low - root * high for low, high in pairwise(shifted)]
    return found


def _matrix(rows: Sequence[Sequence[Fraction]]) -> Array:
    return np.array([[float(entry) for entry in row] for row in rows])
