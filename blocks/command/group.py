"""The group of commands, and the one place where whatever goes wrong becomes an exit status."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

import click

from blocks.command import console, json_help, options, usage
from blocks.command.check import check
from blocks.command.compare import compare
from blocks.command.diff import diff
from blocks.command.explain import explain
from blocks.command.export import export
from blocks.command.geometry import geometry
from blocks.command.ops import ops
from blocks.command.picture import picture
from blocks.command.platforms import platforms
from blocks.command.run import run
from blocks.command.sweep import sweep

EPILOG = (
    "Exit status: 0 done; 1 a block failed, and what finished was written; 2 the page or the "
    "command line is wrong; 130 interrupted."
)


@click.group(epilog=EPILOG, context_settings={"max_content_width": 100})
@options.version
def commands() -> None:
    """A microscope for tensor ops: run pages of blocks, check them, look up ops."""


for command in (
    run,
    check,
    compare,
    diff,
    explain,
    export,
    geometry,
    ops,
    picture,
    platforms,
    sweep,
):
    command.epilog = json_help.told(str(command.name))
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None, group: click.Group = commands) -> int:
    """Run a command line, that of the process unless told, and return the exit status."""
    console.make_tolerant()
    try:
        status = group.main(arguments, prog_name="blockprop", standalone_mode=False)
        return status if isinstance(status, int) else console.DONE
    except click.ClickException as why:
        usage.tell(why, arguments)
        return console.WRONG
    except (KeyboardInterrupt, click.Abort):
        console.note("interrupted")
        return console.INTERRUPTED
    except OSError as why:
        console.error(f"{why.filename or 'the output'} cannot be written: {why.strerror or why}")
        if why.filename is None:
            console.close_output()
        return console.FAILED
    except Exception as fault:
        console.error(console.fault_text(fault))
        return console.FAILED
    finally:
        if arguments is None:
            # The process ends here. Python would look through all objects for cycles once more,
            # which takes a tenth of the time of a small run.
            gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
