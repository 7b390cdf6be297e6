"""The command `blockprop`: opens the editor, or does without a window what needs none."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from blocks.command import commands, console, options
from blocks.command import main as run_commands
from blocks.evaluation.requests import nearest


class PageOrCommand(click.Group):
    """Commands, and the file of a page in the place of a command's name."""

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """What is no command's name is a page; `./run` is one that is named like a command."""
        first = arguments[0]
        if first in self.commands or first.startswith("-"):
            return super().resolve_command(context, arguments)
        if not Path(first).is_file():
            raise click.UsageError(_neither(first), context)
        return "blockprop", self.commands[OPEN], arguments

    def list_commands(self, context: click.Context) -> list[str]:
        """Those that are called by name."""
        return [name for name in super().list_commands(context) if name != OPEN]


OPEN = "(open)"
"""The name of the command that has none, which nobody types."""


@click.group(
    cls=PageOrCommand,
    commands=dict(commands.commands),
    invoke_without_command=True,
    epilog=commands.epilog,
    context_settings=commands.context_settings,
    subcommand_metavar="[PAGE | COMMAND [ARGS]...]",
)
@options.version
@click.option("--run", "evaluated", is_flag=True, help="Run the page as soon as it is open.")
@click.pass_context
def blockprop(context: click.Context, evaluated: bool) -> Any:
    """A microscope for tensor ops. `blockprop PAGE` opens a page in the editor, `blockprop` alone
    the start page with its lessons; the commands need no window.

    A page that is named like a command is opened as ./run.
    """
    if context.invoked_subcommand is None:
        status = _open(None, evaluated)
        if status == console.WRONG:
            console.note(f"{context.get_usage()}\n       blockprop --help says more")
        return status
    return None


@blockprop.command(OPEN, hidden=True)
@click.argument("page")
@click.option("--run", "evaluated", is_flag=True, help="Run the page as soon as it is open.")
@click.pass_context
def open_page(context: click.Context, page: str, evaluated: bool) -> int:
    """Open PAGE in the editor."""
    before = context.parent.params["evaluated"] if context.parent else False
    return _open(Path(page), evaluated or before)


def _neither(word: str) -> str:
    """What to say of a word that is no page and no command."""
    near = nearest(word, commands.commands)
    if near or "." in word or "/" in word:
        return f"there is no file {word!r}, and no command of that name{near}"
    return f"there is no file and no command {word!r}; there are {', '.join(commands.commands)}"


def _open(page: Path | None, evaluated: bool) -> int:
    # Imported late, for no command in the terminal needs it.
    from app.screen import why_no_window

    reason = why_no_window()
    if reason is None:
        try:
            from app.editor import open_editor
        except ImportError as why:
            reason = f"Qt cannot be loaded: {why}"
        else:
            return open_editor(page, evaluate=evaluated)
    console.note(f"No window: {reason}.")
    if page is None:
        console.error("name a page to run it in the terminal: blockprop PAGE")
        return console.WRONG
    console.note(f"Running {page} in the terminal instead.")
    return run_commands(["run", "--", str(page)])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line, that of the process unless told, and return the exit status."""
    return run_commands(arguments, blockprop)


if __name__ == "__main__":
    sys.exit(main())
