"""The searchable list of ops, as a dock and as a pop-up on the canvas."""

from app.palette.dock import PaletteDock
from app.palette.popup import PalettePopup

__all__ = ["PaletteDock", "PalettePopup"]
