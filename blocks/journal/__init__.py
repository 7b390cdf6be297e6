"""What keeps unsaved work: a journal of each open page, and bringing it back after a crash."""

from blocks.journal.journal import DELAY, Journal
from blocks.journal.keeper import FileChanged, Keeper
from blocks.journal.left import Left, left_anywhere, left_of

__all__ = ["DELAY", "FileChanged", "Journal", "Keeper", "Left", "left_anywhere", "left_of"]
