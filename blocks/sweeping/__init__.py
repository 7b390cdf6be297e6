"""Sweeps: a page run again and again with other attributes, tensors or variables, as a grid."""

from blocks.sweeping.axes import Axis, read_axes, read_axis
from blocks.sweeping.cells import Cell, Sweep
from blocks.sweeping.running import Sweeper, sweep
from blocks.sweeping.targets import Target

__all__ = ["Axis", "Cell", "Sweep", "Sweeper", "Target", "read_axes", "read_axis", "sweep"]
