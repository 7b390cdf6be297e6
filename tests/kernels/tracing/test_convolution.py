"""The triples of one axis, against counting all there are."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kernels.convolution.axis import Axis
from kernels.tracing.convolution import FILTER, INPUT, OUTPUT, Triples, spatial

AXES = st.builds(
    Axis,
    source=st.integers(0, 12),
    taps=st.integers(1, 5),
    targets=st.integers(0, 8),
    stride=st.integers(1, 6),
    dilation=st.integers(1, 6),
    before=st.integers(-3, 9),
)


def as_set(found: Triples) -> set[tuple[int, ...]]:
    """The triples one by one; what is one cell long belongs to all."""
    columns = [list(one) * (found.many if len(one) == 1 else 1) for one in found]
    return set(zip(*columns, strict=True))


@given(AXES)
@settings(max_examples=300, deadline=None)
def test_the_triples_of_a_cell_are_all_there_are(axis: Axis) -> None:
    every = {
        (at * axis.stride + tap * axis.dilation - axis.before, tap, at)
        for tap, at in product(range(axis.taps), range(axis.targets))
    }
    every = {one for one in every if 0 <= one[0] < axis.source}
    sizes = {INPUT: axis.source, FILTER: axis.taps, OUTPUT: axis.targets}
    for place, (tensor, size) in enumerate(sizes.items()):
        for at in range(size):
            expected = {one for one in every if one[place] == at}
            assert as_set(spatial(axis, tensor, at)) == expected, (tensor, at)
