"""What a page says in words, to be read beside it: the dock "Notes"."""

from app.notes.view import NotesView

__all__ = ["NotesView"]
