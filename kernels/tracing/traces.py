"""How an op says where its numbers come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kernels.tracing.region import Index, Region, nowhere
from kernels.tracing.terms import Terms

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Call:
    """One use of an op, as far as it matters to where numbers come from.

    `inputs` has the shape of each input and `output` that of the result; `values` has the numbers
    of the inputs that the op's `Traces.told` names.
    """

    inputs: Mapping[str, Shape]
    output: Shape
    attributes: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Traces:
    """Where an op's numbers come from, and go to.

    `terms` says what makes a cell of the output. `reach` says in which output cells a cell of an
    input has a part, whatever number it holds; it is asked for the ports in `read` alone. The
    other inputs are never in a term: of them the shape counts, or their numbers say which cells
    are read, as `perm` of Transpose does. `told` names those.
    """

    terms: Callable[[Call, Index], Terms]
    reach: Callable[[Call, str, Index], Region] = lambda call, port, index: nowhere(
        len(call.output)
    )
    read: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
