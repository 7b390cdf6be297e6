"""What a block that checks others has found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

import numpy as np


class Verdict(NamedTuple):
    """Whether what a block checks is as it should be, and how far it is from that, in words."""

    met: bool
    words: str


class Judge(Protocol):
    """Reads the verdict from the outputs of a block, by name."""

    def __call__(self, outputs: Mapping[str, np.ndarray[Any, Any]], /) -> Verdict: ...
