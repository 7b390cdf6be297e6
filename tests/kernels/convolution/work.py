"""How much work a kernel does, counted instead of timed: the same on every machine.

A kernel is called with arrays of a class that counts what NumPy does to them, and so are the arrays
that it makes: multiply-adds of matrix products and einsums, bytes written or summed by everything
else (assignments, copies, casts, element-wise arithmetic), and how many calls NumPy gets. Nothing
in a kernel takes part in the counting.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from math import isqrt, prod
from typing import Any

import numpy as np
import pytest

from kernels.threads import Scratch

Array = np.ndarray[Any, Any]


@dataclass
class Work:
    """What was counted. Threads of a kernel add to it side by side."""

    multiply_adds: int = 0  # of matrix products
    summed: int = 0  # multiply-adds of einsums, which run many times slower than a product's
    bytes: int = 0  # written, or read by a sum
    calls: int = 0
    _lock: Any = field(default_factory=threading.Lock, repr=False, compare=False)

    def add(self, *, multiply_adds: int = 0, summed: int = 0, bytes: int = 0) -> None:
        """Count one call of NumPy."""
        with self._lock:
            self.multiply_adds += multiply_adds
            self.summed += summed
            self.bytes += bytes
            self.calls += 1

    def figures(self) -> dict[str, int]:
        """The counts by name."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}


class CountingArray(np.ndarray[Any, Any]):
    """An array that counts what is done to it, and so do all arrays that come of it."""

    work = Work()  # of the call that is being counted

    def __array_finalize__(self, source: object) -> None:
        """Called for every new array. One with memory of its own was copied, cast or gathered."""
        if isinstance(source, CountingArray) and self.flags.owndata:
            self.work.add(bytes=self.nbytes)

    def __setitem__(self, key: Any, value: Any) -> None:
        """An assignment; the one that Python adds to `array[key] += value` moves nothing."""
        place = plain(self)[key]
        if not (isinstance(place, np.ndarray) and _is_same(place, value)):
            self.work.add(bytes=place.nbytes)
        super().__setitem__(key, value)

    def __getitem__(self, key: Any) -> Any:
        """A view, or a copy where the key gives numbers or truth values."""
        result = super().__getitem__(key)
        if isinstance(result, np.ndarray) and not np.may_share_memory(plain(result), plain(self)):
            self.work.add(bytes=result.nbytes)
        return result

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **more: Any) -> Any:
        """Every arithmetic operation, as an operator or as a function."""
        operands = [plain(one) for one in inputs]
        outs = more.get("out", ())
        if outs:
            more["out"] = tuple(plain(one) for one in outs)
        result = getattr(ufunc, method)(*operands, **more)
        if ufunc in (np.matmul, np.vecdot):
            self.work.add(multiply_adds=result.size * operands[0].shape[-1])
        else:
            read = np.asarray(operands[0]).nbytes if method != "__call__" else 0
            self.work.add(bytes=max(read, _nbytes(result)))
        return outs[0] if outs else _counting(result)

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Every other function of NumPy. What those do inside is counted as it comes."""
        result = super().__array_function__(func, types, args, kwargs)
        if func is np.einsum:
            self.work.add(summed=_einsum_size(args))
        elif func in (np.dot, np.inner, np.tensordot):
            # Of (m, k) and (k, n), m k n.
            self.work.add(multiply_adds=isqrt(args[0].size * args[1].size * result.size))
        elif func is np.copyto:
            self.work.add(bytes=args[0].nbytes)
        elif type(result) is np.ndarray and result.flags.owndata:
            self.work.add(bytes=result.nbytes)  # made in a way that tells no class
        return _counting(result)


def plain(value: Any) -> Any:
    """The same memory as an array that does not count."""
    return value.view(np.ndarray) if isinstance(value, CountingArray) else value


def _counting(value: Any) -> Any:
    return value.view(CountingArray) if type(value) is np.ndarray else value


def _nbytes(result: Any) -> int:
    results = result if isinstance(result, tuple) else (result,)
    return sum(getattr(one, "nbytes", 0) for one in results)


def _is_same(place: Array, value: Any) -> bool:
    return isinstance(value, np.ndarray) and (
        value.ctypes.data == place.ctypes.data
        and value.shape == place.shape
        and value.strides == place.strides
    )


def _einsum_size(args: tuple[Any, ...]) -> int:
    """How many products an einsum makes: of all its indices the sizes, multiplied."""
    if isinstance(args[0], str):
        lists = [list(one) for one in args[0].replace(" ", "").partition("->")[0].split(",")]
        operands = args[1:]
    else:
        operands, lists = args[0 : len(args) // 2 * 2 : 2], list(args[1::2])
    sizes: dict[Any, int] = {}
    for operand, labels in zip(operands, lists, strict=True):
        assert not {".", Ellipsis} & set(labels), "an ellipsis is not counted yet"
        for label, size in zip(labels, operand.shape, strict=True):
            sizes[label] = max(size, sizes.get(label, 1))
    return prod(sizes.values())


@contextmanager
def counted() -> Iterator[Work]:
    """In the `with` block, every array that a kernel makes counts; so must those it is given."""
    CountingArray.work = work = Work()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("empty", "zeros", "ones"):
            patch.setattr(np, name, _making(getattr(np, name)))
        patch.setattr(np, "asarray", np.asanyarray)
        patch.setattr(np, "array", partial(np.array, subok=True))
        patch.setattr(np, "ascontiguousarray", partial(np.asanyarray, order="C"))
        patch.setattr(np, "broadcast_to", partial(np.broadcast_to, subok=True))
        for name, module in list(sys.modules.items()):
            if name.startswith("kernels.") and hasattr(module, "as_strided"):
                patch.setattr(module, "as_strided", partial(module.as_strided, subok=True))
        patch.setattr(Scratch, "array", _making(Scratch.array))
        yield work


def _making(maker: Callable[..., Array]) -> Callable[..., Array]:
    def make(*args: Any, **kwargs: Any) -> Array:
        return plain(maker(*args, **kwargs)).view(CountingArray)

    return make
