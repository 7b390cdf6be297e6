"""Finding in the page: a bar over the canvas with what was found, and how to get there."""

from app.find.find_bar import FindBar

__all__ = ["FindBar"]
