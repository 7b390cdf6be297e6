"""`blockprop compare`: how far the tensors in two NumPy files are apart."""

from __future__ import annotations

import json
from typing import Any

import click
import numpy as np

from blocks.command import console, options
from blocks.errors import BlockpropError, RequestRefused
from kernels.errors import ArgumentError
from kernels.npy import read_npy

SAME, DIFFERENT = 0, 1
Array = np.ndarray[Any, Any]


@click.command(short_help="Tell how far two tensors are apart.")
@click.argument("one", metavar="A.npy")
@click.argument("other", metavar="B.npy")
@click.option("--rtol", type=click.FloatRange(min=0), default=0.0, help="The share of B allowed.")
@click.option("--atol", type=click.FloatRange(min=0), default=0.0, help="What is allowed besides.")
@options.format
def compare(
    one: str, other: str, rtol: float = 0.0, atol: float = 0.0, format: str = "text"
) -> int:
    """Tell how far the tensor in A.npy is from that in B.npy: how many numbers differ, the first of
    them, the largest difference and the largest relative one.

    Exit status: 0 nothing differs by more than is allowed; 1 something does; 2 an error.
    """
    from blocks.comparing import compare as compared  # a run needs none of it

    try:
        found = compared(_read(one), _read(other), rtol=rtol, atol=atol)
    except BlockpropError as why:
        if format == "json":
            error = {"block": None, "port": None, "message": str(why)}
            console.say(json.dumps({"a": one, "b": other, "same": None, "errors": [error]}))
        console.error(str(why))
        return console.WRONG
    apart = found.differences
    if format == "json":
        told = {
            "a": one,
            "b": other,
            "same": found.is_same,
            "words": [found.verdict, *found.details],
            "count": None if apart is None else apart.count,
            "different": None if apart is None else apart.different,
            "first": None if apart is None else apart.first,
            "max_absolute": None if apart is None else _number(apart.max_absolute),
            "max_absolute_at": None if apart is None else apart.max_absolute_at,
            "max_relative": None if apart is None else _number(apart.max_relative),
            "max_relative_at": None if apart is None else apart.max_relative_at,
            "errors": [],
        }
        console.say(json.dumps(told, allow_nan=False))
    else:
        console.say("\n".join([found.verdict, *(f"  {line}" for line in found.details)]))
    return SAME if found.is_same else DIFFERENT


def _read(path: str) -> Array:
    try:
        return read_npy(file=path)
    except ArgumentError as why:
        raise RequestRefused(str(why).removeprefix("file: ")) from None


def _number(value: float) -> float | str:
    return value if value < float("inf") else "inf"
