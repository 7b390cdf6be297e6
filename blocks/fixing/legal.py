"""Which numbers of one axis would fit: strides, dilations, pads and filter sizes.

Throughout, `n` is the input's size, `k` the filter's and `o` the output's, as in
kernels.convolution.window, where the legal input sizes are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kernels.convolution.window import Window


def nearest(legal: Sequence[int], to: int) -> int | None:
    """The legal number that is nearest to another; None if there is none. `legal` ascends."""
    if not legal:
        return None
    if isinstance(legal, range):  # it may be as long as a stride is large
        return max(legal[0], min(legal[-1], to))
    return min(legal, key=lambda one: abs(one - to))


def legal_strides(window: Window, n: int, k: int, o: int) -> range:
    """Every stride with which `n` gives `o`."""
    if o < 1:
        return range(0)
    same = window.padding == "SAME"
    room = n - 1 if same else n + sum(window.pads) - window.reach(k)
    if room < 0:
        return range(0)
    least = room // o + 1
    # One output comes of every stride that is large enough.
    most = room // (o - 1) if o > 1 else max(least, window.stride)
    return range(least, most + 1)


def legal_dilations(window: Window, n: int, k: int, o: int) -> range:
    """Every dilation with which `n` gives `o`; none if the dilation makes no difference."""
    if window.padding == "SAME" or k < 2 or o < 1:
        return range(0)
    room = n + sum(window.pads) - 1
    least = (room - o * window.stride) // (k - 1) + 1
    most = (room - (o - 1) * window.stride) // (k - 1)
    return range(max(1, least), most + 1)


def legal_filters(window: Window, n: int, o: int) -> range:
    """Every filter size with which `n` gives `o`; from 1 to the input's size if all do."""
    if window.padding == "SAME":
        return range(1, n + 1) if window.outputs(n, 1) == o else range(0)
    if o < 1:
        return range(0)
    room = n + sum(window.pads) - 1
    least = -(-(room - o * window.stride + 1) // window.dilation) + 1
    most = (room - (o - 1) * window.stride) // window.dilation + 1
    return range(max(1, least), most + 1)


def legal_pads(window: Window, n: int, k: int, o: int) -> tuple[int, int] | None:
    """The pads nearest to those that the window resolves to now with which `n` gives `o`, the
    larger half after, as SAME has it; None if there are none."""
    if o < 1:
        return None
    least = max(0, (o - 1) * window.stride + window.reach(k) - n)
    most = o * window.stride + window.reach(k) - n - 1
    now = window.resolved(n, k)
    total = nearest(range(least, most + 1), sum(now))
    if total is None:
        return None
    return now if sum(now) == total else (total // 2, total - total // 2)


def with_padding(window: Window, padding: str, pads: tuple[int, int] = (0, 0)) -> Window:
    """The window with another padding."""
    return replace(window, padding=padding, pads=pads)


def all_of(numbers: Iterable[int | None]) -> tuple[int, ...] | None:
    """The numbers, if there is one for each axis."""
    found = tuple(numbers)
    return None if None in found else tuple(one for one in found if one is not None)
