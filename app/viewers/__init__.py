"""Results beside the page: a passing viewer of any output, and viewers that stay, with numbers."""

from app.viewers.viewers import Viewers

__all__ = ["Viewers"]
