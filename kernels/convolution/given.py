"""A tensor of a convolution as the caller gave it: under its argument's name, shape as known."""

from __future__ import annotations

from dataclasses import dataclass

Size = int | None
Shape = tuple[int | None, ...] | None


@dataclass(frozen=True)
class Given:
    """One of the three tensors. `shape` is None where not even the rank is known.

    `argument` is the name it has in the op's signature, `input_sizes` or `filter_sizes` where the
    shape alone is given as a vector.
    """

    argument: str
    shape: Shape = None

    @property
    def is_sizes(self) -> bool:
        return self.argument.endswith("_sizes")

    @property
    def says(self) -> str:
        """How a message goes on: `input_sizes says`, `input has`."""
        return f"{self.argument} {'says' if self.is_sizes else 'has'}"
