"""A command line that is wrong: what is wrong with it, how it goes, and where to read more."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from blocks.command import console


def tell(why: click.ClickException, arguments: Sequence[str] | None) -> None:
    """Tell it in the words of all other errors; also as an object, where JSON was asked for."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    message = " ".join(why.format_message().split()).rstrip(".")
    message = message[:1].lower() + message[1:]
    if _wants_json(given):
        error = {"block": None, "port": None, "message": message}
        console.say(json.dumps({"page": None, "ok": False, "errors": [error]}))
    console.error(message)
    context = why.ctx if isinstance(why, click.UsageError) else None
    while context is not None and context.command.hidden and context.parent is not None:
        context = context.parent  # The command that opens a page has no name of its own.
    if context is not None:
        console.note(context.command.get_usage(context))
        console.note(f"       {context.command_path} --help says more")


def _wants_json(given: Sequence[str]) -> bool:
    after = [*given[1:], ""]
    return "--format=json" in given or ("--format", "json") in zip(given, after, strict=True)
