"""The page as a table that keys and screen readers can go through, in step with the canvas."""

from app.outline.outline import Outline

__all__ = ["Outline"]
