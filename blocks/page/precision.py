"""The one setting of a page as a whole, declared as the attributes of ops are."""

from __future__ import annotations

from blocks.declaration.attribute import choice
from kernels.precision import PRECISIONS

PRECISION = choice(
    "precision",
    *PRECISIONS,
    default="default",
    help="How exact sums of floating-point products are: default takes fast ways, float32 within "
    "2e-5 of a result's largest value; highest takes plain sums, within 2e-6.",
)
