"""What a page gives now, as what it shall give from now on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from blocks.checking import Check
from blocks.editing.draft import Draft
from blocks.errors import EditRefused
from blocks.page import End

Array = np.ndarray[Any, Any]


def add_expectations(check: Check, results: Mapping[End, Array]) -> tuple[str, ...]:
    """For each of these results add an Expect block that holds it, wired to its output, as one
    edit. Returns the ids of the blocks. EditRefused if there is no result."""
    if not results:
        raise EditRefused("there is no result to expect; run the block first")
    draft = Draft(check, [end.block for end in results])
    with check.page.edit("Expect this result"):
        for end, array in results.items():
            draft.add("Expect", "expect", {"input": end}, {"value": array})
        draft.place()
    return tuple(draft.added)
