"""Presets in the editor: saved from the selection, offered in the palette, kept as files."""

from app.presets.shelf import Shelf

__all__ = ["Shelf"]
