"""What differs between two pages: as data, in words and as a picture."""

from blocks.difference.difference import ABSENT, Change, Difference, apply, compare
from blocks.difference.words import Entry, entries

__all__ = ["ABSENT", "Change", "Difference", "Entry", "apply", "compare", "entries"]
