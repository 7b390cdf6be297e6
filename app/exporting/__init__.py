"""A page as Python, from the window."""

from app.exporting.exporting import Exporting

__all__ = ["Exporting"]
