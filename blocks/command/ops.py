"""`blockprop ops`: what ops there are, and all about one of them."""

from __future__ import annotations

import click

from blocks.command import console
from blocks.evaluation.requests import nearest
from blocks.ops import OPS
from blocks.ops.reference import describe, markdown_table


@click.command(short_help="List the ops, or show one of them.")
@click.argument("op", required=False)
@click.option(
    "--format",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="How to write the list of all ops.",
)
def ops(op: str | None = None, format: str = "text") -> int:
    """List all ops, or show the one named OP with its ports, attributes, rules and an example."""
    if op is None:
        console.say(markdown_table(OPS).rstrip() if format == "markdown" else _list())
        return console.DONE
    found = OPS.get(op) or next(
        (one for one in OPS.values() if one.name.lower() == op.lower()), None
    )
    if found is None:
        near = nearest(op, OPS) or "; blockprop ops lists all of them"
        console.error(f"there is no op named {op!r}{near}")
        return console.WRONG
    console.say(describe(found).rstrip())
    return console.DONE


def _list() -> str:
    width = max(map(len, OPS))
    lines: list[str] = []
    category = None
    for op in OPS.values():
        if op.category != category:
            lines += ["", op.category] if lines else [op.category]
            category = op.category
        lines.append(f"  {op.name:{width}}  {op.summary}")
    return "\n".join(lines)
