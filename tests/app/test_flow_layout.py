"""Fields stand beside one another as far as a view is wide, and none is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.flow_layout import FlowLayout

SIZES = ((80, 20), (60, 30), (90, 20), (40, 10))


@pytest.mark.parametrize(
    ("width", "lines"), [(400, [4]), (250, [3, 1]), (160, [2, 2]), (95, [1, 1, 1, 1])]
)
@pytest.mark.parametrize("margin", [0, 7])
def test_what_has_no_room_goes_into_the_next_line(
    qtbot: QtBot, width: int, lines: list[int], margin: int
) -> None:
    whole, part, flow = QWidget(), QWidget(), FlowLayout()
    flow.setContentsMargins(margin, margin, margin, margin)
    flow.setSpacing(5)
    part.setLayout(flow)
    below = QVBoxLayout(whole)
    below.setContentsMargins(0, 0, 0, 0)
    below.addWidget(part)
    below.addWidget(QWidget(), 1)
    fields = [QWidget() for _ in SIZES]
    for field, size in zip(fields, SIZES, strict=True):
        field.setFixedSize(*size)
        flow.addWidget(field)
    hidden = QWidget()
    hidden.setFixedSize(300, 300)
    flow.addWidget(hidden)
    hidden.hide()
    qtbot.addWidget(whole)
    whole.resize(width + 2 * margin, 300)
    with qtbot.waitExposed(whole):
        whole.show()
    places = [field.geometry() for field in fields]
    middles = [place.y() + place.height() // 2 for place in places]
    found = [middles.count(one) for one in sorted(set(middles))]
    assert found == lines
    assert all(part.rect().contains(place) for place in places)
    assert not any(
        QRect(one).intersects(other) for at, one in enumerate(places) for other in places[:at]
    )
