"""What a page file says beyond what this version knows, kept so that saving gives it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from blocks.page.block import Wire, nothing


@dataclass(frozen=True, slots=True)
class Extra:
    """Unknown keys of the page, of its wires and of its layout entries (by the block's id).

    A layout entry of a block that is not on the page is here as a whole. What is said of a wire or
    a block that has gone stays here, unwritten, for the undo that brings it back. Unknown keys of
    a block are in the block itself.
    """

    page: Mapping[str, object] = field(default_factory=nothing)
    wires: Mapping[Wire, Mapping[str, object]] = field(default_factory=nothing)
    layout: Mapping[str, Mapping[str, object]] = field(default_factory=nothing)

    def joined(self, other: Extra) -> Extra:
        """This, with what another page's blocks and wires bring along when they are pasted."""
        return replace(
            self, wires={**self.wires, **other.wires}, layout={**self.layout, **other.layout}
        )
