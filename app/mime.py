"""What is dragged from one part of the window to another."""

from __future__ import annotations

OP_MIME = "application/x-blockprop-op"
"""An op, dragged out of the palette: its name as UTF-8."""
