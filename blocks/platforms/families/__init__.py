"""What is known of each family of ops on each platform: a file a family."""

from __future__ import annotations

from blocks.platforms.families.arrays import ARRAYS
from blocks.platforms.families.checks import CHECKS
from blocks.platforms.families.convolutions import CONVOLUTIONS
from blocks.platforms.families.elementwise import ELEMENTWISE
from blocks.platforms.families.products import PRODUCTS
from blocks.platforms.families.reductions import REDUCTIONS
from blocks.platforms.families.session import SESSION
from blocks.platforms.families.sources import SOURCES
from blocks.platforms.family import AnyFamily

FAMILIES: tuple[AnyFamily, ...] = (
    CONVOLUTIONS,
    ELEMENTWISE,
    PRODUCTS,
    REDUCTIONS,
    ARRAYS,
    SOURCES,
    CHECKS,
    SESSION,
)

FAMILY_OF = {op: family for family in FAMILIES for op in family.ops}
"""By the name of the op."""
