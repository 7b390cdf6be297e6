"""What is said of a name that no variable has."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from blocks.errors import ExpressionError

_MOST = 8
"""Names that a message lists."""


def unknown(name: str, names: Iterable[str]) -> ExpressionError:
    """The error for a name, with the one that was probably meant and those that there are."""
    known = sorted(names)
    folded = {one.lower(): one for one in known}
    near = [folded[one] for one in get_close_matches(name.lower(), folded, n=3, cutoff=0.7)]
    if not known:
        hint = "the page has none"
    elif len(known) <= _MOST:
        hint = f"there {'is' if len(known) == 1 else 'are'} {', '.join(known)}"
    elif near:
        hint = f"near it {'is' if len(near) == 1 else 'are'} {', '.join(near)}"
    else:
        hint = f"there are {', '.join(known[:_MOST])} and {len(known) - _MOST:,} more"
    return ExpressionError(f"no variable {name:.60}; {hint}")
