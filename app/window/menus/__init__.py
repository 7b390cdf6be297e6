"""The menus and the toolbar, one file a menu."""

from app.window.menus.menu_bar import Menus

__all__ = ["Menus"]
