"""The page, drawn. NodeGraphQt does part of the drawing and is imported nowhere else."""

from app.canvas.canvas import Canvas

__all__ = ["Canvas"]
