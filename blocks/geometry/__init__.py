"""How the windows of a convolution lie over its input, and how many taps reach each cell of it."""

from blocks.geometry.axis import SpatialAxis
from blocks.geometry.coverage_words import coverage_words
from blocks.geometry.geometry import Geometry, geometry_of
from blocks.geometry.members import MEMBERS
from blocks.geometry.plane import Held, Plane

__all__ = [
    "MEMBERS",
    "Geometry",
    "Held",
    "Plane",
    "SpatialAxis",
    "coverage_words",
    "geometry_of",
]
