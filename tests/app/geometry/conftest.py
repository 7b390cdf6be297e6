"""The geometry of a convolution, in a window."""

from __future__ import annotations

import pytest

from app.geometry.picture import Picture
from tests.app.geometry.opening import convolution, opened
from tests.app.making import MakeWindow


@pytest.fixture
def shown(make_window: MakeWindow) -> Picture:
    """The geometry of 9 x 8 by 3 x 3, strides 2 and 1, dilations 1 and 2, opened by its key."""
    return opened(make_window, convolution((9, 8), (3, 3), (2, 1), (1, 2)))
