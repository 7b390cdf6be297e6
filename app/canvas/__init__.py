"""The page, drawn. NodeGraphQt does part of the drawing and is imported nowhere else."""

from app.canvas.canvas import OP_MIME, Canvas

__all__ = ["OP_MIME", "Canvas"]
