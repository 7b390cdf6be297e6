"""Finding on a page: blocks by all that is said of them, notes, frames, groups, variables."""

from blocks.searching.entries import Entry, Searched, Target
from blocks.searching.page_search import Hit, PageSearch

__all__ = ["Entry", "Hit", "PageSearch", "Searched", "Target"]
