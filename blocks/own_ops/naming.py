"""What an own op can be called."""

from __future__ import annotations

import re

from blocks.ops import OPS

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,59}")


def name_refusal(name: str) -> str | None:
    """Why an own op cannot have a name; None if it can."""
    if not _NAME.fullmatch(name):
        return (
            f"{name!r:.70} is no name of an op; letters, digits, _ and . make one, a letter first"
        )
    if name in OPS.built_in:
        return (
            f"there is a built-in op named {name}; another name is needed, as @op(name='My{name}')"
        )
    return None
