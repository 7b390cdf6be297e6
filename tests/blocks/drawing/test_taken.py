"""The room that is taken is found whatever cells it is in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from blocks.drawing.paper import Box
from blocks.drawing.taken import Taken

SIZES = st.floats(0.5, 900)
BOXES = st.builds(Box, st.floats(-999, 999), st.floats(-999, 999), SIZES, SIZES)


@given(st.lists(BOXES, max_size=8), BOXES)
def test_a_hit_is_found_exactly_if_there_is_one(boxes: list[Box], asked: Box) -> None:
    hit = Taken(boxes).hit(asked)
    touching = [one for one in boxes if one.touches(asked)]
    assert (hit in touching) if touching else (hit is None)


def test_boxes_side_by_side_do_not_touch() -> None:
    assert Taken([Box(0, 0, 160, 160)]).hit(Box(160, 0, 160, 160)) is None
