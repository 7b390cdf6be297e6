"""What people read about an op, made from its declaration: on the terminal and in the README."""

from __future__ import annotations

import inspect
import json
import textwrap
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from blocks.declaration.attribute import Attribute
from blocks.declaration.op import Op, Port
from blocks.dtypes import ALL

WIDTH = 96


def describe(op: Op) -> str:
    """All about an op, as text: ports, attributes, rules, and a block as a page holds it."""
    inputs = [port.name for port in op.inputs]
    parts = [
        f"{op.name} - {op.summary}",
        textwrap.fill(_found_as(op), WIDTH),
        _paragraph("Formula", op.formula),
        _paragraph("Shape", op.sizes),
        _section("Inputs", [_port(port) for port in op.inputs]),
        _section("Outputs", [_port(port, inputs) for port in op.outputs]),
        _section("Dtypes", [(name, dtypes_text(allowed)) for name, allowed in op.types.items()]),
        _section("Attributes", [_attribute(one) for one in op.attributes]),
        "Rules\n" + textwrap.indent(rules(op), "  ") if rules(op) else "",
        "In a page\n" + textwrap.indent(example(op), "  "),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _found_as(op: Op) -> str:
    where = f"{op.category} ({op.origin})" if op.origin else op.category
    return f"{where}. Also found as: {', '.join(op.synonyms)}." if op.synonyms else f"{where}."


def rules(op: Op) -> str:
    """The op's long help: the docstring of its kernel."""
    return inspect.cleandoc(op.kernel.__doc__ or "")


def example(op: Op) -> str:
    """A block of this op with the wires into it, as the lines of a page."""
    required = {one.name: one.write(one.initial) for one in op.attributes if one.required}
    block: dict[str, object] = {"id": "block", "op": op.name}
    if required:
        block["attrs"] = required
    lines = [json.dumps(block)]
    lines += [
        json.dumps({"from": f"{port.name}.output", "to": f"block.{port.name}"})
        for port in op.inputs
    ]
    return "\n".join(lines)


def port_rule(port: Port, inputs: Collection[str] = ()) -> str:
    """What a port takes, in short: dtype, axes, whether it may be left open. `inputs` are the
    names of the op's inputs, whose axes an output may keep."""
    notes = [port.type]
    if port.axes:
        as_named = port.axes == "data_format" or port.axes in inputs
        notes.append(f"axes as {port.axes}" if as_named else f"axes {port.axes}")
    if port.many:
        notes.append("many wires")
    if port.optional:
        notes.append("optional")
    return "; ".join(notes)


def attribute_rule(one: Attribute) -> str:
    """What an attribute can be, in short, and what it is unless a block says otherwise."""
    default = "required" if one.required else f"default {json.dumps(one.write(one.default))}"
    return f"{_kind(one)}; {default}"


def dtypes_text(allowed: tuple[str, ...]) -> str:
    """The dtypes that a type variable may be."""
    return "any" if set(allowed) == set(ALL) else ", ".join(allowed)


def as_data(op: Op) -> dict[str, Any]:
    """All about an op for programs, as `blockprop ops --format json` tells it."""
    return {
        "category": op.category,
        "summary": op.summary,
        "synonyms": list(op.synonyms),
        "formula": op.formula,
        "shape": op.sizes,
        "inputs": [_port_data(port) for port in op.inputs],
        "outputs": [_port_data(port) for port in op.outputs],
        "dtypes": {name: list(allowed) for name, allowed in op.types.items()},
        "attributes": [_attribute_data(one) for one in op.attributes],
        "rules": rules(op),
    }


def _port_data(port: Port) -> dict[str, Any]:
    return {
        "name": port.name,
        "help": port.help,
        "dtype": port.type,
        "axes": port.axes,
        "optional": port.optional,
        "many": port.many,
    }


def _attribute_data(one: Attribute) -> dict[str, Any]:
    told = {"name": one.name, "help": one.help, "kind": _kind(one), "required": one.required}
    return told if one.required else {**told, "default": one.write(one.default)}


def markdown_table(ops: Mapping[str, Op]) -> str:
    """The list of all ops as a Markdown table, for the README."""
    lines = ["| op | inputs | outputs | what it gives |", "| --- | --- | --- | --- |"]
    for op in ops.values():
        cells = (f"`{op.name}`", _names(op.inputs), _names(op.outputs), op.summary)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _names(ports: Iterable[Port]) -> str:
    return ", ".join(f"`{port.name}`" for port in ports)


def _paragraph(title: str, words: str) -> str:
    return f"{title}\n{textwrap.indent(textwrap.fill(words, WIDTH - 2), '  ')}" if words else ""


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    if not rows:
        return ""
    indent = 2 + max(len(name) for name, _ in rows) + 2
    lines = [title]
    for name, words in rows:
        body = textwrap.wrap(words, WIDTH - indent) or [""]
        lines.append(f"  {name}".ljust(indent) + body[0])
        lines += [" " * indent + line for line in body[1:]]
    return "\n".join(line.rstrip() for line in lines)


def _port(port: Port, inputs: Collection[str] = ()) -> tuple[str, str]:
    return port.name, f"{port.help} [{port_rule(port, inputs)}]"


def _attribute(one: Attribute) -> tuple[str, str]:
    return one.name, f"{one.help} [{attribute_rule(one)}]"


def _kind(one: Attribute) -> str:
    rank = one.settings.get("rank", 0)
    count = one.settings.get("count")
    words = {
        "number": "number",
        "integers": "whole numbers" if count is None else f"{count} whole numbers",
        "flag": "true | false",
        "integer": "whole number",
        "window_vector": f"{rank} whole numbers",
        "paddings": f"{2 * rank} whole numbers or none",
        "file": "path",
    }
    return " | ".join(one.options) or words.get(one.editor, one.editor)
