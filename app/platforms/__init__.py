"""What other platforms would do with the selected block, and the call to copy."""

from app.platforms.view import PlatformsView

__all__ = ["PlatformsView"]
