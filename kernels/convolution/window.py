"""The arithmetic of one spatial axis: how far a filter reaches and how many outputs it gives.

Throughout, n is the input's size, k the filter's, s the stride, d the dilation, o the number of
outputs and K = (k - 1) d + 1 the reach of the dilated filter. Source: TensorFlow's
"convolution and padding" notes; the intervals were checked against counting (see the tests).
"""

from __future__ import annotations

from dataclasses import dataclass

# What a size along each axis counts, for messages: "that gives 4 rows".
COUNTED = {"height": "row", "width": "column", "depth": "plane"}


@dataclass(frozen=True)
class Window:
    """What the attributes say about one axis. `pads` counts for EXPLICIT alone."""

    name: str
    stride: int
    dilation: int
    padding: str
    pads: tuple[int, int] = (0, 0)

    def reach(self, filter: int) -> int:
        """K: how many inputs lie between the first and the last tap, both counted."""
        return (filter - 1) * self.dilation + 1

    def outputs(self, input: int, filter: int) -> int:
        """How many outputs: 0 where the filter is larger than the padded input."""
        if self.padding == "SAME":
            return -(-input // self.stride)
        return max(0, (input + sum(self.pads) - self.reach(filter)) // self.stride + 1)

    def resolved(self, input: int, filter: int) -> tuple[int, int]:
        """The zeros before and after the input; SAME puts the larger half after it."""
        if self.padding != "SAME":
            return self.pads
        outputs = self.outputs(input, filter)
        total = max(0, (outputs - 1) * self.stride + self.reach(filter) - input)
        return total // 2, total - total // 2

    def legal_inputs(self, output: int, filter: int) -> range:
        """Every input size that gives `output` outputs; empty if none does."""
        largest = output * self.stride
        smallest = largest - self.stride + 1
        if self.padding != "SAME":
            surplus = self.reach(filter) - 1 - sum(self.pads)
            largest += surplus
            # No outputs come of every input that the filter does not fit into, however small.
            smallest += surplus if output else 0
        return range(max(0, smallest), max(0, largest + 1))

    def setting(self, filter: int | None) -> str:
        """The numbers of this axis as a message gives them: "filter 3, stride 2 and SAME"."""
        parts = [] if filter is None else [f"filter {filter}"]
        parts.append(f"stride {self.stride}")
        if self.dilation != 1:
            parts.append(f"dilation {self.dilation}")
        last = self.padding
        if self.padding == "EXPLICIT":
            last = f"EXPLICIT pads {self.pads[0]} and {self.pads[1]}"
        return f"{', '.join(parts)} and {last}"


def counted(axis: str, number: int) -> str:
    """`1 row`, `4 columns`, `0 planes`."""
    return f"{number} {COUNTED[axis]}{'' if number == 1 else 's'}"


def would_fit(axis: str, legal: range) -> str:
    """The sentence that names the legal sizes of an axis."""
    if not legal:
        return f"No {axis} would fit."
    first, last = legal[0], legal[-1]
    if first == last:
        return f"{axis.capitalize()} {first} would fit."
    if last == first + 1:
        return f"{axis.capitalize()} {first} or {last} would fit."
    return f"Any {axis} from {first} to {last} would fit."
