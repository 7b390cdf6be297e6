"""The command line without a window: run a page, check it, look up ops."""

from blocks.command.group import commands, main

__all__ = ["commands", "main"]
