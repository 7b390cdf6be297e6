"""Two results beside one another: the dock "Compare"."""

from app.comparing.view import CompareView

__all__ = ["CompareView"]
