"""The option by which a command is given own ops. There is no other way: no page, no environment
variable and no setting of the editor makes a command run code of a file."""

from __future__ import annotations

from pathlib import Path

import click

from blocks.command import console

_FAULTS = "blockprop.own_ops.faults"


def _load(context: click.Context, _: click.Parameter, folder: str | None) -> None:
    if folder is None or context.resilient_parsing:
        return
    from blocks.own_ops.folder import FolderRefused, OwnOps

    own = OwnOps()
    context.call_on_close(own.unload)
    try:
        own.load(Path(folder))
    except FolderRefused as why:
        raise click.BadParameter(str(why)) from None
    context.meta[_FAULTS] = len(own.faults)
    for fault in own.faults:
        console.error(f"{fault.file.parent.name}/{fault}")


own_ops = click.option(
    "--own-ops",
    metavar="FOLDER",
    expose_value=False,
    callback=_load,
    help="Load your own ops, which runs the Python files of the folder. A file that is wrong is "
    "told, and the others load.",
)


def has_faults() -> bool:
    """Whether a file of own ops that this command was given is wrong."""
    return bool(click.get_current_context().meta.get(_FAULTS, 0))
