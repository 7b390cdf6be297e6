"""`blockprop ops`: what ops there are, and all about one of them."""

from __future__ import annotations

import click

from blocks.command import console
from blocks.command.own_ops import has_faults, own_ops
from blocks.evaluation.requests import nearest
from blocks.examples import as_text, example_path, worked
from blocks.ops import OPS
from blocks.ops.reference import describe, markdown_table
from blocks.palette import find


@click.command(short_help="List the ops, or show one of them.")
@click.argument("op", required=False)
@click.option(
    "--format",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="How to write the list of all ops.",
)
@own_ops
def ops(op: str | None = None, format: str = "text") -> int:
    """List all ops, or show the one named OP with its ports, attributes, rules and an example."""
    if op is None:
        console.say(markdown_table(OPS).rstrip() if format == "markdown" else _list())
        return console.WRONG if has_faults() else console.DONE
    found = OPS.get(op) or next(
        (one for one in OPS.values() if one.name.lower() == op.lower()), None
    )
    if found is None:
        console.error(f"there is no op named {op!r}{_near(op)}")
        return console.WRONG
    console.say(describe(found).rstrip())
    if (example := worked(found)) is not None:
        console.say(f"\nExample: {example_path(found)}\n{as_text(example)}")
    return console.WRONG if has_faults() else console.DONE


def _near(word: str) -> str:
    """Ops that the palette finds by the word, else names like it."""
    found = [op.name for op in find(word)][:3]
    if found:
        return f"; did you mean {' or '.join(found)}?"
    return nearest(word, OPS) or "; blockprop ops lists all of them"


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
