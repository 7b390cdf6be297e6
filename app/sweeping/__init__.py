"""Sweeps in the window: what varies, a grid of heatmaps and numbers, the values of a cell taken."""

from app.sweeping.sweeping import Sweeping

__all__ = ["Sweeping"]
