"""How the windows of the selected convolution lie over its input: forward, gradient, coverage."""

from app.geometry.view import GeometryView

__all__ = ["GeometryView"]
