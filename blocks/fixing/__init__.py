"""What would be legal where something is wrong: fixes that a problem offers, each one undo step."""

from blocks.fixing.fix import Fix
from blocks.fixing.offering import fixes_of

__all__ = ["Fix", "fixes_of"]
