"""What a view of a tensor is told."""

from __future__ import annotations

from dataclasses import dataclass

from blocks.viewing.figures import Figures
from blocks.viewing.numbers import Array


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """A tensor, the names of its axes, its figures, which may come later if they take long, and
    whether it is a gradient, so that zero is the middle of its colours."""

    array: Array | None
    names: tuple[str, ...] = ()
    figures: Figures | None = None
    is_gradient: bool = False


NOTHING = Content(None)
"""There is no tensor to be seen."""
