"""Winograd's way: tiles of neighbouring outputs, or taps, from fewer products."""
