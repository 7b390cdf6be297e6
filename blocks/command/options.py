"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

page = click.argument("page", metavar="PAGE")

settings = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="BLOCK.ATTRIBUTE=VALUE",
    help="Set an attribute for this run, as in dx.padding=VALID or dx.strides=[1,2,2,1].",
)

feeds = click.option(
    "--feed",
    "feeds",
    multiple=True,
    metavar="BLOCK[.OUTPUT]=FILE.npy",
    help="Put the tensor of a NumPy file in the place of an output, as in filter=w.npy.",
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
