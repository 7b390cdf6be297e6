"""`blockprop ops`: what ops there are, and all about one of them."""

from __future__ import annotations

import json

import click

from blocks.command import console
from blocks.command.own_ops import has_faults, own_ops
from blocks.declaration.op import Op
from blocks.evaluation.requests import nearest
from blocks.examples import as_text, example_path, worked
from blocks.ops import OPS
from blocks.ops.reference import as_data, describe, markdown_table
from blocks.palette import find


@click.command(short_help="List the ops, or show one of them.")
@click.argument("op", required=False)
@click.option(
    "--format",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to write it: markdown is for the list of all ops; json is one object with all about "
    "each op.",
)
@own_ops
def ops(op: str | None = None, format: str = "text") -> int:
    """List all ops, or show the one named OP with its ports, attributes, rules and an example."""
    found = None if op is None else _named(op)
    if op is not None and found is None:
        message = f"there is no op named {op!r}{_near(op)}"
        if format == "json":
            errors = [{"block": None, "port": None, "message": message}]
            console.say(json.dumps({"ok": False, "ops": {}, "errors": errors}))
        console.error(message)
        return console.WRONG
    shown = OPS if found is None else {found.name: found}
    if format == "json":
        told = {name: as_data(one) for name, one in shown.items()}
        console.say(json.dumps({"ok": not has_faults(), "ops": told, "errors": []}))
    elif found is None:
        console.say(markdown_table(OPS).rstrip() if format == "markdown" else _list())
    else:
        console.say(describe(found).rstrip())
        if (example := worked(found)) is not None:
            console.say(f"\nExample: {example_path(found)}\n{as_text(example)}")
    return console.WRONG if has_faults() else console.DONE


def _named(name: str) -> Op | None:
    """The op of a name, in capital letters or not."""
    return OPS.get(name) or next(
        (one for one in OPS.values() if one.name.lower() == name.lower()), None
    )


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
