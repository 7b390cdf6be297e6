"""Pictures of pages: written to files, put on the clipboard, and of how two pages differ."""

from app.pictures.comparison import compare_with_file, show_comparison
from app.pictures.pictures import Pictures

__all__ = ["Pictures", "compare_with_file", "show_comparison"]
