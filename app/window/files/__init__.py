"""The files of the pages that the window has open: opening, saving, and what a crash has left."""

from app.window.files.files import Files
from app.window.files.open_pages import UNTITLED, OpenPages, new_document

__all__ = ["UNTITLED", "Files", "OpenPages", "new_document"]
