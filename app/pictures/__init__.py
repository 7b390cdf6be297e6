"""Pictures of pages: written to files, put on the clipboard, and of how two pages differ."""

from app.pictures.comparison import show_comparison
from app.pictures.pictures import Pictures

__all__ = ["Pictures", "show_comparison"]
