"""The JSON Schema of the page file, made from the declarations of the ops.

It describes pages of built-in ops that this version can run, for editors that complete and
underline; the reader is more patient, and keeps what it does not know. `python -m
blocks.file.schema` writes it anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from blocks.declaration.attribute import Attribute
from blocks.declaration.op import Op
from blocks.dtypes import DTYPES
from blocks.file import schema_tables as tables
from blocks.file.entries import PAGE
from blocks.file.migrate import version
from blocks.ops import OPS
from blocks.page.formulas import takes_formula
from blocks.page.names import ID, PORT
from blocks.page.precision import PRECISION

Schema = dict[str, Any]

PATH = Path(__file__).parents[2] / "assets" / "page.schema.json"


def schema() -> Schema:
    """The schema of a page, JSON Schema 2020-12, as plain data."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "blockprop page",
        "description": "A page of tensor ops: blocks, wires between them, and where they stand.",
        "type": "object",
        "required": ["format", "version", "blocks"],
        "properties": {
            "format": {"const": PAGE},
            "version": {"const": version()},
            "title": {"type": "string", "description": "Also the name scope of all blocks."},
            PRECISION.name: {"description": PRECISION.help, **_value(PRECISION)},
            "blocks": {"type": "array", "items": {"$ref": "#/$defs/block"}},
            "wires": {"type": "array", "items": {"$ref": "#/$defs/wire"}, "uniqueItems": True},
            "layout": {
                "type": "object",
                "description": "Where each block stands, by its id.",
                "additionalProperties": {"$ref": "#/$defs/place"},
            },
            **tables.properties(),
        },
        "$defs": {
            "block": _block(),
            "wire": _wire(),
            "place": _place(),
            "tensor": _tensor(),
            "formula": tables.formula(),
            **{f"op.{op.name}": _attributes(op) for op in OPS.built_in.values()},
        },
    }


def _block() -> Schema:
    return {
        "description": "One use of an op.",
        "type": "object",
        "required": ["id", "op"],
        "properties": {
            "id": {"type": "string", "pattern": f"^{ID.pattern}$"},
            "op": {"enum": list(OPS.built_in)},
            "attrs": {
                "type": "object",
                "description": "Attributes that differ from their defaults.",
            },
            **tables.block(),
        },
        "allOf": [
            {
                "if": {"properties": {"op": {"const": op.name}}, "required": ["op"]},
                "then": {
                    "properties": {"attrs": {"$ref": f"#/$defs/op.{op.name}"}},
                    **({"required": ["attrs"]} if _required(op) else {}),
                },
            }
            for op in OPS.built_in.values()
        ],
    }


def _wire() -> Schema:
    end = {"type": "string", "pattern": rf"^{ID.pattern}\.{PORT.pattern}$"}
    return {
        "description": "From an output to an input, each as `block.port`.",
        "type": "object",
        "required": ["from", "to"],
        "properties": {"from": end, "to": end},
    }


def _place() -> Schema:
    return {
        "type": "object",
        "required": ["at"],
        "properties": {"at": tables.corner(), **tables.place()},
    }


def _tensor() -> Schema:
    return {
        "description": "A tensor with its numbers flat, in row-major order.",
        "type": "object",
        "required": ["dtype", "shape", "data"],
        "additionalProperties": False,
        "properties": {
            "dtype": {"enum": list(DTYPES)},
            "shape": {
                "type": "array",
                "items": tables.or_formula({"type": "integer", "minimum": 0}),
            },
            "data": {
                "type": "array",
                "items": {
                    "anyOf": [
                        {"type": ["number", "boolean"]},
                        {"enum": ["nan", "inf", "-inf"]},
                        tables.FORMULA,
                    ]
                },
            },
        },
    }


def _attributes(op: Op) -> Schema:
    return {
        "description": op.summary,
        "type": "object",
        "required": _required(op),
        "additionalProperties": False,
        "properties": {one.name: _attribute(one) for one in op.attributes},
    }


def _required(op: Op) -> list[str]:
    return [one.name for one in op.attributes if one.required]


def _attribute(attribute: Attribute) -> Schema:
    default = {} if attribute.required else {"default": attribute.write(attribute.default)}
    value = _value(attribute)
    if takes_formula(attribute):
        value = tables.or_formula(value)
    return {"description": attribute.help, **value, **default}


def _value(attribute: Attribute) -> Schema:
    settings = attribute.settings
    match attribute.editor:
        case "choice":
            return {"enum": list(attribute.options)}
        case "flag":
            return {"type": "boolean"}
        case "integer":
            return {"type": "integer", "minimum": settings["low"], "maximum": settings["high"]}
        case "number":
            return {"type": "number", "minimum": settings["low"], "maximum": settings["high"]}
        case "text":
            return {"type": "string", "pattern": f"^(?:{settings['pattern'] or '.*'})$"}
        case "file":
            return {"type": "string", "minLength": 1}
        case "tensor":
            return {"$ref": "#/$defs/tensor"}
        case "integers":
            return _integers(settings["count"], settings["low"])
        case "window_vector":
            return _integers(settings["rank"], 1)
        case "paddings":
            return {"anyOf": [{"const": []}, _integers(2 * settings["rank"], 0)]}
        case _:
            raise TypeError(f"{attribute.name}: no schema for the editor {attribute.editor!r}")


def _integers(count: int | None, low: int) -> Schema:
    number = {"type": "integer", "minimum": low, "maximum": 2**31 - 1}
    length = {} if count is None else {"minItems": count, "maxItems": count}
    return {"type": "array", "items": tables.or_formula(number), **length}


def text() -> str:
    """The schema as the file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8", newline="\n")
