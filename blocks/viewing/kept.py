"""Figures of tensors, worked out once and kept as long as the tensor itself."""

from __future__ import annotations

import weakref

from blocks.viewing.figures import Figures, figures_of
from blocks.viewing.numbers import Array

AT_ONCE = 1 << 20
"""Elements whose figures take no time that is felt; those of more are for another thread."""


class KeptFigures:
    """The figures of tensors that nobody changes, such as results. A tensor is not kept alive by
    them. May be asked on any thread."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[weakref.ref[Array], Figures]] = {}

    def there(self, array: Array) -> Figures | None:
        """The figures, if somebody has worked them out already."""
        found = self._kept.get(id(array))
        return found[1] if found is not None and found[0]() is array else None

    def of(self, array: Array) -> Figures:
        """The figures, which take a while for a large tensor that is not known yet."""
        found = self.there(array)
        if found is None:
            found, key = figures_of(array), id(array)
            self._kept[key] = weakref.ref(array, lambda _: self._kept.pop(key, None)), found
        return found

    def at_once(self, array: Array) -> Figures | None:
        """The figures, if they are known or take no time that is felt."""
        return self.of(array) if array.size <= AT_ONCE else self.there(array)


FIGURES = KeptFigures()
"""What all views of one process share."""
