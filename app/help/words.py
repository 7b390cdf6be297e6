"""What the help says of an op, as rich text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from app.theme import theme
from blocks.declaration.attribute import Attribute
from blocks.declaration.op import Op
from blocks.examples import Grid, Shown, Worked
from blocks.ops.reference import attribute_rule, dtypes_text, port_rule, rules


def op_words(op: Op, example: Worked | None) -> str:
    """All about an op: plain words first, then the formula, ports, attributes, an example."""
    inputs = [port.name for port in op.inputs]
    parts = [
        f"<h2>{escape(op.name)}</h2><p>{escape(op.summary)}</p>",
        f"<p><code>{escape(op.formula)}</code></p>" if op.formula else "",
        f"<p>{escape(op.sizes)}</p>" if op.sizes else "",
        _table("Takes", ((one.name, one.help, port_rule(one)) for one in op.inputs)),
        _table("Gives", ((one.name, one.help, port_rule(one, inputs)) for one in op.outputs)),
        _table("Dtypes", ((name, dtypes_text(types), "") for name, types in op.types.items())),
        _table("Attributes", ((one.name, one.help, attribute_rule(one)) for one in op.attributes)),
        _example(example) if example is not None else "",
        f"<h3>In detail</h3>{_paragraphs(rules(op))}",
    ]
    return f"<style>{_style()}</style>" + "".join(parts)


def attribute_words(one: Attribute) -> str:
    """What a small help on one attribute says."""
    return (
        f"<p><b>{escape(one.name)}</b></p><p>{escape(one.help)}</p>"
        f"<p style='color:{theme().dim}'>{escape(attribute_rule(one))}</p>"
    )


def _style() -> str:
    look = theme()
    return (
        f"h2 {{ margin: 0; }} h3 {{ margin: 14px 0 2px 0; }} .dim {{ color: {look.dim}; }} "
        f"td.cell {{ padding: 1px 7px; background: {look.field}; }}"
    )


def _table(title: str, rows: Iterable[tuple[str, str, str]]) -> str:
    lines = "".join(
        f"<tr><td style='padding: 2px 10px 2px 0'><a name='{escape(name)}'></a>"
        f"<b>{escape(name)}</b></td><td style='padding: 2px 0'>{escape(words)}"
        + (f" <span class='dim'>{escape(rule)}</span>" if rule else "")
        + "</td></tr>"
        for name, words, rule in rows
    )
    return f"<h3>{title}</h3><table>{lines}</table>" if lines else ""


def _example(example: Worked) -> str:
    note = f"<p>{escape(example.note)}</p>" if example.note else ""
    attrs = ", ".join(f"{name} {value}" for name, value in example.attrs)
    parts = [f"<h3>Example</h3><p>{escape(example.title)}</p>{note}"]
    parts += [_tensor(one) for one in example.inputs]
    if attrs:
        parts.append(f"<p class='dim'>{escape(attrs)}</p>")
    if example.outputs:
        parts.append("<p><b>gives</b></p>")
    parts += [_tensor(one) for one in example.outputs]
    return "".join(parts)


def _tensor(one: Shown) -> str:
    head = f"<p>{escape(one.port)} <span class='dim'>{escape(one.what)}</span></p>"
    return head + "".join(map(_grid, one.grids))


def _grid(grid: Grid) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td class='cell' align='right'>{cell}</td>" for cell in row) + "</tr>"
        for row in grid
    )
    return f"<table cellspacing='1' style='margin-bottom: 6px'>{rows}</table>"


def _paragraphs(text: str) -> str:
    parts = re.split(r"\n\s*\n", text)
    return "".join(f"<p class='dim'>{escape(' '.join(one.split()))}</p>" for one in parts if one)
