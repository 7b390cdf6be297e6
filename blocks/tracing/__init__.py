"""Where a number comes from, and where it goes: on tensors that are there, and through a page."""

from blocks.tracing.explanation import Explanation, explain
from blocks.tracing.reaching import reached

__all__ = ["Explanation", "explain", "reached"]
