"""The whole page, small, in a corner of the canvas."""

from app.canvas.minimap.minimap import Minimap

__all__ = ["Minimap"]
