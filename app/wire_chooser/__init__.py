"""Wiring without a mouse: choose a port, then what it is wired to."""

from app.wire_chooser.popup import WireChooser

__all__ = ["WireChooser"]
