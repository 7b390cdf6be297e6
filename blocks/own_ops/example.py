"""The file that "Write an Example" puts into the folder, to begin from."""

from __future__ import annotations

EXAMPLE_NAME = "example.py"

EXAMPLE = '''"""Own ops: every function under @op is one. Save this file, and the palette has it."""

from typing import Annotated, Literal

import numpy as np

from blocks.own_ops import Between, Floats, op

API_VERSION = 1


@op(elementwise=True, synonyms=("squash", "saturate"))
def soft_clip(
    x: Annotated[Floats, "What to clip."],
    *,
    limit: Annotated[float, "No number gets beyond it.", Between(0.001, 1000)] = 1.0,
    curve: Annotated[Literal["tanh", "atan"], "How it bends."] = "tanh",
):
    """Squeezes large numbers softly into a range.

    The first line above is shown in the palette, and all of this text as the op's help. Arrays come
    before the *, and are input ports; what comes after it are attributes. elementwise=True says
    that each number is made of the one at its place in x: so the shape is known before a run, and
    Trace tells where a number comes from. Other ops may say their shape alone:

        @op(shape="x")                          the shape of x
        @op(shape=lambda x: (x.shape[0], 1))    what a function makes of it
    """
    if curve == "tanh":
        bent = np.tanh(x / limit)
    else:
        bent = np.arctan(x / limit) * (2 / np.pi)
    return (limit * bent).astype(x.dtype)
'''
