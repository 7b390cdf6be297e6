"""Figures are worked out once a tensor, and go with it."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from blocks.viewing import kept
from blocks.viewing.kept import KeptFigures


def test_figures_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    figures, array, asked = KeptFigures(), np.arange(3), []
    real = kept.figures_of
    monkeypatch.setattr(kept, "figures_of", lambda one: asked.append(1) or real(one))
    assert figures.there(array) is None
    assert figures.of(array) is figures.of(array) is figures.there(array)
    assert asked == [1]


def test_a_tensor_is_not_kept_alive_and_another_in_its_place_is_told_from_it() -> None:
    figures = KeptFigures()
    for value in range(50):  # the allocator gives the same place again and again
        assert figures.of(np.full(2, value)).maximum == value
    gc.collect()
    assert not figures._kept


def test_a_large_tensor_is_not_gone_through_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "AT_ONCE", 4)
    figures, array = KeptFigures(), np.arange(5)
    assert figures.at_once(array) is None
    figures.of(array)
    found = figures.at_once(array)
    assert found is not None
    assert found.maximum == 4
    assert figures.at_once(np.arange(4)) is not None
