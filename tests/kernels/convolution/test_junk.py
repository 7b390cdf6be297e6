"""Arguments of any kind whatever: an answer or an `ArgumentError`, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import kernels
from kernels import shapes
from kernels.errors import ArgumentError
from tests.kernels.convolution.calls import OPS, Call, calls


class Rude:
    """A value that answers nothing."""

    def __repr__(self) -> str:
        raise RuntimeError("no")

    __index__ = __int__ = __len__ = __repr__  # type: ignore[assignment]


# fmt: off
JUNK = [
    None, True, 0, -1, 2**70, 10**5000, 1.5, float("nan"), "SAME", "same ", b"VALID", "", "1111",
    (), [], {}, set(), object(), Rude(), (Rude(),) * 4, int, np.float32, iter([1, 1, 1, 1]),
    [[1, 1, 1, 1]], [1, [1], 1, 1], (1, 1.0, 1, 1), (1, True, 1, 1), (1, "1", 1, 1),
    (1, None, 1, 1), (1, 2**70, 1, 1), (1, 2**62, 2**62, 1), (1, -(2**63), 1, 1),
    (1, float("nan"), 1, 1), (1,) * 100, range(10**12), range(2**70), (0,) * 8,
    (0, 0, 2**62, 0) * 2, (1, 3, 3, 1), (2, 2, 2, 2), (1, 2**62, 1, 2**62, 1),
    np.zeros(4), np.ones((1, 4), int), np.array(3), np.array([1, 1, 1, 1], bool),
    np.zeros(0, int), np.array([1, None, 1, 1], object), np.array(["1"] * 4), np.float32(1),
    np.ones((2, 2, 2, 2)), np.ones((2, 2, 2, 2), np.complex64), np.array(1.0), np.array(2**63),
    np.ones((1, 1, 1, 1), "datetime64[s]"), np.zeros((2, 2, 2, 2), [("a", "f4")]),
    np.ma.masked_array(np.ones((2, 2, 2, 2)), mask=True), np.full(4, 2**63, np.uint64),
]
# fmt: on


def outcome(call: Callable[..., Any], every: dict[str, Any]) -> Any:
    """The answer or the ArgumentError; any other error is the test's failure."""
    try:
        return call(**every)
    except ArgumentError as error:
        return error


@settings(max_examples=800, deadline=None)
@given(calls(most=4), st.data())
def test_junk_raises_argument_errors_only(call: Call, data: Any) -> None:
    image, filter = call.tensors()
    back = call.forward(image, filter)
    forward, (by_input, *_), by_filter = (OPS[call.family][0], *OPS[call.family][1:])
    given, name = data.draw(
        st.sampled_from(
            [
                ({"input": image, "filter": filter}, forward),
                ({"input_sizes": image.shape, "filter": filter, "out_backprop": back}, by_input),
                ({"input": image, "filter_sizes": filter.shape, "out_backprop": back}, by_filter),
            ]
        )
    )
    every = {**given, **call.attributes}
    for argument in data.draw(st.lists(st.sampled_from(sorted(every)), min_size=1, max_size=2)):
        every[argument] = data.draw(st.sampled_from(JUNK))
    found = outcome(getattr(kernels, name), every)
    assert isinstance(found, np.ndarray) or found.argument in every
    of_shapes = {
        key: value.shape if isinstance(value, np.ndarray) and key in given else value
        for key, value in every.items()
    }
    found = outcome(getattr(shapes, name), of_shapes)
    assert isinstance(found, tuple) or found.argument in every
