"""The inverse of the normal distribution, the same to the bit on every machine.

Source: Michael J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
Applied Statistics 37 (1988), its second routine: three quotients of polynomials of degree 7, right
to about 1 part in 10**16.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kernels.operands import Array

# Coefficients of each quotient, highest power first: above, then below.
_CENTRE = (
    (
        2509.0809287301226727,
        33430.575583588128105,
        67265.770927008700853,
        45921.953931549871457,
        13731.693765509461125,
        1971.5909503065514427,
        133.14166789178437745,
        3.387132872796366608,
    ),
    (
        5226.495278852854561,
        28729.085735721942674,
        39307.89580009271061,
        21213.794301586595867,
        5394.1960214247511077,
        687.1870074920579083,
        42.313330701600911252,
        1.0,
    ),
)
_MIDDLE = (
    (
        7.7454501427834140764e-4,
        0.0227238449892691845833,
        0.24178072517745061177,
        1.27045825245236838258,
        3.64784832476320460504,
        5.7694972214606914055,
        4.6303378461565452959,
        1.42343711074968357734,
    ),
    (
        1.05075007164441684324e-9,
        5.475938084995344946e-4,
        0.0151986665636164571966,
        0.14810397642748007459,
        0.68976733498510000455,
        1.6763848301838038494,
        2.05319162663775882187,
        1.0,
    ),
)
_TAIL = (
    (
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        0.0012426609473880784386,
        0.026532189526576123093,
        0.29656057182850489123,
        1.7848265399172913358,
        5.4637849111641143699,
        6.6579046435011037772,
    ),
    (
        2.04426310338993978564e-15,
        1.4215117583164458887e-7,
        1.8463183175100546818e-5,
        7.868691311456132591e-4,
        0.0148753612908506148525,
        0.13692988092273580531,
        0.59983220655588793769,
        1.0,
    ),
)

_LOG_2 = 0.6931471805599453
_SQRT_HALF = 0.7071067811865476
_ATANH = tuple(1.0 / (2 * power + 1) for power in range(12, -1, -1))


def normal_quantile(p: Array) -> Array:
    """The z below which a normal number (mean 0, deviation 1) lies with probability p.

    p is a float64 vector strictly between 0 and 1; the result is of the same shape and dtype.
    """
    off = p - 0.5
    result = off * _quotient(_CENTRE, 0.180625 - off * off)
    outer = np.flatnonzero(np.abs(off) > 0.425)
    if outer.size:
        edge = np.minimum(p[outer], 1.0 - p[outer])
        depth = np.sqrt(-logarithm(edge))
        value = np.where(
            depth <= 5.0, _quotient(_MIDDLE, depth - 1.6), _quotient(_TAIL, depth - 5.0)
        )
        result[outer] = np.where(off[outer] < 0, -value, value)
    return result


def logarithm(x: Array) -> Array:
    """The natural logarithm of positive normal float64 numbers, right to about 1 part in 10**15.

    x is a fraction near 1 times a power of two; of the fraction it is twice the area tangent of
    (fraction - 1) / (fraction + 1), whose series converges fast.
    """
    fraction, power = np.frexp(x)
    low = fraction < _SQRT_HALF
    fraction = np.where(low, fraction * 2.0, fraction)
    power = (power - low).astype(np.float64)
    small = (fraction - 1.0) / (fraction + 1.0)
    return power * _LOG_2 + 2.0 * small * _polynomial(_ATANH, small * small)


def _quotient(coefficients: tuple[Sequence[float], Sequence[float]], x: Array) -> Array:
    above, below = coefficients
    return _polynomial(above, x) / _polynomial(below, x)


def _polynomial(coefficients: Sequence[float], x: Array) -> Array:
    """Horner's rule, each step rounded by itself."""
    result = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        result *= x
        result += coefficient
    return result
