"""Two tensors beside one another: how far apart they are, and where."""

from blocks.comparing.comparison import Comparison, compare
from blocks.comparing.difference import difference

__all__ = ["Comparison", "compare", "difference"]
