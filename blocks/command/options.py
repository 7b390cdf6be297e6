"""The options that several commands share."""

from __future__ import annotations

import click

from kernels.precision import PRECISIONS


def _tell_version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from importlib import metadata  # It takes as long to import as NumPy's own modules.

    try:
        found = metadata.version("blockprop")
    except metadata.PackageNotFoundError:
        found = "(not installed)"
    click.echo(f"blockprop {found}")
    context.exit()


version = click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and exit.",
)

page = click.argument("page", metavar="PAGE")

settings = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set an attribute for this run, as in dx.padding=VALID or dx.strides=[1,2,2,1], or a "
    "variable of the page, as in H=16. A value may be a formula: dx.strides='[1,\"=H//2\",2,1]'.",
)

feeds = click.option(
    "--feed",
    "feeds",
    multiple=True,
    metavar="BLOCK[.OUTPUT]=FILE.npy",
    help="Put the tensor of a NumPy file in the place of an output, as in filter=w.npy.",
)

use_pins = click.option(
    "--use-pins",
    is_flag=True,
    help="Let the results that the page pins stand in for what its blocks compute. Without it such "
    "a page is refused.",
)

precision = click.option(
    "--precision",
    type=click.Choice(PRECISIONS),
    help="How exact sums of floating-point products are: default takes fast ways, highest plain "
    "sums. What the page says unless told.",
)

threads = click.option(
    "--threads",
    type=click.IntRange(min=1),
    metavar="N",
    help="Use at most N threads, and no more than there are processors; all of them unless told. "
    "Results do not depend on it.",
)

memory_limit = click.option(
    "--memory-limit",
    metavar="SIZE",
    help="How much memory tensors may take, as in 2GiB; half of the machine's unless told.",
)

format = click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to write to standard output; json is one object, also when something is wrong.",
)
